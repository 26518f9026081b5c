import type { ProofRequest } from '@q/backtest';
import type { Arguments } from '../arguments.js';

/** What a proof found: for people, and for programs with the keys of `--json`. */
export interface Proved {
  readonly ok: boolean;
  readonly lines: readonly string[];
  readonly row: Readonly<Record<string, unknown>>;
}

export interface ProofContext {
  /** Called after each run. */
  readonly onProgress: (done: number, total: number) => void;
  /** Where the worker is that runs are made in; without it none is made in a thread. */
  readonly searchWorker?: URL | undefined;
  /** Where these runs have the strategies in code from; without it those cannot go to a thread. */
  readonly strategiesModule?: URL | undefined;
}

export type Prove = (request: ProofRequest, args: Arguments, context: ProofContext) => Promise<Proved>;

/** So many violations are printed. */
const SHOWN = 10;

/** The first violations, each with its lines, and how many there are more. */
export function shownViolations<Violation>(
  violations: readonly Violation[],
  linesOf: (violation: Violation) => readonly string[],
): readonly string[] {
  const more = violations.length - SHOWN;
  return [
    ...violations.slice(0, SHOWN).flatMap(linesOf),
    ...(more > 0 ? [`           and ${more} more: --json lists them all`] : []),
  ];
}
