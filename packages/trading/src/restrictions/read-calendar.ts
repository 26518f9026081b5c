import type { CsvRow } from './csv-rows.js';
import { csvRows } from './csv-rows.js';

export interface CalendarProblem {
  /** Line of the file, from 1; missing where the whole file is meant. */
  readonly line?: number;
  readonly message: string;
}

/** A calendar that cannot be relied on: it restricts until it is mended. */
export interface BrokenCalendar {
  readonly ok: false;
  /** The file as messages name it. */
  readonly file?: string;
  readonly problems: readonly CalendarProblem[];
}

export type RestrictionCalendar<Item> = { readonly ok: true; readonly items: readonly Item[] } | BrokenCalendar;

export interface CalendarForm<Column extends string, Item> {
  /** What the header must name, in any order and among others. */
  readonly columns: readonly Column[];
  /** The item of a row, `undefined` where the row means nothing; what is wrong with it is reported. */
  readonly readRow: (cells: Readonly<Record<Column, string>>, report: (message: string) => void) => Item | undefined;
}

/** Reads a calendar. One wrong row is enough to refuse it, as a row that is left out is a restriction that is not kept. */
export function readCalendar<Column extends string, Item>(
  text: string,
  { columns, readRow }: CalendarForm<Column, Item>,
): RestrictionCalendar<Item> {
  const { rows, wrongQuoteLine } = csvRows(text);
  const [header, ...body] = rows;
  const problems: CalendarProblem[] = headerProblems(header, columns);
  const items: Item[] = [];
  for (const row of problems.length > 0 ? [] : body) {
    const report = (message: string): void => void problems.push({ line: row.line, message });
    const cells = cellsOf(row, { columns, header: header?.cells ?? [], report });
    const item = cells && readRow(cells, report);
    if (item !== undefined) items.push(item);
  }
  if (wrongQuoteLine !== undefined) problems.push({ line: wrongQuoteLine, message: WRONG_QUOTE });
  return problems.length === 0 ? { ok: true, items } : { ok: false, problems };
}

const WRONG_QUOTE = 'a quote does not end, or text stands after its end: write a quote inside a cell as two';

function headerProblems(header: CsvRow | undefined, columns: readonly string[]): CalendarProblem[] {
  const wanted = columns.join(',');
  if (header === undefined) return [{ line: 1, message: `there is no header: the first line must name ${wanted}` }];
  const { line, cells } = header;
  return columns.flatMap((column) => {
    const count = cells.filter((cell) => cell === column).length;
    if (count === 1) return [];
    const fault = count === 0 ? 'is missing' : 'stands twice';
    const message = `the column ${column} ${fault}: the header must name ${wanted}, it is ${cells.join(',')}`;
    return [{ line, message }];
  });
}

interface Place<Column> {
  readonly columns: readonly Column[];
  readonly header: readonly string[];
  readonly report: (message: string) => void;
}

function cellsOf<Column extends string>({ cells }: CsvRow, { columns, header, report }: Place<Column>) {
  if (cells.length !== header.length) {
    report(`${cells.length} cells where the header has ${header.length}: put a text with commas in quotes`);
    return undefined;
  }
  const pairs = columns.map((column) => [column, cells[header.indexOf(column)] ?? '']);
  // Every column has its cell: the pairs are made from the columns.
  return Object.fromEntries(pairs) as Readonly<Record<Column, string>>;
}
