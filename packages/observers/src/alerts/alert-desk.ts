import type { Clock } from '@q/events';
import type { AlertDraft, Severity } from './alert.js';
import { isAtLeast } from './alert.js';
import type { AlertSink } from './channels/channel-of.js';
import { channelOf } from './channels/channel-of.js';
import type { Redact } from './clean-draft.js';
import { cleanDraft } from './clean-draft.js';
import type { Fetch } from './post.js';
import type { QuietHoursOptions } from './quiet-hours.js';
import { QuietHours } from './quiet-hours.js';
import type { SinkStatus } from './sink-queue.js';
import { SinkQueue } from './sink-queue.js';

export interface AlertDeskOptions {
  /** Real time: what waits for people and servers does not wait on a virtual clock. */
  readonly clock: Clock;
  readonly fetch: Fetch;
  /** 0 to 1: spreads retries. */
  readonly random: () => number;
  /** Hides secrets: every text of an alert goes through it. */
  readonly redact: Redact;
  /** Told in words of what went wrong; nothing of it reaches the run. */
  readonly onError: (message: string) => void;
  readonly sinks: readonly AlertSink[];
  readonly quietHours?: QuietHoursOptions;
  /** Alerts that may wait for a sink. */
  readonly queueLimit: number;
  readonly timeoutMs: number;
  /** How often an alert is tried at most. */
  readonly attempts: number;
}

/** Which sinks get an alert, and whether it waits for the end of the quiet hours. */
export interface AlertRoute {
  /** All where it is left out. */
  readonly sinks?: readonly string[] | undefined;
  readonly ignoresQuietHours?: boolean;
}

interface Seat {
  readonly queue: SinkQueue;
  readonly minSeverity: Severity;
}

/** Takes alerts, cleans them and hands them to their sinks. Nothing in it throws, and nobody waits for it. */
export class AlertDesk {
  readonly #options: AlertDeskOptions;
  readonly #seats: ReadonlyMap<string, Seat>;
  readonly #quiet: QuietHours | undefined;
  readonly #idStart: string;
  #count = 0;
  #errors = 0;

  constructor(options: AlertDeskOptions) {
    const { sinks, quietHours, clock } = options;
    const onError = (message: string): void => this.guard(() => options.onError(options.redact(message)));
    this.#options = options;
    this.#idStart = clock.now().toString(36);
    this.#seats = new Map(
      sinks.map((sink): [string, Seat] => [
        sink.name,
        { queue: new SinkQueue({ ...options, channel: channelOf(sink), onError }), minSeverity: sink.minSeverity },
      ]),
    );
    this.#quiet =
      quietHours === undefined ? undefined : new QuietHours(quietHours, clock, (sink, all) => this.#push(sink, all));
  }

  get sinks(): readonly SinkStatus[] {
    return [...this.#seats.values()].map(({ queue }) => queue.status);
  }

  /** Alerts that wait for the end of the quiet hours. */
  get held(): number {
    return this.#quiet?.count ?? 0;
  }

  /** Times that something failed that should not. */
  get errors(): number {
    return this.#errors;
  }

  tell(draft: AlertDraft, { sinks, ignoresQuietHours = false }: AlertRoute = {}): void {
    this.guard(() => {
      const cleaned = cleanDraft(draft, this.#options.redact);
      for (const [name, { minSeverity }] of this.#seats) {
        if (sinks !== undefined && !sinks.includes(name)) continue;
        if (!isAtLeast(draft.severity, minSeverity)) continue;
        if (ignoresQuietHours || this.#quiet?.holds(name, cleaned) !== true) this.#push(name, cleaned);
      }
    });
  }

  /** Runs something whose failure must reach nobody: not the bus, and not the timers of the process. */
  guard(run: () => void): void {
    try {
      run();
    } catch {
      this.#errors += 1;
    }
  }

  async close(deadlineMs: number): Promise<void> {
    this.guard(() => this.#quiet?.close());
    await Promise.all([...this.#seats.values()].map(({ queue }) => queue.close(deadlineMs)));
  }

  #push(sink: string, draft: AlertDraft): void {
    this.#count += 1;
    this.#seats.get(sink)?.queue.push({ id: `${this.#idStart}-${this.#count}`, ...draft });
  }
}
