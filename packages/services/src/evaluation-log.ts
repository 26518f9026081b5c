import type { Timeframe } from '@q/events';
import type { ExplainedRule, Signal } from '@q/trading';

/** What one evaluation of a strategy came to. */
export interface Evaluation {
  readonly symbol: string;
  readonly strategy: string;
  /** The timeframe whose close it was asked on: its lowest. */
  readonly timeframe: Timeframe;
  /** Close time of that candle, ms UTC. */
  readonly at: number;
  /** Whether its schedule let it enter. */
  readonly onDuty: boolean;
  readonly signals: readonly Signal[];
  /** Each rule set with every condition and the values it compared; none for a strategy in code that does not explain itself. */
  readonly rules: readonly ExplainedRule[];
}

/** The newest evaluations of each strategy on each symbol. Nothing is explained where none are to be kept. */
export class EvaluationLog {
  readonly #limit: number;
  readonly #kept = new Map<string, Evaluation[]>();

  /** @param limit for each strategy and symbol */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get isOn(): boolean {
    return this.#limit > 0;
  }

  add(evaluation: Evaluation): void {
    const key = JSON.stringify([evaluation.symbol, evaluation.strategy]);
    const kept = this.#kept.get(key) ?? [];
    this.#kept.set(key, kept);
    kept.push(evaluation);
    if (kept.length > this.#limit) kept.shift();
  }

  /** Oldest first for each strategy. */
  get all(): readonly Evaluation[] {
    return [...this.#kept.values()].flat();
  }
}
