import type { CandleColumns } from '@q/brokers';
import type { BacktestRequest } from '../backtest-request.js';

export type StrategiesBySymbol = NonNullable<BacktestRequest['strategies']>;

/** Makes the strategies of one run from the candles of that run, by symbol: those up to the cut where they were cut. */
export type MakeStrategies = (candles: Readonly<Record<string, CandleColumns>>) => StrategiesBySymbol;

/** What a proof runs again and again; candles, configuration and range as for one run. */
export interface ProofRequest extends Omit<BacktestRequest, 'strategies' | 'services' | 'history' | 'onProgress'> {
  /**
   * As for one run, or a function that makes them for each run. Strategies that count or remember anything, or that were given candles, need
   * the function: an object that is asked in a second run still knows the first.
   */
  readonly strategies?: StrategiesBySymbol | MakeStrategies;
}
