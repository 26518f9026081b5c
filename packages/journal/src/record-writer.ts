import { JournalError, isFull } from './journal-error.js';
import { inWords } from './journal-file.js';
import type { RecordKeys, SealedRecord } from './record-chain.js';
import { keyText, sealRecord } from './record-chain.js';
import { failureFrom } from './sqlite-error.js';
import type { Sqlite } from './sqlite.js';

/**
 * Told where an append is: before its transaction begins, when all is inserted but not committed, and when it is on disk.
 * `step` counts up by one from 1 over the life of the journal.
 */
export type OnStep = (step: number, name: 'begin' | 'commit' | 'done') => void;

export interface Entry {
  /** The record as JSON. */
  readonly body: string;
  readonly keys: RecordKeys;
}

/** Where the journal stands when writing begins. */
export interface WriterStart {
  readonly records: number;
  /** Of the last record. */
  readonly hash: string;
  readonly onStep: OnStep | undefined;
}

const PAGE_BYTES = 4_096;
/** SQLite's own measure for moving what was written from the `-wal` file to its place: 1,000 pages. */
const CHECKPOINT_BYTES = 1_000 * PAGE_BYTES;
/** A record writes its page and those of its two keys. */
const RECORD_BYTES = 3 * PAGE_BYTES;

/** Writes records in transactions, until the disk fails. */
export class RecordWriter {
  readonly #file: string;
  readonly #sqlite: Sqlite;
  readonly #onStep: OnStep;
  #records: number;
  #hash: string;
  #step = 0;
  #bytesWritten = 0;
  #failure: unknown;

  constructor(file: string, sqlite: Sqlite, { records, hash, onStep = () => undefined }: WriterStart) {
    this.#file = file;
    this.#sqlite = sqlite;
    this.#records = records;
    this.#hash = hash;
    this.#onStep = onStep;
  }

  get records(): number {
    return this.#records;
  }

  get hash(): string {
    return this.#hash;
  }

  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  /** @returns the number of records there are then */
  append(entries: readonly Entry[]): number {
    this.#refuseFailed('append to');
    if (entries.length === 0) return this.#records;
    this.#tellStep('begin');
    const bytes = entries.reduce((sum, { body }) => sum + body.length + RECORD_BYTES, 0);
    const hash = this.write('append to', bytes, () => {
      const last = this.#insertAll(entries);
      this.#tellStep('commit');
      return last;
    });
    this.#hash = hash;
    this.#records += entries.length;
    this.#tellStep('done');
    return this.#records;
  }

  /** Runs statements, which write about so many bytes, as one transaction. @throws JournalError where it may not be on disk */
  write<T>(action: string, bytes: number, statements: (sqlite: Sqlite) => T): T {
    this.#refuseFailed(action);
    const result = this.#watched(action, () => this.#transaction(statements));
    this.#checkpoint(bytes);
    return result;
  }

  #transaction<T>(statements: (sqlite: Sqlite) => T): T {
    this.#sqlite.run('BEGIN IMMEDIATE');
    try {
      const result = statements(this.#sqlite);
      this.#sqlite.run('COMMIT');
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  #insertAll(entries: readonly Entry[]): string {
    let [seq, hash] = [this.#records, this.#hash];
    for (const { body, keys } of entries) {
      const sealed = sealRecord(hash, seq, body, keys);
      this.#insert(seq, sealed, keys);
      ({ hash } = sealed);
      seq += 1;
    }
    return hash;
  }

  #insert(seq: number, { kind, thread, unique, body, crc, hash }: SealedRecord, keys: RecordKeys): void {
    const sql = `INSERT INTO ${this.#sqlite.schema}.records (seq, kind, thread, unique_key, body, crc, hash) VALUES (?, ?, ?, ?, ?, ?, ?)`;
    try {
      this.#sqlite.run(sql, seq, kind, thread, unique, body, crc, hash);
    } catch (error) {
      if (failureFrom(error) !== 'refused' || keys.unique === undefined) throw error;
      const [row] = this.#sqlite.rows(
        `SELECT seq FROM ${this.#sqlite.schema}.records WHERE unique_key = ?`,
        keyText(keys.unique),
      );
      const reason = `record ${String(row?.['seq'])} has the unique key ${JSON.stringify(keys.unique)} already: nothing was stored`;
      throw new JournalError(
        'append to',
        this.#file,
        Object.assign(new Error(reason, { cause: error }), { code: 'SQLITE_CONSTRAINT_UNIQUE' }),
      );
    }
  }

  /** SQLite may have ended the transaction by itself; then there is nothing to roll back, and that is what it says. */
  #rollBack(): void {
    try {
      this.#sqlite.run('ROLLBACK');
    } catch (error) {
      if (failureFrom(error) !== 'damaged') throw error;
    }
  }

  /**
   * Done here and not by SQLite itself, which would not tell of a disk that fails at it. On a full disk it is tried again later:
   * what was written is safe in the `-wal` file.
   */
  #checkpoint(bytes: number): void {
    this.#bytesWritten += bytes;
    if (this.#bytesWritten < CHECKPOINT_BYTES) return;
    this.#bytesWritten = 0;
    try {
      this.#watched('write', () => this.#sqlite.rows(`PRAGMA ${this.#sqlite.schema}.wal_checkpoint(PASSIVE)`));
    } catch (error) {
      if (!isFull(error)) throw error;
    }
  }

  /** After an error that leaves open what is on disk, nothing more is written. */
  #watched<T>(action: string, run: () => T): T {
    return inWords(action, this.#file, () => {
      try {
        return run();
      } catch (error) {
        const failure = failureFrom(error);
        if (failure !== undefined && failure !== 'full' && failure !== 'refused') this.#failure = error;
        throw error;
      }
    });
  }

  #refuseFailed(action: string): void {
    if (this.#failure === undefined) return;
    const reason =
      'the disk failed before, so what is stored is unknown: stop, check the disk and open the journal with a new process';
    throw new JournalError(action, this.#file, new Error(reason, { cause: this.#failure }));
  }

  #tellStep(name: 'begin' | 'commit' | 'done'): void {
    this.#step += 1;
    this.#onStep(this.#step, name);
  }
}
