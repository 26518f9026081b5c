import type { JournalRecord } from './journal.js';

/** A small state that survives a restart. */
export interface StateStore {
  /** What was saved last, `undefined` where nothing was. @throws Error where it is damaged */
  load(): JournalRecord | undefined;
  /** Replaces it as a whole: after a crash there is the former state or this one, never half of it. */
  save(state: JournalRecord): void;
}
