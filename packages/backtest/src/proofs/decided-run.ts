import type { Journal } from '@q/events';
import type { BacktestRequest } from '../backtest-request.js';
import { runBacktest } from '../run-backtest.js';
import type { Decision } from './decision.js';
import { decisionOf } from './decision.js';

/** Runs over whatever candles there are, and gives every decision in the order in which they were made. Nothing else of its history is kept. */
export async function decidedRun(request: BacktestRequest): Promise<readonly Decision[]> {
  const decisions: Decision[] = [];
  let count = 0;
  const history: Journal = {
    append(records) {
      for (const record of records) {
        const decision = decisionOf(record);
        if (decision !== undefined) decisions.push(decision);
      }
      return (count += records.length);
    },
    scan: () => [],
    snapshot: () => undefined,
    verify: () => ({ ok: true, records: count, problems: [] }),
    close: () => undefined,
  };
  await runBacktest({ ...request, history, allowGaps: true });
  return decisions;
}
