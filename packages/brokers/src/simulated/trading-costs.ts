import type { CommissionTerms, SwapRow, SwapUnit } from '@q/trading';
import type { DepthTerms } from './market-depth.js';
import type { SpreadWindow } from './session-spread.js';

/** What trading a symbol costs. */
export interface TradingCosts {
  /** Distance between bid and ask around the prices of a candle; not used for candles that bring quotes. */
  readonly spreadPips: number;
  /** In place of it in parts of the day; the first that fits. None where it is left out. */
  readonly spreadBySession?: readonly SpreadWindow[];
  /** How many lots are filled at the best price, and how the rest is; all of them where it is left out. */
  readonly depth?: DepthTerms | undefined;
  /** Against the trader, on market and stop orders. */
  readonly slippagePips: number;
  /** Account currency for each lot and side. */
  readonly commissionPerLot: number;
  /** What is asked beside it: nothing where it is left out. */
  readonly commission?: Partial<Omit<CommissionTerms, 'perLot' | 'conversionRounding' | 'arithmetic'>>;
  /** Interest for a lot and night, or percent of its value for a year, negative where the trader pays: nothing where it is left out. */
  readonly swap?: {
    readonly long: number;
    readonly short: number;
    readonly unit: SwapUnit;
    /** In place of `long`, `short` and the rollovers: what was booked when, in ascending order. */
    readonly rows?: readonly SwapRow[];
  };
}

/** With everything that was left out. */
export function commissionTerms({ commissionPerLot, commission }: TradingCosts): CommissionTerms {
  return {
    perLot: commissionPerLot,
    makerPercent: 0,
    takerPercent: 0,
    perOrder: 0,
    minimum: 0,
    rounding: 'half_away',
    ...commission,
  };
}
