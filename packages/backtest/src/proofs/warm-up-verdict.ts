import type { DeclaredCandles } from './declared-warm-up.js';
import type { Decision } from './decision.js';

/** How much history a run had before the window, the declared warm-up being one time of it. */
export type WarmUpAmount = 'none' | 'declared' | 'twice' | 'four_times' | 'all';

export interface WarmUpOutcome {
  readonly amount: WarmUpAmount;
  /** Where the history begins, ms UTC. */
  readonly from: number;
  /** Base candles of the symbol before the window. */
  readonly candles: number;
  /** Decisions in the window. */
  readonly decisions: number;
  /** Whether they are those of the run with all history. */
  readonly isSameAsAll: boolean;
}

export interface StrategyWarmUp {
  readonly symbol: string;
  readonly strategy: string;
  /** What it says it needs. */
  readonly declared: readonly DeclaredCandles[];
  /** From no history to all. */
  readonly outcomes: readonly WarmUpOutcome[];
  /** From this amount on the decisions do not change any more. */
  readonly settlesAt: WarmUpAmount;
  /** Whether the data reach further back than what is declared: else nothing was shown. */
  readonly isShown: boolean;
}

/** The declared warm-up, or more than it, gives other decisions than all history: the first of them. */
export interface WarmUpViolation {
  readonly symbol: string;
  readonly strategy: string;
  /** The least that does. */
  readonly amount: WarmUpAmount;
  readonly settlesAt: WarmUpAmount;
  /** What it decided with that amount, `undefined` where it decided nothing. */
  readonly withLess: Decision | undefined;
  readonly withAll: Decision | undefined;
}

export interface WarmUpVerdict {
  readonly ok: boolean;
  /** The window, ms UTC: candles that open at `from` or later and close at `to` or earlier. */
  readonly from: number;
  readonly to: number;
  readonly strategies: readonly StrategyWarmUp[];
  readonly violations: readonly WarmUpViolation[];
}
