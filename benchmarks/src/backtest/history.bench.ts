import type { BenchRow } from '../bench-row.js';
import { below } from '../bench-row.js';
import { median, medianRatio } from '../measure.js';
import type { HistoryKind, OursSetting } from './ours-job.js';
import { nsPerCandle, runOurs } from './ours-job.js';

const ROUNDS = 3;
const [CANDLES, PASSES] = [100_000, 5];
const WARM_UP = { candles: 300_000, cpuMs: 4_000 };
const KINDS: readonly HistoryKind[] = ['none', 'default', 'all'];
/** The default history costs at most a quarter more. */
const MOST = 1.25;

/** What the written history adds to the time, round by round beside a run without one. */
export async function historyBench(): Promise<BenchRow[]> {
  return [...(await historyOf('plain')), ...(await historyOf('rich'))];
}

async function historyOf(job: OursSetting['job']): Promise<readonly BenchRow[]> {
  const times: Record<HistoryKind, number[]> = { none: [], default: [], all: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const history of KINDS) {
      const setting: OursSetting = { job, candles: CANDLES, warmUp: WARM_UP, passes: PASSES, history };
      times[history].push(nsPerCandle(setting, await runOurs(setting)));
    }
  }
  const group = `backtest: history in a file, ${job} job, ${CANDLES.toLocaleString('en-US')} candles, warm (median of ${ROUNDS} rounds)`;
  return KINDS.flatMap((history): BenchRow[] => {
    const row = { group, name: `history ${history}`, value: median(times[history]), unit: 'ns/candle' };
    if (history === 'none') return [row];
    const value = medianRatio(times[history], times.none);
    const ratio = { group, name: `history ${history} / none`, value, unit: 'x' };
    return [row, history === 'default' ? below(ratio, MOST) : ratio];
  });
}
