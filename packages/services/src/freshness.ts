import type { Calendar } from '@q/events';

const STALE_TIMEFRAMES = 2.5;
const STALE_AT_LEAST_MS = 10_000;

/** Sees when a series is silent for longer than its timeframe allows while its market is open. */
export class Freshness {
  readonly #calendar: Calendar;
  readonly #symbol: string;
  readonly #allowedMs: number;
  #isStale = false;

  /** @param delayMs by how much its candles come later than they close */
  constructor(options: {
    readonly calendar: Calendar;
    readonly symbol: string;
    readonly timeframeMs: number;
    readonly delayMs: number;
  }) {
    this.#calendar = options.calendar;
    this.#symbol = options.symbol;
    this.#allowedMs = Math.max(STALE_TIMEFRAMES * options.timeframeMs, STALE_AT_LEAST_MS) + options.delayMs;
  }

  get isStale(): boolean {
    return this.#isStale;
  }

  /** From when on something may be told of a series that goes on being silent, given the next instant at which that is asked, ms UTC. */
  quietUntil(lastClose: number, next: number): number {
    if (this.#isStale) return Infinity;
    if (next - lastClose <= this.#allowedMs) return lastClose + this.#allowedMs + 1;
    return this.#calendar.isOpen(this.#symbol, next) ? next : (this.#calendar.nextOpen(this.#symbol, next) ?? Infinity);
  }

  /** Whether the series has just become stale: true once until it is fresh again. */
  becameStale(lastClose: number, now: number): boolean {
    if (now - lastClose <= this.#allowedMs) {
      this.#isStale = false;
      return false;
    }
    if (this.#isStale || !this.#calendar.isOpen(this.#symbol, now)) return false;
    const openSince = this.#calendar.nextOpen(this.#symbol, lastClose) ?? now;
    this.#isStale = now - openSince > this.#allowedMs;
    return this.#isStale;
  }
}
