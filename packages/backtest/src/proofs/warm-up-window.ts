import { timeframeMs } from '@q/events';
import type { BacktestRequest } from '../backtest-request.js';
import type { MarketSeries } from '../market-data.js';
import type { RestrictionVerdict } from '@q/trading';
import { decidedRun } from './decided-run.js';
import type { Decision } from './decision.js';
import type { ProofRuns } from './proof-runs.js';
import { runRequest } from './proof-runs.js';

const MINUTE_MS = 60_000;
const FREE = { blocked: false, reasons: [], closePositions: false };
const DENIED: RestrictionVerdict = {
  ...FREE,
  blocked: true,
  reasons: [{ reason: 'outside_schedule', message: 'the window that is checked begins later' }],
};

/** Candles that open at `from` or later and close at `to` or earlier, ms UTC. */
export interface WarmUpWindow {
  readonly from: number;
  readonly to: number;
}

/** The range that is asked for; from the middle of the data where no begin is. @throws Error where it holds nothing */
export function windowOf({ series, range }: ProofRuns): WarmUpWindow {
  const first = Math.min(...series.map(({ columns }) => columns.openTime[0] ?? Infinity));
  const last = Math.max(...series.map(lastClose));
  const to = Math.min(range.to ?? Infinity, last);
  const from = range.from ?? first + Math.floor((to - first) / 2 / MINUTE_MS) * MINUTE_MS;
  if (from < to) return { from, to };
  throw new Error(
    `there is nothing to decide from ${new Date(from).toISOString()} to ${new Date(to).toISOString()}: begin the window earlier`,
  );
}

function lastClose({ columns, timeframe }: MarketSeries): number {
  return (columns.newestOpenTime[columns.length - 1] ?? -Infinity) + timeframeMs(timeframe);
}

/** What is decided in the window; before it every entry is denied, so that no position and no result is carried into it. */
export async function decidedInWindow(
  runs: ProofRuns,
  from: number,
  window: WarmUpWindow,
): Promise<readonly Decision[]> {
  const { restrictionsAt } = runs.range;
  const deniedBefore: NonNullable<BacktestRequest['restrictionsAt']> = (instant, instrument) => {
    if (instant <= window.from) return DENIED;
    return restrictionsAt === undefined ? FREE : restrictionsAt(instant, instrument);
  };
  const decisions = await decidedRun(runRequest(runs, { from, to: window.to, restrictionsAt: deniedBefore }));
  return decisions.filter(({ at }) => at > window.from);
}
