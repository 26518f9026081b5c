import type { MarketSeries } from '../market-data.js';
import { demandTellable } from './demand-tellable.js';
import { judgedSeries } from './judged-series.js';
import type { RowRange } from './row-problems.js';

/**
 * What a run demands of its rows that judges no data before it begins: that it can tell of each it leaves out.
 * @throws CandleDataError where more of them come at one time than a cycle can tell of
 */
export function checkRunRows(series: readonly MarketSeries[], range: RowRange): void {
  for (const one of series) demandTellable(judgedSeries(one, range));
}
