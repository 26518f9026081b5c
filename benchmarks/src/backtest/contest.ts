import { reportOf } from '../child.js';
import { program } from '../places.js';
import type { MarketName } from './market.js';
import type { JobResult } from './plain-job.js';
import { agree } from './plain-job.js';

export const NODE_CONTESTANTS = ['ours', 'floor', 'grademark', 'framework', 'grademark-averages'] as const;
/** Engines of Python by the name they are shown and imported by, each with a script of its own. */
export const PYTHON_CONTESTANTS = { backtrader: 'backtrader', 'backtesting.py': 'backtesting' } as const;

export type NodeContestant = (typeof NODE_CONTESTANTS)[number];
export type PythonContestant = keyof typeof PYTHON_CONTESTANTS;
export type Contestant = NodeContestant | PythonContestant;

/** One engine over one market in a process of its own. */
export interface ContestSetting {
  readonly contestant: NodeContestant;
  readonly market: MarketName;
  /** At least so many. */
  readonly passes: number;
  /** And until all of them have taken so much CPU time: the later half is warm then. */
  readonly leastCpuMs: number;
}

export interface TimedPass extends JobResult {
  readonly cpuMs: number;
}

/** CPU ms of all threads; the first pass is the cold one. */
export interface ContestReport {
  readonly candles: number;
  readonly modulesMs: number;
  readonly candlesMs: number;
  /** Candles brought into the engine's own form, settings read. */
  readonly prepareMs: number;
  readonly passes: readonly TimedPass[];
  readonly peakRssMb: number;
}

/** What each contestant said, round by round. */
export type Reports = ReadonlyMap<Contestant, readonly ContestReport[]>;

export function runContestant(setting: ContestSetting): Promise<ContestReport> {
  return reportOf<ContestReport>(program('backtest/contest-child'), [JSON.stringify(setting)]);
}

/**
 * What of a contestant differs from the floor; nothing where every pass of every round agrees in trades, balance and equity to the least unit of
 * money.
 */
export function disagreement(theirs: readonly ContestReport[], floor: readonly ContestReport[]): string | undefined {
  const wanted = floor[0]?.passes[0];
  if (wanted === undefined) throw new Error('the floor did not run');
  for (const { passes } of theirs) {
    for (const pass of passes) {
      if (agree(pass, wanted)) continue;
      if (pass.trades !== wanted.trades) return `trades differ: ${pass.trades} vs ${wanted.trades}`;
      return `equity differs: ${pass.equity} vs ${wanted.equity} minor units`;
    }
  }
  return undefined;
}
