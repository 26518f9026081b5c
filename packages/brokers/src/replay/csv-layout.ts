import { CandleDataError } from './candle-data-error.js';
import type { CsvSource } from './csv-source.js';
import { contentColumns } from './content-columns.js';
import { demandKnownTimes } from './demand-known-times.js';
import { headerColumns } from './header-columns.js';
import { isNumber } from './is-number.js';
import { RowCells } from './row-cells.js';
import type { StatedColumns } from './stated-columns.js';

const COMMA = 44;
const SAMPLE_ROWS = 100;
const SAMPLE_BYTES = 1 << 16;

/** Where in a row the values of a candle stand, counted from 0. */
export interface ColumnIndexes {
  readonly time: number;
  /** A time of day in a column of its own, beside the date. */
  readonly timeOfDay?: number | undefined;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume?: number | undefined;
}

export interface CsvLayout {
  /** The byte between two cells. */
  readonly separator: number;
  readonly decimalComma: boolean;
  readonly headerLines: 0 | 1;
  readonly columns: ColumnIndexes;
  /** The names of the header, empty where there is none. */
  readonly names: readonly string[];
  /** The most cells that a row may fill. */
  readonly width: number;
}

/** Finds out how a file is laid out from its first rows. What they leave open is an error that says how to state it. */
export function sniffLayout(source: CsvSource, stated: StatedColumns, file: string): CsvLayout {
  const { separator, names, rows } = sampleOf(source, file);
  const isHeader = names.length > 0;
  const columns = isHeader ? headerColumns({ names, rows, stated, file }) : contentColumns({ rows, stated, file });
  const { time, timeOfDay, open, high, low, close } = columns;
  if (timeOfDay === undefined) demandKnownTimes({ names, rows, time, file });
  const prices = rows.flatMap((row) => [open, high, low, close].map((index) => row[index] ?? ''));
  const width = Math.max(names.length, rows[0]?.length ?? 0);
  return {
    separator,
    decimalComma: decimalCommaIn(prices, separator, file),
    headerLines: isHeader ? 1 : 0,
    columns,
    names,
    width,
  };
}

export interface CsvSample {
  readonly separator: number;
  /** Of the header, empty where there is none. */
  readonly names: readonly string[];
  /** The first rows behind it: one at least. */
  readonly rows: readonly string[][];
}

export function sampleOf(source: CsvSource, file: string): CsvSample {
  const [piece] = source.pieces();
  const bytes = piece ?? new Uint8Array();
  refuseBinary(bytes, file);
  refuseReturnsAlone(bytes, file);
  const separator = sniffSeparator(bytes);
  const [first, ...rest] = sampleRows(bytes, separator);
  if (first === undefined) throw new CandleDataError('is empty', { file });
  const isHeader = !first.some((cell) => isNumber(cell) || /^\d/.test(cell));
  const rows = isHeader ? rest : [first, ...rest];
  if (rows.length === 0) throw new CandleDataError('holds a header and no rows', { file });
  return { separator, names: isHeader ? first : [], rows };
}

function refuseBinary(bytes: Uint8Array, file: string): void {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new CandleDataError('is UTF-16 text; save it as UTF-8', { file });
  }
  const controls = (byte: number): boolean => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13;
  if (bytes.subarray(0, SAMPLE_BYTES).some(controls)) throw new CandleDataError('is a binary file, not text', { file });
}

/** Lines ended so on the Macintosh before 2001; some spreadsheets still offer it. */
function refuseReturnsAlone(bytes: Uint8Array, file: string): void {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const returnAt = sample.indexOf(13);
  if (returnAt < 0 || returnAt === sample.length - 1 || sample.includes(10)) return;
  throw new CandleDataError('ends its lines with a carriage return alone; save it with line feeds', { file });
}

/** A comma is a separator only where the first line has no tab and no semicolon: then it may be a decimal comma. */
function sniffSeparator(bytes: Uint8Array): number {
  const end = bytes.indexOf(10);
  const line = bytes.subarray(0, end < 0 ? bytes.length : end);
  const candidates = ['\t', ';', ','].map((mark) => mark.charCodeAt(0));
  return candidates.find((mark) => line.includes(mark)) ?? COMMA;
}

function sampleRows(bytes: Uint8Array, separator: number): string[][] {
  const cells = new RowCells(separator);
  const rows: string[][] = [];
  for (let start = 0; start < bytes.length && rows.length <= SAMPLE_ROWS;) {
    start = cells.split(bytes, start);
    if (cells.count > 0) rows.push(cells.texts(bytes));
  }
  return rows;
}

/** As 55,000 and 149,505: thousands to some, decimals to others. */
const EITHER = /^-?\d{1,3},\d{3}$/;

/** Whether the price cells of a sample have decimal commas. In a file whose separator is a comma, what may be thousands is not guessed at. */
export function decimalCommaIn(prices: readonly string[], separator: number, file: string): boolean {
  if (!prices.some(isNumber)) {
    const sample = prices.slice(0, 4).map((cell) => `'${cell}'`);
    const problem = `the columns taken for prices hold no numbers but ${sample.join(', ')}`;
    throw new CandleDataError(`${problem}; state \`columns:\``, { file });
  }
  const withComma = prices.filter((cell) => isNumber(cell) && cell.includes(','));
  if (separator === COMMA && withComma.length > 0 && withComma.every((cell) => EITHER.test(cell))) {
    const problem = `prices such as "${withComma[0]}" may have thousands or decimals behind the comma`;
    throw new CandleDataError(`${problem}; write them with a decimal point and without thousands separators`, { file });
  }
  return withComma.length > 0;
}
