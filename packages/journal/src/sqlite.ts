import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { asSqlite } from './sqlite-error.js';

export type SqliteValue = string | number | null;
export type SqliteRow = Readonly<Record<string, unknown>>;

/**
 * One file of SQLite, whichever driver opened it. Statements are kept for the next time.
 * Text of the file is to be read with `CAST(... AS BLOB)` and `bytesOf`: `libsql` ends the process over text that is no UTF-8.
 */
export interface Sqlite {
  /** The name the file's tables and settings go by: `PRAGMA <schema>.user_version`. */
  readonly schema: string;
  /** Several statements, without values and without rows. */
  readonly exec: (sql: string) => void;
  readonly run: (sql: string, ...values: SqliteValue[]) => void;
  readonly rows: (sql: string, ...values: SqliteValue[]) => readonly SqliteRow[];
  /** Gives the file free at once. */
  readonly close: () => void;
}

/** Opens a file that is there. */
export type OpenSqlite = (file: string, mode: 'write' | 'read') => Sqlite;

interface DriverStatement {
  run(...values: SqliteValue[]): unknown;
  all(...values: SqliteValue[]): unknown[];
}

interface DriverDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): DriverStatement;
  close(): unknown;
}

interface NodeSqliteOptions {
  readonly readOnly: boolean;
  /** Newer versions refuse `READ_WHAT_IS_THERE` where it is on, as it is by itself. */
  readonly defensive: boolean;
}

interface NodeSqlite {
  readonly DatabaseSync: new (file: string, options?: NodeSqliteOptions) => DriverDatabase;
}

/** SQLite refuses a file that was cut off as a whole; so it reads what there is. Nothing can be written where this is used. */
const READ_WHAT_IS_THERE = 'PRAGMA writable_schema=ON';

/** SQLite as Node brings it, or else as `libsql` does: the same files either way. */
export async function loadSqlite(): Promise<OpenSqlite> {
  const builtin: unknown = process.getBuiltinModule?.('node:sqlite');
  if (isNodeSqlite(builtin) && works(builtin)) return openWithNode(builtin);
  const { default: Database } = await import('libsql');
  return openWithLibsql((file) => new Database(file));
}

/** The bytes of a blob, `undefined` where it is none. */
export function bytesOf(value: unknown): Buffer | undefined {
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  // Not `instanceof`: a driver's memory may come from another realm.
  const isMemory = Object.prototype.toString.call(value) === '[object ArrayBuffer]';
  return isMemory ? Buffer.from(value as ArrayBuffer) : undefined;
}

function openWithNode({ DatabaseSync }: NodeSqlite): OpenSqlite {
  return (file, mode) => {
    const database = asSqlite(
      () => new DatabaseSync(resolve(file), { readOnly: mode === 'read', defensive: mode === 'write' }),
    );
    if (mode === 'read') database.exec(READ_WHAT_IS_THERE);
    return sqliteOf(database, 'main', () => database.close());
  };
}

/**
 * `libsql` keeps a closed file, and its lock, as long as a statement of it has not been collected as garbage. So the file is attached
 * to a database in memory: detaching it closes it in any case.
 */
function openWithLibsql(open: (file: string) => DriverDatabase): OpenSqlite {
  return (file, mode) => {
    const database = open(':memory:');
    // Attaching reads the file already; a file that is its own alone from the start needs no `-shm` file, for which a full disk has no room.
    database.exec(mode === 'read' ? READ_WHAT_IS_THERE : 'PRAGMA locking_mode=EXCLUSIVE');
    const address = `${pathToFileURL(resolve(file)).href}?mode=${mode === 'read' ? 'ro' : 'rw'}`;
    asSqlite(() => database.exec(`ATTACH '${address.replaceAll("'", "''")}' AS journal`));
    return sqliteOf(database, 'journal', () => {
      database.exec('DETACH journal');
      database.close();
    });
  };
}

function sqliteOf(database: DriverDatabase, schema: string, close: () => void): Sqlite {
  const statements = new Map<string, DriverStatement>();
  const statement = (sql: string): DriverStatement => {
    const known = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, known);
    return known;
  };
  return {
    schema,
    exec: (sql) => void asSqlite(() => database.exec(sql)),
    run: (sql, ...values) => void asSqlite(() => statement(sql).run(...values)),
    rows: (sql, ...values) =>
      asSqlite(() =>
        statement(sql)
          .all(...values)
          .filter(isRow),
      ),
    close: () => asSqlite(close),
  };
}

function isNodeSqlite(builtin: unknown): builtin is NodeSqlite {
  return typeof builtin === 'object' && builtin !== null && 'DatabaseSync' in builtin;
}

/** A Node built without SQLite, or one that wants a flag for it, may have the module's name only. */
function works({ DatabaseSync }: NodeSqlite): boolean {
  try {
    new DatabaseSync(':memory:').close();
    return true;
  } catch {
    return false;
  }
}

function isRow(row: unknown): row is SqliteRow {
  return typeof row === 'object' && row !== null;
}
