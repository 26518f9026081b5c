import type { BenchRow } from '../bench-row.js';
import { reportOf } from '../child.js';
import { median } from '../measure.js';
import { program } from '../places.js';
import type { JobResult } from './plain-job.js';

const ROUNDS = 3;
const SIZES = [30_000, 300_000];

/** The plain job, each run in a fresh process: our whole system beside a hand-written loop that gives the same trades to the cent. */
export async function backtestBench(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const size of SIZES) {
    const runs: { readonly ours: JobResult; readonly floor: JobResult }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const run = (contestant: string): Promise<JobResult> =>
        reportOf<JobResult>(program('backtest/backtest-child'), [contestant, String(size)]);
      runs.push({ floor: await run('floor'), ours: await run('ours') });
    }
    rows.push(...rowsOf(size, runs));
  }
  return rows;
}

function rowsOf(
  size: number,
  runs: readonly { readonly ours: JobResult; readonly floor: JobResult }[],
): readonly BenchRow[] {
  const group = `backtest: SMA cross over ${size.toLocaleString('en-US')} candles, one pass in a fresh process (median of ${ROUNDS})`;
  for (const { ours, floor } of runs) {
    if (ours.trades === floor.trades && ours.balance === floor.balance) continue;
    throw new Error(
      `ours ${JSON.stringify(ours)} and the floor ${JSON.stringify(floor)} do not agree: no speed counts`,
    );
  }
  const rate = (of: 'ours' | 'floor'): number => median(runs.map((run) => (size / run[of].cpuMs) * 1_000));
  const [first] = runs;
  const note = `${first?.ours.trades} trades and the balance agree to the cent`;
  const unit = 'candles/CPU s';
  return [
    { group, name: 'ours, every event on the bus', value: rate('ours'), unit, note },
    { group, name: 'hand-written loop', value: rate('floor'), unit },
  ];
}
