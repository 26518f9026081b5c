import type { VerifyReport } from '@q/events';
import type { Sqlite } from './sqlite.js';
import { bytesOf } from './sqlite.js';
import { failureFrom } from './sqlite-error.js';
import type { Extent } from './stored-records.js';
import { foundRecords, readableExtent } from './stored-records.js';

const PROBLEMS_NAMED = 100;

/** Checks all of a journal: SQLite's own structure with its indexes, and each record. */
export function verifyRecords(sqlite: Sqlite): VerifyReport {
  const structure = structureProblems(sqlite, 'integrity_check');
  const { records, problems } = recordProblems(sqlite);
  const all = [...problems, ...structure];
  return { ok: all.length === 0, records, problems: all };
}

/** What SQLite finds wrong with its file; `quick_check` leaves out whether indexes and table agree. */
export function structureProblems({ rows }: Sqlite, check: 'quick_check' | 'integrity_check'): readonly string[] {
  try {
    const said = rows(`SELECT CAST(${check} AS BLOB) AS said FROM pragma_${check}`);
    const texts = said.map((row) => bytesOf(row['said'])?.toString('utf8') ?? '');
    return texts.length === 1 && texts[0] === 'ok'
      ? []
      : texts.concat(texts.length === 0 ? 'SQLite did not check the file' : []);
  } catch (error) {
    if (failureFrom(error) !== 'damaged') throw error;
    return [`SQLite cannot check the file: ${error instanceof Error ? error.message : ''}`];
  }
}

/** What is wrong with numbers that should run from 0 without a gap; the rest is seen where the records are read. */
export function extentProblem({ count, first, last }: Extent): string | undefined {
  if (count === 0 || (first === 0 && last === count - 1)) return undefined;
  return `there are ${count} records, but they are numbered from ${first} to ${last}`;
}

function recordProblems(sqlite: Sqlite): { readonly records: number; readonly problems: readonly string[] } {
  const extent = readableExtent(sqlite);
  const problems: string[] = [];
  let records = 0;
  let damaged = 0;
  // Where not even the number of records can be told, all up to the first that cannot be read.
  for (const found of foundRecords(sqlite, 0, extent?.count ?? Number.MAX_SAFE_INTEGER)) {
    if (found.state === 'right') records += 1;
    else if (++damaged <= PROBLEMS_NAMED) problems.push(`record ${found.seq}: ${found.reason}`);
    if (extent === undefined && found.state !== 'right') break;
  }
  if (damaged > PROBLEMS_NAMED) problems.push(`${damaged - PROBLEMS_NAMED} more records are wrong`);
  const numbers = extent === undefined ? 'the number of records cannot be read' : extentProblem(extent);
  return { records, problems: numbers === undefined ? problems : [...problems, numbers] };
}
