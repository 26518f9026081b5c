import { closeSync, lstatSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { JournalDamagedError } from './journal-damaged-error.js';
import { JournalError, codeOf, onDisk } from './journal-error.js';
import { JournalLockedError, readHolder } from './journal-lock.js';
import { failureFrom } from './sqlite-error.js';
import type { OpenSqlite, Sqlite } from './sqlite.js';
import { readWalEnd } from './wal-end.js';

/** Marks the file as ours: `QJNL`. */
const APPLICATION_ID = 0x514a4e4c;
const VERSION = 1;

const LINK = Object.assign(new Error('it is a symbolic link'), { code: 'ELOOP' });
const FOLDER = Object.assign(new Error('it is a folder'), { code: 'EISDIR' });

/** Makes the folder (0700) and an empty file (0600) where they are not there; a file that is there is not touched. */
export function makeFile(file: string): void {
  onDisk('make the folder of', file, () => mkdirSync(dirname(file), { recursive: true, mode: 0o700 }));
  onDisk('open', file, () => {
    try {
      closeSync(openSync(file, 'wx', 0o600));
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  });
}

/**
 * Refuses what is no ordinary file. It only asks for the name: to open and close the file itself would take SQLite's lock from
 * a journal that this process has open.
 */
export function checkFile(file: string): void {
  onDisk('open', file, () => {
    const found = lstatSync(file);
    if (found.isDirectory()) throw FOLDER;
    for (const path of [file, `${file}-wal`, `${file}-shm`, `${file}-journal`]) {
      if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) throw LINK;
    }
    if (!found.isFile()) throw new Error('it is no ordinary file: name another one');
  });
}

export interface OpenedFile {
  readonly sqlite: Sqlite;
  readonly isNew: boolean;
  /** At the end of its `-wal` file, of a write that was interrupted. */
  readonly unfinishedBytes: number;
}

/**
 * Opens the file for itself alone and makes it a journal where it is empty.
 * @throws JournalLockedError where another has it, at once
 */
export function openForRun(file: string, open: OpenSqlite): OpenedFile {
  return opened(file, open, 'write', (sqlite) => {
    sqlite.exec(`PRAGMA busy_timeout=0; PRAGMA ${sqlite.schema}.locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT`);
    // Before anything is written, and before the file is taken for an empty one: its beginning may be what was lost.
    const { lost, unfinishedBytes } = readWalEnd(`${file}-wal`);
    if (lost !== undefined) throw new JournalDamagedError(file, undefined, `${lost}: newer records are lost`);
    const isNew = checkKind(file, sqlite) === 'empty';
    // Readers leave it behind; one who has the file alone needs none.
    rmSync(`${file}-shm`, { force: true });
    const [mode] = sqlite.rows(`PRAGMA ${sqlite.schema}.journal_mode=WAL`);
    if (mode?.['journal_mode'] !== 'wal')
      throw new JournalError('open', file, new Error('its disk takes no -wal file'));
    sqlite.exec(
      `PRAGMA ${sqlite.schema}.synchronous=FULL; PRAGMA wal_autocheckpoint=0; PRAGMA foreign_keys=ON;
       PRAGMA trusted_schema=OFF; PRAGMA ${sqlite.schema}.cell_size_check=ON`,
    );
    if (isNew) makeTables(sqlite);
    return { sqlite, isNew, unfinishedBytes };
  });
}

/** Opens the file for reading: nothing of it is changed, also no `-wal` file that a killed process left (a `-shm` file comes beside it). */
export function openForReading(file: string, open: OpenSqlite): Sqlite {
  checkFile(file);
  return opened(file, open, 'read', (sqlite) => {
    sqlite.exec('PRAGMA busy_timeout=0; PRAGMA trusted_schema=OFF');
    if (checkKind(file, sqlite) === 'empty') throw notOurs(file, 'it is empty', 'EMPTY_JOURNAL');
    return sqlite;
  });
}

function opened<T>(file: string, open: OpenSqlite, mode: 'write' | 'read', use: (sqlite: Sqlite) => T): T {
  const sqlite = inWords('open', file, () => open(file, mode));
  try {
    return inWords('open', file, () => use(sqlite));
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

/** Runs what asks SQLite; what SQLite says becomes an error of the journal. */
export function inWords<T>(action: string, file: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const failure = failureFrom(error);
    if (failure === undefined) throw error;
    if (failure === 'locked') throw new JournalLockedError(file, readHolder(file));
    if (failure !== 'damaged') throw new JournalError(action, file, error);
    const said = error instanceof Error ? error.message : '';
    throw new JournalDamagedError(
      file,
      undefined,
      `SQLite says "${said}", so nothing can be read, or it never was a journal`,
    );
  }
}

function checkKind(file: string, sqlite: Sqlite): 'journal' | 'empty' {
  const [id, version] = [numberOf(sqlite, 'application_id'), numberOf(sqlite, 'user_version')];
  const [tables] = sqlite.rows(`SELECT count(*) AS count FROM ${sqlite.schema}.sqlite_schema`);
  if (tables?.['count'] === 0 && id === 0) return 'empty';
  if (id !== APPLICATION_ID) throw notOurs(file, 'it belongs to another program');
  if (version > VERSION) {
    throw notOurs(file, `a newer version of this program made it (format ${version}, this one knows ${VERSION})`);
  }
  return 'journal';
}

function notOurs(file: string, reason: string, code?: string): JournalError {
  const error = new Error(`it is no journal of this program: ${reason}; name another file`);
  return new JournalError('open', file, code === undefined ? error : Object.assign(error, { code }));
}

function numberOf(sqlite: Sqlite, setting: string): number {
  const [row] = sqlite.rows(`PRAGMA ${sqlite.schema}.${setting}`);
  return Number(row?.[setting]);
}

function makeTables({ schema, exec }: Sqlite): void {
  exec(
    `BEGIN IMMEDIATE;
     CREATE TABLE ${schema}.records (seq INTEGER PRIMARY KEY, kind TEXT, thread TEXT, unique_key TEXT,
       body TEXT NOT NULL, crc TEXT NOT NULL, hash TEXT NOT NULL);
     CREATE INDEX ${schema}.records_thread ON records (thread) WHERE thread IS NOT NULL;
     CREATE UNIQUE INDEX ${schema}.records_unique ON records (unique_key) WHERE unique_key IS NOT NULL;
     CREATE TABLE ${schema}.snapshots (at INTEGER PRIMARY KEY, state TEXT NOT NULL, crc TEXT NOT NULL);
     CREATE TABLE ${schema}.meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
     PRAGMA ${schema}.application_id=${APPLICATION_ID};
     PRAGMA ${schema}.user_version=${VERSION};
     COMMIT`,
  );
}
