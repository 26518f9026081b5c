import type { BenchRow } from '../bench-row.js';
import { atLeast } from '../bench-row.js';
import { reportOf } from '../child.js';
import { program } from '../places.js';

const ROUNDS = 3;

export interface OptimiseReport {
  /** From the call to its answer, ms on the wall. */
  readonly wallMs: number;
  readonly trials: number;
  /** Of each trial. */
  readonly candles: number;
  /** The second half of the trials, when the code of every thread is compiled. */
  readonly warm: WarmHalf;
  /** What the trials came to, as text: the same however many threads there are. */
  readonly content: string;
}

export interface WarmHalf {
  readonly trials: number;
  readonly wallMs: number;
  /** Of all threads of the process. */
  readonly cpuMs: number;
  /** CPU time that the machine spent on anything else meanwhile, ms. */
  readonly othersMs: number;
}

interface Round {
  readonly one: OptimiseReport;
  readonly two: OptimiseReport;
}

/** A grid search by one worker thread and by two. */
export async function optimiseBench(): Promise<BenchRow[]> {
  const rounds: Round[] = [];
  const search = (workers: number): Promise<OptimiseReport> =>
    reportOf<OptimiseReport>(program('backtest/optimise-child'), [String(workers)]);
  for (let round = 0; round < ROUNDS; round += 1) rounds.push({ one: await search(1), two: await search(2) });
  const [first] = rounds;
  if (first === undefined || rounds.some(({ one, two }) => one.content !== two.content))
    throw new Error('one worker and two do not come to the same: no speed counts');
  const calmest = rounds.reduce((best, round) => (othersOf(round) < othersOf(best) ? round : best));
  return [...warmRows(calmest), ...wholeRows(calmest)];
}

/** What threads are for: trials in a given time, once they are under way. */
function warmRows({ one, two }: Round): BenchRow[] {
  const { trials, candles } = sizeOf(one);
  const group = `backtest: grid search, ${trials} trials over ${candles} candles once the threads are warm (calmest of ${ROUNDS} rounds)`;
  const rate = ({ warm }: OptimiseReport): number => (warm.trials / warm.wallMs) * 1_000;
  const cost = ({ warm }: OptimiseReport): number => warm.cpuMs / warm.trials;
  const note = `other programs had ${coresOf(one).toFixed(2)} cores beside one worker, ${coresOf(two).toFixed(2)} beside two`;
  return [
    { group, name: '1 worker', value: rate(one), unit: 'trials/s' },
    { group, name: '2 workers', value: rate(two), unit: 'trials/s' },
    atLeast({ group, name: '2 workers / 1 worker', value: rate(two) / rate(one), unit: 'x', note }, 1.8),
    { group, name: 'CPU time of a trial, 1 worker', value: cost(one), unit: 'ms' },
    { group, name: 'CPU time of a trial, 2 workers', value: cost(two), unit: 'ms' },
  ];
}

/** What somebody waits for. Starting and compiling is done once for every thread. */
function wholeRows({ one, two }: Round): BenchRow[] {
  const group = `backtest: the same search, all ${one.trials} trials, from the call to its answer`;
  const startMs = ({ wallMs, warm, trials }: OptimiseReport): number => wallMs - (warm.wallMs / warm.trials) * trials;
  return [
    { group, name: '1 worker', value: one.wallMs / 1_000, unit: 's' },
    { group, name: '2 workers', value: two.wallMs / 1_000, unit: 's' },
    { group, name: '2 workers / 1 worker', value: one.wallMs / two.wallMs, unit: 'x' },
    { group, name: 'more than at the warm speed, 1 worker', value: startMs(one), unit: 'ms' },
    { group, name: 'more than at the warm speed, 2 workers', value: startMs(two), unit: 'ms' },
  ];
}

function sizeOf({ warm, candles }: OptimiseReport) {
  return { trials: warm.trials, candles: candles.toLocaleString('en-US') };
}

/** How much of the machine was not ours, in the worse half of a round. */
function othersOf({ one, two }: Round): number {
  return Math.max(coresOf(one), coresOf(two));
}

function coresOf({ warm: { othersMs, wallMs } }: OptimiseReport): number {
  return othersMs / wallMs;
}
