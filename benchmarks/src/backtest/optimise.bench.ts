import type { BenchRow } from '../bench-row.js';
import { atLeast } from '../bench-row.js';
import { reportOf } from '../child.js';
import { median } from '../measure.js';
import { program } from '../places.js';

const ROUNDS = 3;

export interface OptimiseReport {
  /** From the call to its answer: threads share the machine, so that only the time on the wall tells. */
  readonly wallMs: number;
  readonly trials: number;
  /** Of each trial. */
  readonly candles: number;
  /** What the trials came to, as text: the same however many threads there are. */
  readonly content: string;
}

/** A grid search by one worker thread and by two. */
export async function optimiseBench(): Promise<BenchRow[]> {
  const runs: { readonly one: OptimiseReport; readonly two: OptimiseReport }[] = [];
  const search = (workers: number): Promise<OptimiseReport> =>
    reportOf<OptimiseReport>(program('backtest/optimise-child'), [String(workers)]);
  for (let round = 0; round < ROUNDS; round += 1) runs.push({ one: await search(1), two: await search(2) });
  const [first] = runs;
  if (first === undefined || runs.some(({ one, two }) => one.content !== two.content))
    throw new Error('one worker and two do not come to the same: no speed counts');
  const group = `backtest: grid search of ${first.one.trials} trials over ${first.one.candles.toLocaleString('en-US')} candles, threads' start included (median of ${ROUNDS}, time on the wall)`;
  const speed = ({ trials, wallMs }: OptimiseReport): number => (trials / wallMs) * 1_000;
  const unit = 'trials/s';
  const ratio = median(runs.map(({ one, two }) => one.wallMs / two.wallMs));
  return [
    { group, name: '1 worker', value: median(runs.map(({ one }) => speed(one))), unit },
    { group, name: '2 workers', value: median(runs.map(({ two }) => speed(two))), unit },
    atLeast({ group, name: '2 workers / 1 worker', value: ratio, unit: 'x' }, 1.8),
  ];
}
