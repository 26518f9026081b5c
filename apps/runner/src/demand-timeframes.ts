import { CandleDataError } from '@q/brokers';
import type { Timeframe } from '@q/events';
import { timeframeMs } from '@q/events';

export interface FileTimeframe {
  /** The file of candles, as its user calls it. */
  readonly file: string;
  /** That of its candles. */
  readonly timeframe: Timeframe;
}

/** @throws CandleDataError where a timeframe is traded that cannot be built from the candles of a file */
export function demandTimeframes({ file, timeframe }: FileTimeframe, traded: readonly Timeframe[]): void {
  const unfit = traded.filter((one) => timeframeMs(one) % timeframeMs(timeframe) !== 0).map((one) => `'${one}'`);
  if (unfit.length === 0) return;
  const problem = `its candles are taken for timeframe '${timeframe}', from which ${unfit.join(', ')} of trading.timeframes cannot be built`;
  const remedy = `take data as fine as that, or trade on '${timeframe}'; where the rows are finer, their times are read wrongly: look at the time column, and state columns or date_order under feed.files`;
  throw new CandleDataError(`${problem}: ${remedy}`, { file });
}
