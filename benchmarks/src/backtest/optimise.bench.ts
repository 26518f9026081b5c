import type { BenchRow } from '../bench-row.js';
import { atLeast } from '../bench-row.js';
import { reportOf } from '../child.js';
import { program } from '../places.js';

const ROUNDS = 5;

export interface OptimiseReport {
  /** From the call to its answer, ms on the wall. */
  readonly wallMs: number;
  readonly trials: number;
  /** Of each trial. */
  readonly candles: number;
  /** The second half of the trials, when the code of every thread is compiled, in parts: the same trials in each round. */
  readonly warm: readonly WarmPart[];
  /** What the trials came to, as text: the same however many threads there are. */
  readonly content: string;
}

export interface WarmPart {
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
  return [...warmRows(rounds), ...wholeRows(rounds)];
}

/** What threads are for: trials in a given time, once they are under way. */
function warmRows(rounds: readonly Round[]): BenchRow[] {
  const [one, two] = [calmestOf(rounds.map((round) => round.one)), calmestOf(rounds.map((round) => round.two))];
  const group = `backtest: grid search, ${one.trials} trials over ${candlesOf(rounds)} candles once the threads are warm (of each part the calmest of ${ROUNDS} rounds)`;
  const rate = ({ trials, wallMs }: WarmPart): number => (trials / wallMs) * 1_000;
  const cost = ({ trials, cpuMs }: WarmPart): number => cpuMs / trials;
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
function wholeRows(rounds: readonly Round[]): BenchRow[] {
  const [one, two] = [quickestOf(rounds.map((round) => round.one)), quickestOf(rounds.map((round) => round.two))];
  const group = `backtest: the same search, all ${one.trials} trials, from the call to its answer (quickest of ${ROUNDS} rounds)`;
  const startMs = ({ wallMs, warm, trials }: OptimiseReport): number => {
    const all = sumOf(warm);
    return wallMs - (all.wallMs / all.trials) * trials;
  };
  return [
    { group, name: '1 worker', value: one.wallMs / 1_000, unit: 's' },
    { group, name: '2 workers', value: two.wallMs / 1_000, unit: 's' },
    { group, name: '2 workers / 1 worker', value: one.wallMs / two.wallMs, unit: 'x' },
    { group, name: 'more than at the warm speed, 1 worker', value: startMs(one), unit: 'ms' },
    { group, name: 'more than at the warm speed, 2 workers', value: startMs(two), unit: 'ms' },
  ];
}

/**
 * Every part of the trials in its quickest round. How fast a core is changes from second to second where it is one of a virtual machine, by what else
 * runs on its host, and nothing inside of the machine tells of it: it takes from one worker and from two alike, and only ever takes.
 */
function calmestOf(reports: readonly OptimiseReport[]): WarmPart {
  const [first] = reports;
  const parts = (first?.warm ?? []).map((part, place) =>
    reports
      .flatMap(({ warm }) => warm[place] ?? [])
      .reduce((best, one) => (one.wallMs < best.wallMs ? one : best), part),
  );
  return sumOf(parts);
}

function sumOf(parts: readonly WarmPart[]): WarmPart {
  const none: WarmPart = { trials: 0, wallMs: 0, cpuMs: 0, othersMs: 0 };
  return parts.reduce(
    (sum, { trials, wallMs, cpuMs, othersMs }) => ({
      trials: sum.trials + trials,
      wallMs: sum.wallMs + wallMs,
      cpuMs: sum.cpuMs + cpuMs,
      othersMs: sum.othersMs + othersMs,
    }),
    none,
  );
}

function quickestOf(reports: readonly OptimiseReport[]): OptimiseReport {
  return reports.reduce((best, one) => (one.wallMs < best.wallMs ? one : best));
}

function candlesOf([first]: readonly Round[]): string {
  return (first?.one.candles ?? NaN).toLocaleString('en-US');
}

/** How much of the machine was not ours. */
function coresOf({ othersMs, wallMs }: WarmPart): number {
  return othersMs / wallMs;
}
