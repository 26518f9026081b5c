import type { Clock } from '@q/events';
import type { AlertDraft, Severity } from './alert.js';
import { gravest, isAtLeast } from './alert.js';
import { minuteOfDay, minutesOf, nextTimeOfDay } from './time-of-day.js';

export interface QuietHoursOptions {
  /** Local times HH:MM; `to` is of the next day where it is the earlier one. */
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  /** Least severity that is sent all the same. */
  readonly except: Severity;
}

interface Held {
  readonly severities: Set<Severity>;
  /** How often each line was told. */
  readonly lines: Map<string, number>;
  count: number;
}

const MOST_LINES = 30;

/** Holds alerts back while people sleep, and tells them as one for each sink when the hours end. */
export class QuietHours {
  readonly #hours: QuietHoursOptions;
  readonly #clock: Clock;
  readonly #onEnd: (sink: string, summary: AlertDraft) => void;
  readonly #held = new Map<string, Held>();
  #cancel: (() => void) | undefined;

  constructor(hours: QuietHoursOptions, clock: Clock, onEnd: (sink: string, summary: AlertDraft) => void) {
    this.#hours = hours;
    this.#clock = clock;
    this.#onEnd = onEnd;
  }

  /** Alerts that wait for the end. */
  get count(): number {
    return [...this.#held.values()].reduce((sum, { count }) => sum + count, 0);
  }

  /** Takes an alert that has to wait; false where it is to be sent at once. */
  holds(sink: string, { severity, title, symbol }: AlertDraft): boolean {
    if (isAtLeast(severity, this.#hours.except) || !isQuiet(this.#hours, this.#clock.now())) return false;
    const held = this.#held.get(sink) ?? { severities: new Set(), lines: new Map<string, number>(), count: 0 };
    this.#held.set(sink, held);
    held.severities.add(severity);
    held.count += 1;
    const line = symbol === undefined ? title : `${symbol}: ${title}`;
    if (held.lines.has(line) || held.lines.size < MOST_LINES) held.lines.set(line, (held.lines.get(line) ?? 0) + 1);
    this.#cancel ??= this.#waitForEnd();
    return true;
  }

  /** Tells what was held, whatever the hour. */
  close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    for (const [sink, held] of this.#held) this.#onEnd(sink, this.#summaryOf(held));
    this.#held.clear();
  }

  #waitForEnd(): () => void {
    const now = this.#clock.now();
    const end = nextTimeOfDay(now, this.#hours.to, this.#hours.timeZone);
    return this.#clock.setTimer(end - now, () => this.close());
  }

  #summaryOf({ severities, lines, count }: Held): AlertDraft {
    const told = [...lines].map(([line, times]) => (times === 1 ? line : `${times} x ${line}`));
    const more = count - [...lines.values()].reduce((sum, times) => sum + times, 0);
    return {
      rule: 'quiet_hours',
      severity: gravest([...severities]),
      title: `${count} ${count === 1 ? 'alert' : 'alerts'} in the quiet hours`,
      text: [...told, ...(more === 0 ? [] : [`and ${more} more`])].join('\n'),
      at: this.#clock.now(),
      fields: { alerts: count },
    };
  }
}

export function isQuiet({ from, to, timeZone }: QuietHoursOptions, at: number): boolean {
  const [begin, end, now] = [minutesOf(from), minutesOf(to), minuteOfDay(at, timeZone)];
  return begin <= end ? now >= begin && now < end : now >= begin || now < end;
}
