import type { CurrentRestrictionFiles } from '@q/config';
import type { Clock, JournalRecord } from '@q/events';

/** What calendars said from an instant of the run's clock on, as a journal holds it. */
export type CalendarRecord = Pick<CurrentRestrictionFiles, 'news' | 'holidays'> & {
  readonly record: 'calendars';
  /** ms UTC. */
  readonly at: number;
};

/** The thread of a journal in which they are found. */
export const CALENDARS = 'calendars';

/**
 * Calendars may change while a run goes on, and are an input of it: what they say is noted before it counts. What is made again
 * has the calendars that it had then.
 */
export class JournaledCalendars {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #recorded: readonly CalendarRecord[];
  #place = 0;
  #note: ((record: JournalRecord) => void) | undefined;
  #read: CurrentRestrictionFiles | undefined;
  #held: CalendarRecord | undefined;

  /** @param recorded of the run so far, oldest first */
  constructor(clock: Pick<Clock, 'now'>, recorded: readonly CalendarRecord[]) {
    this.#clock = clock;
    this.#recorded = recorded;
  }

  /** What was recorded has been made again: from now on the files count. */
  goOn(note: (record: JournalRecord) => void): void {
    this.#note = note;
    this.#held = this.#recorded.at(-1);
  }

  /** What holds now; the same object as long as nothing has changed. */
  current(read: () => CurrentRestrictionFiles): Pick<CurrentRestrictionFiles, 'news' | 'holidays'> {
    return this.#note === undefined ? this.#then(read) : this.#now(read(), this.#note);
  }

  #then(read: () => CurrentRestrictionFiles): Pick<CurrentRestrictionFiles, 'news' | 'holidays'> {
    const now = this.#clock.now();
    while ((this.#recorded[this.#place + 1]?.at ?? Infinity) <= now) this.#place += 1;
    return this.#recorded[this.#place] ?? read();
  }

  #now(files: CurrentRestrictionFiles, note: (record: JournalRecord) => void): CalendarRecord {
    if (this.#held !== undefined && files === this.#read) return this.#held;
    this.#read = files;
    const { news, holidays } = files;
    // As it comes back from a journal.
    const fresh = JSON.parse(
      JSON.stringify({ record: 'calendars', at: this.#clock.now(), news, holidays }),
    ) as CalendarRecord;
    if (this.#held !== undefined && contentOf(this.#held) === contentOf(fresh)) return this.#held;
    note({ ...fresh });
    this.#held = fresh;
    return fresh;
  }
}

function contentOf({ news, holidays }: CalendarRecord): string {
  return JSON.stringify([news, holidays]);
}
