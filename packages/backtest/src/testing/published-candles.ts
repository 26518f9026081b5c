import type { Candle, Timeframe } from '@q/events';
import { memoryJournal } from '@q/journal';
import type { BacktestRequest } from '../backtest-request.js';
import type { BacktestResult } from '../run-backtest.js';
import { runBacktest } from '../run-backtest.js';

export interface PublishedCandle {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly candle: Candle;
}

/** What a run published, as its history has it, and its result; the configuration must keep all events. */
export async function publishedCandles(
  request: BacktestRequest,
): Promise<{ readonly published: readonly PublishedCandle[]; readonly result: BacktestResult }> {
  const history = memoryJournal();
  const result = await runBacktest({ ...request, history });
  const records = [...history.scan(0)].filter(({ type }) => type === 'NewCandle');
  return { published: records as unknown as readonly PublishedCandle[], result };
}
