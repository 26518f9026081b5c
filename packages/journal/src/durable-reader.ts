import type { JournalRecord, VerifyReport } from '@q/events';
import { crc32 } from './crc32.js';
import { JournalDamagedError } from './journal-damaged-error.js';
import { inWords, openForReading } from './journal-file.js';
import { startOfScan } from './journal-rules.js';
import { parseRecord } from './parse-record.js';
import type { Sqlite } from './sqlite.js';
import { bytesOf, loadSqlite } from './sqlite.js';
import type { FoundRecord, PlacedRecord } from './stored-records.js';
import { foundRecords, readableExtent, recordsOfThread } from './stored-records.js';
import { verifyRecords } from './verify-records.js';
import { readWalEnd } from './wal-end.js';

/** A state that stands for the first `at` records. */
export interface Snapshot {
  readonly at: number;
  readonly state: JournalRecord;
}

/** What can be read from a durable journal. What is damaged throws `JournalDamagedError` with the record's number. */
export interface DurableReader {
  /** Checks every record and SQLite's own structure. */
  verify(): VerifyReport;
  /** Every record from the n-th on (from 0), checked one by one, a thousand in memory at a time. */
  scan(from: number): Iterable<JournalRecord>;
  /** All records of a thread, oldest first. */
  scanThread(thread: string): Iterable<PlacedRecord>;
  /** The newest records, at most `count`, oldest first. */
  last(count: number): readonly PlacedRecord[];
  /** The snapshot that was taken last. */
  lastSnapshot(): Snapshot | undefined;
}

/** A journal opened for reading only. */
export interface ReadOnlyJournal extends DurableReader {
  close(): void;
}

/**
 * Opens a durable journal to look at it. Nothing of it is changed, also not what a killed process left.
 * @throws JournalLockedError where a run has it open
 */
export async function readDurableJournal(file: string): Promise<ReadOnlyJournal> {
  const sqlite = openForReading(file, await loadSqlite());
  let isClosed = false;
  return {
    ...durableReader(file, { open: (use) => use(sqlite), count: () => readableExtent(sqlite)?.count }),
    close() {
      if (!isClosed) sqlite.close();
      isClosed = true;
    },
  };
}

/** Hands out the open file, for as long as `use` runs. */
export type WithSqlite = <T>(use: (sqlite: Sqlite) => T) => T;

export interface ReaderSource {
  readonly open: WithSqlite;
  /** Of the records there are; `undefined` where the file does not tell. */
  readonly count: () => number | undefined;
}

export function durableReader(file: string, { open, count }: ReaderSource): DurableReader {
  const reading = <T>(use: (sqlite: Sqlite) => T): T => inWords('read', file, () => open(use));
  return {
    verify: () => reading((sqlite) => withWal(file, verifyRecords(sqlite))),
    scan(from) {
      return recordsBetween(file, reading, { from: startOfScan(from), to: reading(count) ?? Number.MAX_SAFE_INTEGER });
    },
    scanThread: (thread) => threadRecords(file, reading, thread),
    last(wanted) {
      if (!Number.isInteger(wanted) || wanted < 0) throw new RangeError(`the last 0 or more records, not ${wanted}`);
      const to = reading(count);
      if (to === undefined) throw new JournalDamagedError(file, undefined, 'the number of records cannot be read');
      const found = reading((sqlite) => [...foundRecords(sqlite, Math.max(0, to - wanted), to)]);
      return found.map((one) => placed(file, one));
    },
    lastSnapshot: () => reading((sqlite) => snapshotOf(file, sqlite)),
  };
}

/** A block at a time, so that the file is not held by a scan that is left half-way. */
const BLOCK_RECORDS = 1_000;

function* recordsBetween(
  file: string,
  reading: WithSqlite,
  { from, to }: { readonly from: number; readonly to: number },
): Generator<JournalRecord> {
  for (let start = from; start < to; start += BLOCK_RECORDS) {
    const end = Math.min(to, start + BLOCK_RECORDS);
    for (const found of reading((sqlite) => [...foundRecords(sqlite, start, end)])) yield placed(file, found).record;
  }
}

function* threadRecords(file: string, reading: WithSqlite, thread: string): Generator<PlacedRecord> {
  for (const seq of reading((sqlite) => recordsOfThread(sqlite, thread))) {
    for (const found of reading((sqlite) => [...foundRecords(sqlite, seq, seq + 1)])) yield placed(file, found);
  }
}

function placed(file: string, found: FoundRecord): PlacedRecord {
  if (found.state !== 'right') throw new JournalDamagedError(file, found.seq, found.reason);
  return { seq: found.seq, record: found.record };
}

function withWal(file: string, report: VerifyReport): VerifyReport {
  const { lost } = readWalEnd(`${file}-wal`);
  if (lost === undefined) return report;
  return {
    ...report,
    ok: false,
    problems: [...report.problems, `after record ${report.records - 1}: ${lost}, newer records are lost`],
  };
}

function snapshotOf(file: string, { schema, rows }: Sqlite): Snapshot | undefined {
  const [row] = rows(
    `SELECT at, CAST(crc AS BLOB) AS crc, CAST(state AS BLOB) AS state FROM ${schema}.snapshots ORDER BY at DESC LIMIT 1`,
  );
  if (row === undefined) return undefined;
  const at = Number(row['at']);
  const text = bytesOf(row['state'])?.toString('utf8') ?? '';
  const state = parseRecord(text);
  const isSound = state !== undefined && crc32(`${at} ${text}`) === bytesOf(row['crc'])?.toString('latin1');
  if (!isSound) throw new JournalDamagedError(file, undefined, `the checksum of its snapshot at ${at} is wrong`);
  return { at, state };
}
