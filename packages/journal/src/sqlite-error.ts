/** Names of SQLite's result codes (https://www.sqlite.org/rescode.html): the low byte, and the few full ones that matter here. */
const NAMES: Readonly<Record<number, string>> = {
  1: 'SQLITE_ERROR',
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  7: 'SQLITE_NOMEM',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  18: 'SQLITE_TOOBIG',
  19: 'SQLITE_CONSTRAINT',
  26: 'SQLITE_NOTADB',
  266: 'SQLITE_IOERR_READ',
  522: 'SQLITE_IOERR_SHORT_READ',
  778: 'SQLITE_IOERR_WRITE',
  1034: 'SQLITE_IOERR_FSYNC',
  2067: 'SQLITE_CONSTRAINT_UNIQUE',
  // No room for the `-shm` file of a reader.
  4874: 'SQLITE_FULL',
};

export type SqliteFailure = 'locked' | 'full' | 'refused' | 'damaged' | 'fatal';

/** What SQLite says, in one form whichever driver says it. */
export class SqliteError extends Error {
  /** Such as `SQLITE_IOERR_FSYNC`. */
  readonly code: string;
  readonly failure: SqliteFailure;

  /** @param result SQLite's extended result code */
  constructor(result: number, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'SqliteError';
    this.code = NAMES[result] ?? NAMES[result & 0xff] ?? `SQLITE_${result}`;
    this.failure = failureOf(result);
  }
}

/** Runs a call of a driver; SQLite's own errors come out as `SqliteError`, others as they are. */
export function asSqlite<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    const result = resultOf(error);
    throw result === undefined ? error : new SqliteError(result, error);
  }
}

export function failureFrom(error: unknown): SqliteFailure | undefined {
  return error instanceof SqliteError ? error.failure : undefined;
}

function failureOf(result: number): SqliteFailure {
  // A file that ends too early is a damaged one; the disk itself gave no error.
  if (result === 522) return 'damaged';
  if (result === 4874) return 'full';
  switch (result & 0xff) {
    case 5:
      return 'locked';
    case 13:
      return 'full';
    case 18:
    case 19:
      return 'refused';
    // A plain error: the statements are ours and right, so what they name is not there as it should be.
    case 1:
    case 11:
    case 26:
      return 'damaged';
    default:
      return 'fatal';
  }
}

/** `libsql` calls it `rawCode`, `node:sqlite` calls it `errcode`. */
function resultOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('rawCode' in error && typeof error.rawCode === 'number') return error.rawCode;
  return 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : undefined;
}
