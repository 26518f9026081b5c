import type { Instrument } from '@q/events';
import type { SwapRow } from '@q/trading';
import type { SystemConfig } from './system-config.js';

/** What trading a symbol costs at the simulated venue: prices in pips, money in account currency. */
export interface VenueCosts {
  readonly spreadPips: number;
  /** Spreads that hold in parts of the day in place of it: local times HH:MM. */
  readonly spreadBySession: readonly {
    readonly from: string;
    readonly to: string;
    readonly timeZone: string;
    readonly pips: number;
  }[];
  /** Lots at the best price and at each further one but the last, so many ticks apart; none for all at the best price. */
  readonly depth:
    | {
        readonly lots: number;
        readonly ticksBeyond: number;
        readonly levels: number;
        /** Whether it is the volume of the newest tick, where that tells one. */
        readonly isOfTicks?: boolean;
      }
    | undefined;
  readonly slippagePips: number;
  readonly commissionPerLot: number;
  readonly commission: {
    readonly makerPercent: number;
    readonly takerPercent: number;
    readonly perOrder: number;
    readonly minimum: number;
    readonly rounding: 'half_away' | 'half_even';
  };
  readonly swap: {
    readonly long: number;
    readonly short: number;
    readonly unit: 'points' | 'money' | 'percent';
    /** In place of these and of the rollovers: what was booked when, in ascending order. */
    readonly rows?: readonly SwapRow[];
  };
}

/** The simulated venue as a configuration describes it. */
export interface VenueTerms {
  readonly instruments: Readonly<Record<string, Instrument>>;
  readonly account: { readonly currency: string; readonly balance: number };
  readonly positionMode: 'hedging' | 'netting';
  /** Price at which money of other currencies is turned over. */
  readonly conversionSide: SystemConfig['account']['conversion_side'];
  /** Whether money of other currencies is rounded there, too, before it is turned over. */
  readonly conversionRounding: SystemConfig['account']['conversion_rounding'];
  /** Of profits and swaps; commissions have their own. */
  readonly rounding: SystemConfig['account']['rounding'];
  /** Of profits. */
  readonly arithmetic: SystemConfig['account']['arithmetic'];
  readonly rollover: {
    readonly time: string;
    readonly timeZone: string;
    readonly tripleWeekday: number | undefined;
    /** From Sunday on; by the rules where none is said. */
    readonly nights: readonly (number | undefined)[];
  };
  /** Levels in percent of the margin in use. */
  readonly margin: { readonly leverage: number; readonly callLevel: number; readonly stopOutLevel: number } | undefined;
  readonly marketFill: SystemConfig['broker']['market_fill'];
  readonly barPath: SystemConfig['broker']['bar_path'];
  readonly friction: {
    readonly volumeLimit: number;
    readonly slippageModel: 'fixed' | 'random' | 'volume_share';
    readonly latencyBars: number;
    readonly latencyMs: number;
    readonly rejectPercent: number;
    readonly seed: number;
  };
  readonly costs: (symbol: string) => VenueCosts;
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Reads the sections `account`, `broker` and `instruments`, the seed, and the swaps by date. */
export function simulatedVenueOf({ instruments, account, broker, seed, swaps = {} }: SystemConfig): VenueTerms {
  const { time, time_zone: timeZone, triple_day: tripleDay, nights } = broker.rollover;
  const { sunday, monday, tuesday, wednesday, thursday, friday, saturday } = nights;
  const { leverage, margin_call_level: callLevel, stop_out_level: stopOutLevel } = account;
  const known = new Map<string, VenueCosts>();
  return {
    instruments,
    account,
    positionMode: account.position_mode,
    conversionSide: account.conversion_side,
    conversionRounding: account.conversion_rounding,
    rounding: account.rounding,
    arithmetic: account.arithmetic,
    rollover: {
      time,
      timeZone,
      tripleWeekday: tripleDay === 'none' ? undefined : WEEKDAYS.indexOf(tripleDay),
      nights: [sunday, monday, tuesday, wednesday, thursday, friday, saturday],
    },
    margin: leverage === 0 ? undefined : { leverage, callLevel, stopOutLevel },
    marketFill: broker.market_fill,
    barPath: broker.bar_path,
    friction: {
      volumeLimit: broker.volume_limit,
      slippageModel: broker.slippage_model,
      latencyBars: broker.latency_bars,
      latencyMs: broker.latency_ms,
      rejectPercent: broker.reject_percent,
      seed,
    },
    costs(symbol) {
      const costs = known.get(symbol) ?? costsOf(broker, symbol, swaps[symbol]);
      known.set(symbol, costs);
      return costs;
    },
  };
}

function costsOf(broker: SystemConfig['broker'], symbol: string, rows: readonly SwapRow[] | undefined): VenueCosts {
  const own = broker.per_symbol[symbol];
  const windows = own?.spread_by_session ?? broker.spread_by_session;
  const lots = own?.depth_at_touch ?? broker.depth_at_touch;
  const isOfTicks = own?.depth_by_ticks ?? broker.depth_by_ticks;
  const ticksBeyond = own?.slippage_beyond_ticks ?? broker.slippage_beyond_ticks;
  const levels = own?.depth_levels ?? broker.depth_levels;
  return {
    spreadPips: own?.spread_pips ?? broker.spread_pips,
    spreadBySession: Object.values(windows).map(({ time_zone: timeZone, ...window }) => ({ ...window, timeZone })),
    depth: depthOf(lots, isOfTicks, { ticksBeyond, levels }),
    slippagePips: own?.slippage_pips ?? broker.slippage_pips,
    commissionPerLot: own?.commission_per_lot ?? broker.commission_per_lot,
    commission: {
      makerPercent: own?.commission_maker_percent ?? broker.commission_maker_percent,
      takerPercent: own?.commission_taker_percent ?? broker.commission_taker_percent,
      perOrder: own?.commission_per_order ?? broker.commission_per_order,
      minimum: own?.commission_minimum ?? broker.commission_minimum,
      rounding: own?.commission_rounding ?? broker.commission_rounding,
    },
    swap: {
      long: own?.swap_long ?? broker.swap_long,
      short: own?.swap_short ?? broker.swap_short,
      unit: own?.swap_unit ?? broker.swap_unit,
      ...(rows === undefined ? {} : { rows }),
    },
  };
}

function depthOf(
  lots: number,
  isOfTicks: boolean,
  beyond: { readonly ticksBeyond: number; readonly levels: number },
): VenueCosts['depth'] {
  if (isOfTicks) return { lots, ...beyond, isOfTicks };
  return lots === 0 ? undefined : { lots, ...beyond };
}
