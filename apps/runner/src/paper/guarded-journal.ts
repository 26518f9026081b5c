import type { Journal } from '@q/events';
import type { DurableJournal } from '@q/journal';
import { isFull } from '@q/journal';

/** Between two looks at whether there is room again, ms. */
const LOOK_EVERY_MS = 5_000;

/** What a run is told of its journal. */
export interface JournalState {
  readonly writable: boolean;
  readonly message: string;
}

/**
 * A durable journal on a disk that may fill up: then the room that was kept for exits is given to it, and entries stop until there is
 * room again. Where that is used up, too, `append` throws, and nothing may be sent any more.
 */
export class GuardedJournal implements Journal {
  readonly isDurable = true;
  readonly #journal: DurableJournal;
  readonly #monotonicMs: () => number;
  #full = false;
  #told = false;
  #lookedAt = -Infinity;

  constructor(journal: DurableJournal, monotonicMs: () => number) {
    this.#journal = journal;
    this.#monotonicMs = monotonicMs;
  }

  append(records: Parameters<Journal['append']>[0]): number {
    return this.appendJson(records.map((record) => JSON.stringify(record)));
  }

  appendJson(lines: readonly string[]): number {
    try {
      return this.#journal.appendJson(lines);
    } catch (error) {
      if (!isFull(error) || this.#full) throw error;
      this.#full = true;
      this.#journal.releaseBallast();
      return this.#journal.appendJson(lines);
    }
  }

  /** @returns what the run has to be told since it was last asked, `undefined` where that is nothing */
  news(): JournalState | undefined {
    if (this.#full && !this.#told) {
      this.#told = true;
      this.#lookedAt = this.#monotonicMs();
      return {
        writable: false,
        message: 'the disk of the journal is full: entries stop until there is room, exits go on',
      };
    }
    if (!this.#full || this.#monotonicMs() - this.#lookedAt < LOOK_EVERY_MS) return undefined;
    this.#lookedAt = this.#monotonicMs();
    if (!this.#journal.restoreBallast()) return undefined;
    this.#full = false;
    this.#told = false;
    return { writable: true, message: 'the disk of the journal has room again: entries go on' };
  }

  /** A run is gone on with that had been told of a full disk: it waits to be told of room. */
  resumeFull(): void {
    this.#full = true;
    this.#told = true;
    this.#lookedAt = -Infinity;
  }

  get isFull(): boolean {
    return this.#full;
  }

  scan(from: number) {
    return this.#journal.scan(from);
  }

  snapshot(...args: Parameters<Journal['snapshot']>): void {
    this.#journal.snapshot(...args);
  }

  verify() {
    return this.#journal.verify();
  }

  close(): void {
    this.#journal.close();
  }
}
