import type { Journal, JournalRecord } from '@q/events';

const SHOWN = 300;

/** What a run gives now is not what its journal holds: another program, configuration or data. Nothing was written. */
export class JournalMismatchError extends Error {
  /** The record of the journal that differs, counted from 0. */
  readonly position: number;

  constructor(position: number, held: string | undefined, given: string | undefined) {
    const shown = (text: string | undefined): string =>
      text === undefined ? 'nothing' : text.length > SHOWN ? `${text.slice(0, SHOWN)}...` : text;
    super(
      `record ${position} of the journal cannot be reached again: it holds ${shown(held)}, and the run gives ${shown(given)}. ` +
        'Its program, configuration or data is another one now: go on with those that it was written with, or begin a new journal',
    );
    this.name = 'JournalMismatchError';
    this.position = position;
  }
}

/** A history that goes on where it ended. */
export interface ResumedHistory extends Journal {
  /** Whether everything that it held has come again. */
  readonly isCaughtUp: boolean;
  /** @throws JournalMismatchError where something that it holds has not come again */
  demandCaughtUp(): void;
}

/**
 * A journal whose run is made again from its beginning: what comes must be what it holds, record by record, and what comes after
 * that is appended. Records that are no events (those with a field `record`) are skipped.
 * @param records what it holds, where that is read together with something else
 */
export function resumedHistory(journal: Journal, records: Iterable<JournalRecord> = journal.scan(0)): ResumedHistory {
  const held = new HeldEvents(records);
  const appendJson = (lines: readonly string[]): number => {
    let next = 0;
    for (; next < lines.length && held.next !== undefined; next += 1) held.demand(lines[next]);
    const fresh = next === 0 ? lines : lines.slice(next);
    if (journal.appendJson !== undefined) return journal.appendJson(fresh);
    return journal.append(fresh.map((line) => JSON.parse(line) as JournalRecord));
  };
  return {
    ...(journal.isDurable === undefined ? {} : { isDurable: journal.isDurable }),
    get isCaughtUp() {
      return held.next === undefined;
    },
    demandCaughtUp() {
      if (held.next !== undefined) held.demand(undefined);
    },
    append: (records) => appendJson(records.map((record) => JSON.stringify(record))),
    appendJson,
    scan: (from) => journal.scan(from),
    snapshot: (state, at) => journal.snapshot(state, at),
    verify: () => journal.verify(),
    close: () => journal.close(),
  };
}

/** The events of a journal, one after the other. */
class HeldEvents {
  readonly #records: Iterator<JournalRecord>;
  #position = -1;
  next: string | undefined;

  constructor(records: Iterable<JournalRecord>) {
    this.#records = records[Symbol.iterator]();
    this.#advance();
  }

  demand(line: string | undefined): void {
    if (line !== this.next) throw new JournalMismatchError(this.#position, this.next, line);
    this.#advance();
  }

  #advance(): void {
    for (;;) {
      const { done, value } = this.#records.next();
      if (done === true) {
        this.next = undefined;
        return;
      }
      this.#position += 1;
      if ('record' in value) continue;
      this.next = JSON.stringify(value);
      return;
    }
  }
}
