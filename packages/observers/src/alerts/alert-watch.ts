import type { EventBus, EventType } from '@q/events';
import type { AlertDraft } from './alert.js';
import type { AlertDeskOptions, AlertRoute } from './alert-desk.js';
import { AlertDesk } from './alert-desk.js';
import type { AlertRule, EventRule } from './alert-rule.js';
import { Digest, DIGEST_EVENTS } from './digest.js';
import { eventDraft } from './event-draft.js';
import { hasValues } from './event-fields.js';
import type { Readings } from './metric-watch.js';
import { MetricWatch } from './metric-watch.js';
import { RepeatFilter } from './repeat-filter.js';
import type { SinkStatus } from './sink-queue.js';
import { nextTimeOfDay } from './time-of-day.js';

export interface AlertWatchOptions extends AlertDeskOptions {
  readonly bus: Pick<EventBus, 'subscribe'>;
  /** Numbers of the running system by name. */
  readonly readMetrics: () => Readings;
  readonly rules: readonly AlertRule[];
  /** How long the same alert is only counted. */
  readonly deduplicateMs: number;
  readonly dailyDigest?: DailyDigestOptions;
}

export interface DailyDigestOptions {
  /** Local time HH:MM. */
  readonly at: string;
  readonly timeZone: string;
  /** Names of sinks; all where it is left out. */
  readonly sinks?: readonly string[];
}

export interface AlertStatus {
  readonly sinks: readonly SinkStatus[];
  /** Waiting for the end of the quiet hours. */
  readonly held: number;
  /** Times that making an alert failed. */
  readonly errors: number;
}

interface Told {
  readonly draft: AlertDraft;
  readonly route: AlertRoute;
}

const METRICS_EVERY_MS = 5_000;
const KEYS_REMEMBERED = 1_000;

/** Tells people what happens in a running system. It watches, publishes nothing, and nobody waits for it. */
export class AlertWatch {
  readonly #options: AlertWatchOptions;
  readonly #desk: AlertDesk;
  readonly #same: RepeatFilter<Told>;
  readonly #cooling: RepeatFilter<Told>;
  readonly #subscriptions: (() => boolean)[] = [];
  readonly #timers = new Map<string, () => void>();

  constructor(options: AlertWatchOptions) {
    const { clock, rules, dailyDigest } = options;
    this.#options = options;
    this.#desk = new AlertDesk(options);
    const onMore = (more: number, last: Told): void => this.#desk.tell(repeated(last.draft, more), last.route);
    this.#same = new RepeatFilter({ clock, limit: KEYS_REMEMBERED, onMore });
    this.#cooling = new RepeatFilter({ clock, limit: KEYS_REMEMBERED, onMore });
    rules.forEach((rule) => rule.kind === 'event' && this.#watchEvents(rule));
    const metrics = rules.flatMap((rule) => (rule.kind === 'metric' ? [new MetricWatch(rule)] : []));
    if (metrics.length > 0)
      this.#repeat(
        'metrics',
        () => METRICS_EVERY_MS,
        () => this.#checkMetrics(metrics),
      );
    if (dailyDigest !== undefined) this.#startDigest(dailyDigest);
  }

  get status(): AlertStatus {
    return { sinks: this.#desk.sinks, held: this.#desk.held, errors: this.#desk.errors };
  }

  /** Watches no more and sends what is left within the time given: what is `queued` in the end was not sent. */
  async close({ deadlineMs }: { readonly deadlineMs: number }): Promise<AlertStatus> {
    this.#subscriptions.forEach((unsubscribe) => unsubscribe());
    this.#timers.forEach((cancel) => cancel());
    this.#same.close();
    this.#cooling.close();
    await this.#desk.close(deadlineMs);
    return this.status;
  }

  #watchEvents(rule: EventRule): void {
    const { sinks, cooldownMs, where } = rule;
    this.#subscribe(rule.events, (envelope) => {
      if (where !== undefined && !hasValues(envelope.event, where)) return;
      const { draft, sameness, subject } = eventDraft(rule, envelope);
      const told = { draft, route: { sinks } };
      if (!this.#same.passes(sameness, this.#options.deduplicateMs, told)) return;
      if (this.#cooling.passes(subject, cooldownMs, told)) this.#desk.tell(draft, { sinks });
    });
  }

  #startDigest({ at, timeZone, sinks }: DailyDigestOptions): void {
    const { clock, readMetrics } = this.#options;
    const digest = new Digest();
    this.#subscribe(DIGEST_EVENTS, ({ event }) => digest.add(event));
    const untilNext = (): number => nextTimeOfDay(clock.now(), at, timeZone) - clock.now();
    this.#repeat('digest', untilNext, () => {
      const metrics = metricsOr(readMetrics, {});
      // Its time was chosen: it does not wait for the end of the quiet hours.
      this.#desk.tell(digest.take(metrics, clock.now()), { sinks, ignoresQuietHours: true });
    });
  }

  #checkMetrics(watches: readonly MetricWatch[]): void {
    const { clock, readMetrics } = this.#options;
    const metrics = readMetrics();
    for (const watch of watches) {
      const draft = watch.check(metrics, clock.now());
      const { name, cooldownMs, sinks } = watch.rule;
      if (draft === undefined) continue;
      if (this.#cooling.passes(JSON.stringify([name]), cooldownMs, { draft, route: { sinks } }))
        this.#desk.tell(draft, { sinks });
    }
  }

  /** An observer that throws would become an event of the run: nothing gets out of here. */
  #subscribe(types: readonly EventType[], handle: (envelope: Parameters<typeof eventDraft>[1]) => void): void {
    this.#subscriptions.push(
      this.#options.bus.subscribe(types, (_event, envelope) => this.#desk.guard(() => handle(envelope)), {
        name: 'Alerts',
      }),
    );
  }

  #repeat(name: string, waitMs: () => number, run: () => void): void {
    const again = (): void => {
      const cancel = this.#options.clock.setTimer(waitMs(), () => {
        this.#desk.guard(run);
        again();
      });
      this.#timers.set(name, cancel);
    };
    again();
  }
}

function repeated(draft: AlertDraft, more: number): AlertDraft {
  const text = draft.text === '' ? '' : `, the last one: ${draft.text}`;
  return {
    ...draft,
    title: `${draft.title} (${more} more)`,
    text: `it happened ${more} more ${more === 1 ? 'time' : 'times'}${text}`,
    fields: { ...draft.fields, more },
  };
}

function metricsOr(readMetrics: () => Readings, none: Readings): Readings {
  try {
    return readMetrics();
  } catch {
    return none;
  }
}
