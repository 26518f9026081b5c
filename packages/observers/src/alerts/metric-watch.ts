import type { AlertDraft } from './alert.js';
import type { MetricRule } from './alert-rule.js';

export type Readings = Readonly<Record<string, number>>;

/** Sees when a number has been beyond its bound for long enough. Says it once until the number was back. */
export class MetricWatch {
  readonly #rule: MetricRule;
  #since: number | undefined;
  #isTold = false;

  constructor(rule: MetricRule) {
    this.#rule = rule;
  }

  get rule(): MetricRule {
    return this.#rule;
  }

  /** The alert, where it is due now. A number that is not there is not beyond its bound. */
  check(metrics: Readings, now: number): AlertDraft | undefined {
    const { metric, forMs } = this.#rule;
    const value = Object.hasOwn(metrics, metric) ? metrics[metric] : undefined;
    if (value === undefined || !this.#isBeyond(value)) {
      this.#since = undefined;
      this.#isTold = false;
      return undefined;
    }
    this.#since ??= now;
    if (this.#isTold || now - this.#since < forMs) return undefined;
    this.#isTold = true;
    return this.#draft(value, now);
  }

  #isBeyond(value: number): boolean {
    const { bound } = this.#rule;
    return 'above' in bound ? value > bound.above : value < bound.below;
  }

  #draft(value: number, now: number): AlertDraft {
    const { name, severity, metric, bound, forMs } = this.#rule;
    const [side, limit] = 'above' in bound ? (['above', bound.above] as const) : (['below', bound.below] as const);
    const shown = Math.round(value * 1_000) / 1_000;
    const lasting = forMs === 0 ? '' : `, for ${Math.round(forMs / 1_000)} s`;
    return {
      rule: name,
      severity,
      title: `${metric.replaceAll('_', ' ')} is ${side} ${limit}`,
      text: `${shown} now${lasting}`,
      at: now,
      fields: { metric, value: shown, [side]: limit },
    };
  }
}
