import type { Journal, JournalRecord } from '@q/events';
import type { Ballast } from './ballast.js';
import type { JournalOpening } from './check-opening.js';
import { stopMark } from './check-opening.js';
import { crc32 } from './crc32.js';
import type { DurableReader } from './durable-reader.js';
import { durableReader } from './durable-reader.js';
import { JournalError, isFull } from './journal-error.js';
import { inWords, openForReading } from './journal-file.js';
import { removeHolder } from './journal-lock.js';
import { checkSnapshotPlace, recordClosed } from './journal-rules.js';
import { parseRecord } from './parse-record.js';
import type { RecordKeys } from './record-chain.js';
import type { RecordWriter } from './record-writer.js';
import type { OpenSqlite, Sqlite } from './sqlite.js';

/** A journal that has what it was given on disk when `append` returns. */
export interface DurableJournal extends Journal, DurableReader {
  readonly file: string;
  readonly opening: JournalOpening;
  /** Whether the room for a full disk is still kept. */
  readonly hasBallast: boolean;
  appendJson(lines: readonly string[]): number;
  /** Gives the kept room back to the disk, so that a few last records can be written. */
  releaseBallast(): void;
  /** Keeps room again. @returns false where there is none */
  restoreBallast(): boolean;
}

export interface JournalParts {
  readonly file: string;
  readonly opening: JournalOpening;
  readonly ballast: Ballast;
  readonly writer: RecordWriter;
  readonly sqlite: Sqlite;
  /** How the file is opened to be read after `close`. */
  readonly open: OpenSqlite;
  readonly index: ((record: JournalRecord) => RecordKeys) | undefined;
}

/** The journal of an opened and checked file. */
export function sqliteJournal(parts: JournalParts): DurableJournal {
  const { file, opening, ballast, writer, sqlite, open, index = () => ({}) } = parts;
  let isClosed = false;
  const refuseClosed = (): void => {
    if (isClosed) throw recordClosed(`"${file}"`);
  };
  const reading = <T>(use: (sqlite: Sqlite) => T): T => (isClosed ? readClosed(file, open, use) : use(sqlite));
  return {
    ...durableReader(file, { open: reading, count: () => writer.records }),
    file,
    opening,
    get hasBallast() {
      return ballast.isThere;
    },
    append(records) {
      refuseClosed();
      return writer.append(records.map((record) => ({ body: JSON.stringify(record), keys: index(record) })));
    },
    appendJson(lines) {
      refuseClosed();
      return writer.append(lines.map((body, at) => ({ body, keys: index(recordOf(file, body, at)) })));
    },
    snapshot(state, at) {
      refuseClosed();
      checkSnapshotPlace(at, writer.records);
      writeSnapshot(writer, JSON.stringify(state), at);
    },
    releaseBallast: () => ballast.release(),
    restoreBallast() {
      refuseClosed();
      return ballast.restore();
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      stop(parts);
    },
  };
}

function stop({ file, writer, sqlite }: JournalParts): void {
  removeHolder(file);
  // What failed may not be gone on with, not even to close it: the system does that when the process ends.
  if (writer.hasFailed) return;
  try {
    markCleanStop(file, writer, sqlite);
  } finally {
    inWords('close', file, () => sqlite.close());
  }
}

/** Without the mark the next opening only checks more; so a full disk is no reason to fail. */
function markCleanStop(file: string, writer: RecordWriter, { schema, rows }: Sqlite): void {
  const mark = stopMark(writer.records, writer.hash);
  try {
    writer.write('close', 0, ({ run }) => run(`INSERT INTO ${schema}.meta (name, value) VALUES ('stop', ?)`, mark));
    // One file without companions, that can be copied and read anywhere.
    inWords('close', file, () => rows(`PRAGMA ${schema}.journal_mode=DELETE`));
  } catch (error) {
    if (!isFull(error)) throw error;
  }
}

function writeSnapshot(writer: RecordWriter, text: string, at: number): void {
  writer.write('keep a snapshot in', text.length, ({ schema, run }) => {
    run(`DELETE FROM ${schema}.snapshots`);
    run(`INSERT INTO ${schema}.snapshots (at, state, crc) VALUES (?, ?, ?)`, at, text, crc32(`${at} ${text}`));
  });
}

function readClosed<T>(file: string, open: OpenSqlite, use: (sqlite: Sqlite) => T): T {
  const sqlite = openForReading(file, open);
  try {
    return use(sqlite);
  } finally {
    sqlite.close();
  }
}

function recordOf(file: string, line: string, at: number): JournalRecord {
  const record = parseRecord(line);
  if (record !== undefined) return record;
  throw new JournalError('append to', file, new Error(`line ${at + 1} of what was given is no JSON object`));
}
