export interface CsvRow {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvContent {
  /** The rows that hold anything, the header included. */
  readonly rows: readonly CsvRow[];
  /** Where a quote is wrong: what comes after it is not read. */
  readonly wrongQuoteLine: number | undefined;
}

/** A cell in quotes or a bare one, with what ends it. A bare cell may hold a quote, but not begin with one. */
const CELL = /[ \t]*"([^"]*(?:""[^"]*)*)"[ \t]*(,|\r\n|\r|\n|$)|(?![ \t]*")([^,\r\n]*)(,|\r\n|\r|\n|$)/y;

/** Splits a text of comma-separated values as RFC 4180 has it: quotes, any line ends, with or without byte order mark. */
export function csvRows(text: string): CsvContent {
  const rows: CsvRow[] = [];
  const cell = new RegExp(CELL);
  cell.lastIndex = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  let row = { line, cells: [] as string[] };
  for (;;) {
    const match = cell.exec(text);
    if (match === null) return { rows, wrongQuoteLine: line };
    const [whole, quoted, quotedEnd, bare = '', end = quotedEnd ?? ''] = match;
    row.cells.push((quoted?.replaceAll('""', '"') ?? bare).trim());
    line += lineEndsIn(whole);
    if (end === ',') continue;
    if (row.cells.some((each) => each !== '')) rows.push(row);
    if (end === '') return { rows, wrongQuoteLine: undefined };
    row = { line, cells: [] };
  }
}

function lineEndsIn(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}
