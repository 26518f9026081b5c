import type { EventType, TradingEvent } from '@q/events';
import type { AlertDraft, AlertFields } from './alert.js';
import type { Readings } from './metric-watch.js';

const ERRORS: readonly EventType[] = [
  'DataFetchError',
  'IndicatorCalculationError',
  'StrategyEvaluationError',
  'HandlerFailed',
  'ServiceFailed',
];

/** Events that the digest counts. */
export const DIGEST_EVENTS: readonly EventType[] = [
  'OrderPlaced',
  'OrderFilled',
  'OrderPartiallyFilled',
  'PositionClosed',
  'OrderDenied',
  'OrderRejected',
  'OrderUnknown',
  ...ERRORS,
];

const MOST_REASONS = 8;

/** Adds up what happened since the last digest. Money is in account currency. */
export class Digest {
  #counts = new Map<EventType, number>();
  #denials = new Map<string, number>();
  #netProfit = 0;

  add(event: TradingEvent): void {
    this.#counts.set(event.type, this.#of(event.type) + 1);
    if (event.type === 'PositionClosed') this.#netProfit += event.netProfit;
    if (event.type === 'OrderDenied') this.#denials.set(event.reason, (this.#denials.get(event.reason) ?? 0) + 1);
  }

  /** The digest; the next one begins at nothing. */
  take(metrics: Readings, now: number): AlertDraft {
    const fields = this.#fields(metrics);
    const reasons = [...this.#denials].sort((a, b) => b[1] - a[1]).slice(0, MOST_REASONS);
    const text = [
      ...Object.entries(fields).map(([name, value]) => `${name.replaceAll('_', ' ')}: ${value}`),
      ...(reasons.length === 0
        ? []
        : [`denied for ${reasons.map(([reason, count]) => `${reason} ${count}`).join(', ')}`]),
    ];
    [this.#counts, this.#denials, this.#netProfit] = [new Map(), new Map(), 0];
    return { rule: 'daily_digest', severity: 'info', title: 'daily digest', text: text.join('\n'), at: now, fields };
  }

  #fields({ equity, drawdown_percent: drawdown }: Readings): AlertFields {
    return {
      orders: this.#of('OrderPlaced'),
      fills: this.#of('OrderFilled') + this.#of('OrderPartiallyFilled'),
      positions_closed: this.#of('PositionClosed'),
      net_profit: cents(this.#netProfit),
      ...(equity === undefined ? {} : { equity: cents(equity) }),
      ...(drawdown === undefined ? {} : { drawdown_percent: cents(drawdown) }),
      denied: this.#of('OrderDenied'),
      rejected: this.#of('OrderRejected'),
      unknown: this.#of('OrderUnknown'),
      errors: ERRORS.reduce((sum, type) => sum + this.#of(type), 0),
    };
  }

  #of(type: EventType): number {
    return this.#counts.get(type) ?? 0;
  }
}

function cents(value: number): number {
  return Math.round(value * 100) / 100;
}
