/** One record of a history or journal: an object that survives JSON. */
export type JournalRecord = { readonly [field: string]: unknown };

export interface VerifyReport {
  readonly ok: boolean;
  readonly records: number;
  /** What is damaged and where. */
  readonly problems: readonly string[];
}

/** An append-only record of what happened. */
export interface Journal {
  /** Whether what was appended survives a crash and a power loss once `append` has returned. */
  readonly isDurable?: boolean;
  /** Appends in order and gives the number of records written so far. Throws where they may not have been written. */
  append(records: readonly JournalRecord[]): number;
  /** The same where the records are lines of JSON already, without line ends; not every journal can do it. */
  appendJson?(lines: readonly string[]): number;
  /** The same in UTF-8, each line with its end; the bytes are used again after the call. Not every journal can do it. */
  appendBytes?(lines: Uint8Array, count: number): number;
  /** Every record from the n-th on (from 0). */
  scan(from: number): Iterable<JournalRecord>;
  /** Keeps a state that stands for all records up to `at`. */
  snapshot(state: JournalRecord, at: number): void;
  verify(): VerifyReport;
  close(): void;
}
