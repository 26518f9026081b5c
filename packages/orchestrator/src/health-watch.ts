import type { SystemConfig } from '@q/config';
import type { Clock, Stretch } from '@q/events';
import { timeframeMs } from '@q/events';
import { getLogger } from '@q/logging';
import type { HealthQuestion, ServiceHealth } from './health.js';
import { areAllPlainlyWell, healthOf, isWell } from './health.js';
import type { Sockets } from './sockets.js';
import type { SupervisedService } from './supervised-service.js';

const STALE_TIMEFRAMES = 2.5;
const STALE_AT_LEAST_MS = 10_000;

/** Looks at the services from time to time, and logs what became unhealthy or well again. */
export class HealthWatch {
  readonly #services: readonly SupervisedService[];
  readonly #clock: Clock;
  readonly #intervalMs: number;
  readonly #question: Omit<HealthQuestion, 'now'>;
  readonly #unhealthy = new Set<string>();
  readonly #logger = getLogger('services.TradingOrchestrator', { service: 'TradingOrchestrator' });
  /** NaN before the first one: a number in its place is changed there, where one in place of nothing is a new object for each check. */
  #lastCheckAt = NaN;
  #dueAt: number;

  constructor(services: readonly SupervisedService[], config: SystemConfig, sockets: Sockets) {
    const { health_check_interval: seconds, max_consecutive_failures: maxConsecutiveFailures } = config.orchestrator;
    const shortest = Math.min(...config.trading.timeframes.map(timeframeMs));
    const staleAfterMs = Math.max(STALE_TIMEFRAMES * shortest, STALE_AT_LEAST_MS);
    this.#services = services;
    this.#clock = sockets.clock;
    this.#intervalMs = seconds * 1_000;
    this.#question = { maxConsecutiveFailures, staleAfterMs, calendar: sockets.calendar };
    this.#dueAt = sockets.clock.now() + this.#intervalMs;
  }

  get all(): Readonly<Record<string, ServiceHealth>> {
    const question = this.#at(this.#clock.now());
    return Object.fromEntries(this.#services.map((one) => [one.service.name, healthOf(one, question)]));
  }

  /** ms UTC, `undefined` before the first one. */
  get lastCheckAt(): number | undefined {
    return Number.isNaN(this.#lastCheckAt) ? undefined : this.#lastCheckAt;
  }

  get healthyCount(): number {
    const question = this.#at(this.#clock.now());
    return this.#services.filter((one) => isWell(one, question)).length;
  }

  checkWhenDue(): void {
    const now = this.#clock.now();
    if (now >= this.#dueAt) this.check(now);
  }

  /** The checks that were due in the first so many cycles that passed together: one tells of all where all is well beyond doubt. */
  checkPassed({ openTime, periodMs }: Pick<Stretch, 'openTime' | 'periodMs'>, cycles: number): void {
    const first = openTime + periodMs;
    const instant = openTime + cycles * periodMs;
    const due = first + Math.max(0, Math.ceil((this.#dueAt - first) / periodMs)) * periodMs;
    if (due > instant) return;
    const step = Math.ceil(this.#intervalMs / periodMs) * periodMs;
    const last = due + Math.floor((instant - due) / step) * step;
    // Who is silent is so for longer at each check; what a calendar makes of that may change, and come back.
    for (let at = this.#isPlainlyWell(last) ? last : due; at <= last; at += step) this.check(at);
  }

  check(now = this.#clock.now()): void {
    this.#lastCheckAt = now;
    this.#dueAt = now + this.#intervalMs;
    // A virtual run looks after nearly every candle, and nearly always all is well.
    if (this.#isPlainlyWell(now)) return;
    const question = this.#at(now);
    for (const one of this.#services) {
      const { name } = one.service;
      const isHealthy = isWell(one, question);
      if (this.#unhealthy.has(name) !== isHealthy) continue;
      if (isHealthy) {
        this.#unhealthy.delete(name);
        this.#logger.info(`${name} is healthy again`);
        continue;
      }
      this.#unhealthy.add(name);
      const { status, last_error: lastError, stale_symbols: staleSymbols } = healthOf(one, question);
      this.#logger.warning(`${name} is not healthy: ${status}`, { last_error: lastError, stale_symbols: staleSymbols });
    }
  }

  #isPlainlyWell(now: number): boolean {
    return this.#unhealthy.size === 0 && areAllPlainlyWell(this.#services, now, this.#question);
  }

  #at(now: number): HealthQuestion {
    const { maxConsecutiveFailures, staleAfterMs, calendar } = this.#question;
    return { now, maxConsecutiveFailures, staleAfterMs, calendar };
  }
}
