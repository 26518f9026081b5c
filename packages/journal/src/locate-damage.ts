import { JournalDamagedError } from './journal-damaged-error.js';
import { openForReading } from './journal-file.js';
import { failureFrom } from './sqlite-error.js';
import type { OpenSqlite, Sqlite } from './sqlite.js';
import { foundRecords } from './stored-records.js';

/** An error that says a journal is damaged but not where: reads record by record and names the first that suffers from it. */
export function locateDamage(file: string, open: OpenSqlite, error: unknown): unknown {
  if (!(error instanceof JournalDamagedError) || error.seq !== undefined) return error;
  try {
    const sqlite = openForReading(file, open);
    try {
      return firstFault(sqlite, error);
    } finally {
      sqlite.close();
    }
  } catch {
    // Nothing of it can be read: then the first error says all there is.
    return error;
  }
}

function firstFault(sqlite: Sqlite, { file, reason }: JournalDamagedError): JournalDamagedError {
  // However many records there are: after the last one, one is missing.
  for (const found of foundRecords(sqlite, 0, Number.MAX_SAFE_INTEGER)) {
    if (found.state === 'right') continue;
    const isEnd = found.state === 'missing' && isNoneFrom(sqlite, found.seq);
    const what = isEnd ? 'those before it can be read, newer ones are lost or there are none' : found.reason;
    return new JournalDamagedError(file, found.seq, `${what} (${reason})`);
  }
  return new JournalDamagedError(file, undefined, reason);
}

function isNoneFrom({ schema, rows }: Sqlite, seq: number): boolean {
  try {
    return rows(`SELECT seq FROM ${schema}.records WHERE seq >= ? LIMIT 1`, seq).length === 0;
  } catch (error) {
    if (failureFrom(error) === 'damaged') return false;
    throw error;
  }
}
