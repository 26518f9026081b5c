import type { JournalRecord } from '@q/events';
import { FIRST_HASH, SEALED_LINES, keyText, unsealRecord } from './record-chain.js';
import { failureFrom } from './sqlite-error.js';
import type { Sqlite, SqliteRow } from './sqlite.js';
import { bytesOf } from './sqlite.js';

/** A record and its place: `scan(seq)` begins with it. */
export interface PlacedRecord {
  readonly seq: number;
  readonly record: JournalRecord;
}

/** A record as it was found. Only `wrong` can come of a write that was not finished. */
export type FoundRecord =
  | { readonly seq: number; readonly state: 'right'; readonly record: JournalRecord; readonly hash: string }
  | { readonly seq: number; readonly state: 'wrong' | 'missing' | 'unreadable'; readonly reason: string };

/** How many records there are, and the numbers of the first and the last; -1 where there are none. */
export interface Extent {
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

interface StoredRow {
  readonly seq: number;
  /** `undefined` where SQLite cannot read it. */
  readonly lines: Buffer | undefined;
}

const PAGE_RECORDS = 1_000;

/** @throws SqliteError where the table cannot be read */
export function extentOf(sqlite: Sqlite): Extent {
  const [row] = sqlite.rows(
    `SELECT count(*) AS count, CAST(min(seq) AS TEXT) AS first, CAST(max(seq) AS TEXT) AS last FROM ${sqlite.schema}.records`,
  );
  return { count: Number(row?.['count'] ?? 0), first: Number(row?.['first'] ?? -1), last: Number(row?.['last'] ?? -1) };
}

/** @returns `undefined` where the table cannot be read as a whole */
export function readableExtent(sqlite: Sqlite): Extent | undefined {
  try {
    return extentOf(sqlite);
  } catch (error) {
    if (failureFrom(error) === 'damaged') return undefined;
    throw error;
  }
}

/** Reads and checks the records from `from` up to `to`, which is not included: checksum, chain, continuity and JSON. */
export function* foundRecords(sqlite: Sqlite, from: number, to: number): Generator<FoundRecord> {
  let previous = from === 0 ? FIRST_HASH : storedHash(sqlite, from - 1);
  for (let start = from; start < to; start += PAGE_RECORDS) {
    const end = Math.min(to, start + PAGE_RECORDS);
    const rows = pageOf(sqlite, start, end);
    let index = 0;
    for (let seq = start; seq < end; seq += 1) {
      const row = rows[index];
      if (row?.seq === seq) index += 1;
      const found = checked(seq, row?.seq === seq ? row : undefined, previous);
      previous = found.hash;
      yield found.record;
    }
  }
}

export function recordsOfThread(sqlite: Sqlite, thread: string): readonly number[] {
  const rows = sqlite.rows(`SELECT seq FROM ${sqlite.schema}.records WHERE thread = ? ORDER BY seq`, keyText(thread));
  return rows.map((row) => Number(row['seq']));
}

/** The hash kept with a record; `undefined` where it is not there. */
export function storedHash(sqlite: Sqlite, seq: number): string | undefined {
  try {
    const [row] = sqlite.rows(`SELECT CAST(hash AS BLOB) AS hash FROM ${sqlite.schema}.records WHERE seq = ?`, seq);
    return bytesOf(row?.['hash'])?.toString('latin1');
  } catch (error) {
    if (failureFrom(error) === 'damaged') return undefined;
    throw error;
  }
}

function checked(
  seq: number,
  row: StoredRow | undefined,
  previous: string | undefined,
): { readonly record: FoundRecord; readonly hash: string | undefined } {
  if (row === undefined) return { record: { seq, state: 'missing', reason: 'it is missing' }, hash: undefined };
  if (row.lines === undefined) {
    return { record: { seq, state: 'unreadable', reason: 'SQLite cannot read it' }, hash: undefined };
  }
  const { hash, ...unsealed } = unsealRecord(previous, seq, row.lines);
  if (!unsealed.ok) return { record: { seq, state: 'wrong', reason: unsealed.reason }, hash };
  return { record: { seq, state: 'right', record: unsealed.record, hash }, hash };
}

/** A page that cannot be read as a whole is read record by record. */
function pageOf(sqlite: Sqlite, start: number, end: number): readonly StoredRow[] {
  try {
    return rowsBetween(sqlite, start, end);
  } catch (error) {
    if (failureFrom(error) !== 'damaged') throw error;
  }
  return Array.from({ length: end - start }, (_, offset) => rowAt(sqlite, start + offset)).flat();
}

function rowAt(sqlite: Sqlite, seq: number): readonly StoredRow[] {
  try {
    return rowsBetween(sqlite, seq, seq + 1);
  } catch (error) {
    if (failureFrom(error) !== 'damaged') throw error;
    return [{ seq, lines: undefined }];
  }
}

function rowsBetween(sqlite: Sqlite, start: number, end: number): readonly StoredRow[] {
  const sql = `SELECT seq, ${SEALED_LINES} AS lines FROM ${sqlite.schema}.records WHERE seq >= ? AND seq < ? ORDER BY seq`;
  return sqlite.rows(sql, start, end).map(rowOf);
}

function rowOf(row: SqliteRow): StoredRow {
  return { seq: Number(row['seq']), lines: bytesOf(row['lines']) };
}
