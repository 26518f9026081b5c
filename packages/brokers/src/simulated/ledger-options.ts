import type { MoneyRounding } from '@q/trading';
import type { TickColumns } from '../feed/tick-columns.js';
import type { BarPath } from './bar-path.js';
import type { TradingCosts } from './trading-costs.js';
import type { RateOptions } from './venue-rates.js';

/** What positions and money of the simulated venue depend on. */
export interface LedgerOptions extends RateOptions, MoneyRounding {
  readonly account: { readonly currency: string; readonly balance: number };
  /** `netting` keeps one position for each symbol; with `hedging` each entry has its own. */
  readonly positionMode?: 'hedging' | 'netting';
  readonly costs: (symbol: string) => TradingCosts;
  /** What the candles of a symbol are made of: where they are known, orders are filled tick by tick. */
  readonly ticks?: ReadonlyMap<string, TickColumns>;
  /** Which way the price goes inside a candle. Default pessimistic: where a candle reaches stop and target, the stop is taken. */
  readonly barPath?: BarPath;
}
