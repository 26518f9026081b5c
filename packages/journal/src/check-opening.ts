import { JournalDamagedError } from './journal-damaged-error.js';
import type { Sqlite } from './sqlite.js';
import { bytesOf } from './sqlite.js';
import type { FoundRecord } from './stored-records.js';
import { extentOf, foundRecords, storedHash } from './stored-records.js';
import { FIRST_HASH } from './record-chain.js';
import { extentProblem, structureProblems } from './verify-records.js';

/** What was found when the journal was opened. */
export interface JournalOpening {
  readonly records: number;
  /** How many of them, the newest, were checked one by one. */
  readonly checked: number;
  /** The run before ended with `close`. A new journal counts as one that did. */
  readonly cleanStop: boolean;
  /** What an interrupted write left behind and was taken away. */
  readonly cut: readonly string[];
}

export interface OpeningCheck {
  readonly file: string;
  readonly isNew: boolean;
  readonly unfinishedBytes: number;
  readonly verify: 'tail' | 'all';
}

type FaultyRecord = Exclude<FoundRecord, { readonly state: 'right' }>;

/** The newest records, which are always checked. */
const TAIL_RECORDS = 1_000;
/** After a stop that was not clean, smaller journals are checked as a whole. */
const WHOLE_BELOW = 200_000;

/**
 * Checks an opened journal and takes away what an interrupted write left. Writes only where something is taken away.
 * @throws JournalDamagedError where anything else is wrong
 */
export function checkOpening(sqlite: Sqlite, check: OpeningCheck): JournalOpening & { readonly hash: string } {
  if (check.isNew) return { records: 0, checked: 0, cleanStop: true, cut: [], hash: FIRST_HASH };
  return checkJournal(sqlite, check);
}

/** Kept by `close`: how many records there were, and the hash of the last. */
export function stopMark(records: number, hash: string): string {
  return `${records} ${hash}`;
}

function checkJournal(
  sqlite: Sqlite,
  { file, unfinishedBytes, verify }: OpeningCheck,
): JournalOpening & { readonly hash: string } {
  const mark = readStopMark(sqlite);
  const cleanStop = mark !== undefined;
  const cut =
    unfinishedBytes === 0 ? [] : [`${unfinishedBytes} bytes of an unfinished write at the end of its -wal file`];
  const [broken] = structureProblemsAt(sqlite, { verify, cleanStop });
  if (broken !== undefined) throw new JournalDamagedError(file, undefined, broken);

  const extent = extentOf(sqlite);
  const numbers = extentProblem(extent);
  if (numbers !== undefined) throw new JournalDamagedError(file, undefined, numbers);
  const isWhole = verify === 'all' || (!cleanStop && extent.count < WHOLE_BELOW);
  const from = isWhole ? 0 : Math.max(0, extent.count - TAIL_RECORDS);
  const torn = tornFrom(file, faultsOf(sqlite, from, extent.count), { from, count: extent.count, cleanStop });
  const records = torn?.seq ?? extent.count;
  if (torn !== undefined) cut.push(cutOff(sqlite, torn, extent.count));
  const hash = records === 0 ? FIRST_HASH : (storedHash(sqlite, records - 1) ?? '');
  if (mark !== undefined && mark !== stopMark(records, hash)) {
    const was = `it was closed with ${mark.split(' ', 1)[0]} records, has ${records} now`;
    throw new JournalDamagedError(file, Math.min(records, Number.parseInt(mark, 10)), `${was}, or others`);
  }
  return { records, checked: extent.count - from, cleanStop, cut, hash };
}

function structureProblemsAt(
  sqlite: Sqlite,
  at: { readonly verify: 'tail' | 'all'; readonly cleanStop: boolean },
): readonly string[] {
  if (at.verify === 'all') return structureProblems(sqlite, 'integrity_check');
  return at.cleanStop ? [] : structureProblems(sqlite, 'quick_check');
}

/** The first of the records that an interrupted write tore: an unbroken run up to the end, after a right one. */
function tornFrom(
  file: string,
  faults: readonly FaultyRecord[],
  { from, count, cleanStop }: { readonly from: number; readonly count: number; readonly cleanStop: boolean },
): FaultyRecord | undefined {
  const [first] = faults;
  if (first === undefined) return undefined;
  const isTail =
    first.seq > from && faults.length === count - first.seq && faults.every(({ state }) => state === 'wrong');
  if (isTail && !cleanStop) return first;
  throw new JournalDamagedError(file, first.seq, first.reason);
}

function cutOff({ schema, exec }: Sqlite, { seq, reason }: FaultyRecord, count: number): string {
  exec(
    `BEGIN IMMEDIATE; DELETE FROM ${schema}.records WHERE seq >= ${seq}; DELETE FROM ${schema}.snapshots WHERE at > ${seq}; COMMIT`,
  );
  return `the last ${count - seq} records, from record ${seq} on (${reason})`;
}

function faultsOf(sqlite: Sqlite, from: number, to: number): readonly FaultyRecord[] {
  const faults: FaultyRecord[] = [];
  for (const found of foundRecords(sqlite, from, to)) if (found.state !== 'right') faults.push(found);
  return faults;
}

function readStopMark({ schema, rows }: Sqlite): string | undefined {
  const [row] = rows(`SELECT CAST(value AS BLOB) AS value FROM ${schema}.meta WHERE name = 'stop'`);
  return bytesOf(row?.['value'])?.toString('latin1');
}
