import type { JournalRecord } from '@q/events';
import type { Ballast } from './ballast.js';
import { ballastOf } from './ballast.js';
import { checkOpening } from './check-opening.js';
import { isFull } from './journal-error.js';
import { checkFile, inWords, makeFile, openForRun } from './journal-file.js';
import { removeHolder, writeHolder } from './journal-lock.js';
import { locateDamage } from './locate-damage.js';
import type { RecordKeys } from './record-chain.js';
import type { OnStep } from './record-writer.js';
import { RecordWriter } from './record-writer.js';
import type { OpenSqlite, Sqlite } from './sqlite.js';
import { loadSqlite } from './sqlite.js';
import type { DurableJournal } from './sqlite-journal.js';
import { sqliteJournal } from './sqlite-journal.js';

const BALLAST_BYTES = 16 * 1_048_576;

export interface DurableJournalOptions {
  /** What a record can be found by; asked once for each. Default: nothing. */
  readonly index?: (record: JournalRecord) => RecordKeys;
  /** What is checked at opening: the newest 1,000 records, or all. Default `tail`; more after a stop that was not clean. */
  readonly verify?: 'tail' | 'all';
  /** Room that is kept in `<file>.ballast` for when the disk is full. Default 16 MiB; 0 for none. */
  readonly ballastBytes?: number;
  /** Told at the steps of each append; for tests that kill the process there. */
  readonly onStep?: OnStep;
  /** How many pages of 4 KiB the file may have; for tests of a full disk. Default: no limit. */
  readonly maxPages?: number;
}

/**
 * Opens or makes a journal in a file of SQLite, for this run alone.
 *
 * An append is one transaction and is on disk when it returns. Where it throws and `isFull(error)`, nothing of it is stored and
 * it can be tried again when there is room. After any other error of the disk what was stored is unknown: every later append throws,
 * and the journal is to be opened again by a new process.
 *
 * @throws JournalLockedError where another run has it
 * @throws JournalDamagedError where it does not say any more what it was told
 * @throws JournalError where it is no journal, or the disk does not do what is asked
 */
export async function openDurableJournal(file: string, options: DurableJournalOptions = {}): Promise<DurableJournal> {
  const open = await loadSqlite();
  makeFile(file);
  checkFile(file);
  try {
    return openWith(open, file, options);
  } catch (error) {
    throw locateDamage(file, open, error);
  }
}

function openWith(open: OpenSqlite, file: string, options: DurableJournalOptions): DurableJournal {
  const { sqlite, isNew, unfinishedBytes } = openForRun(file, open);
  try {
    const { verify = 'tail', ballastBytes = BALLAST_BYTES, maxPages, onStep, index } = options;
    const { hash, ...opening } = inWords('read', file, () =>
      checkOpening(sqlite, { file, isNew, unfinishedBytes, verify }),
    );
    const ballast = ballastOf(file, ballastBytes);
    beginRun(file, sqlite, ballast);
    if (maxPages !== undefined) sqlite.rows(`PRAGMA ${sqlite.schema}.max_page_count=${maxPages}`);
    const writer = new RecordWriter(file, sqlite, { records: opening.records, hash, onStep });
    return sqliteJournal({ file, opening, ballast, writer, sqlite, open, index });
  } catch (error) {
    removeHolder(file);
    sqlite.close();
    throw error;
  }
}

/** From now on the stop is not clean until `close` says so. A disk that is full at the start gets the ballast's room for it. */
function beginRun(file: string, sqlite: Sqlite, ballast: Ballast): void {
  const begin = (): void =>
    inWords('write', file, () => sqlite.run(`DELETE FROM ${sqlite.schema}.meta WHERE name = 'stop'`));
  try {
    begin();
    ballast.restore();
  } catch (error) {
    if (!isFull(error) || !ballast.isThere) throw error;
    ballast.release();
    begin();
  }
  writeHolder(file);
}
