import { CandleColumns } from '../feed/candle-columns.js';
import { CandleDataError } from './candle-data-error.js';
import type { ColumnIndexes, CsvLayout } from './csv-layout.js';
import type { NumberParser } from './parse-number.js';
import { numberParser } from './parse-number.js';
import type { RowCells } from './row-cells.js';
import type { TimeReader } from './time-reader.js';

export interface RowReaderOptions {
  readonly layout: CsvLayout;
  readonly openTimeOf: TimeReader;
  readonly file: string;
}

/** Collects rows into columns. A number that is none stays in as `NaN` and is counted; a row without its time is an error. */
export class RowReader {
  readonly columns = new CandleColumns();
  badCells = 0;
  firstBadLine: number | undefined;
  readonly #where: ColumnIndexes;
  readonly #cellsNeeded: number;
  readonly #width: number;
  readonly #numberOf: NumberParser;
  readonly #openTimeOf: TimeReader;
  readonly #file: string;
  readonly #row = { openTime: 0.5, open: 0.5, high: 0.5, low: 0.5, close: 0.5, volume: 0.5 };

  constructor({ layout, openTimeOf, file }: RowReaderOptions) {
    this.#where = layout.columns;
    this.#cellsNeeded = 1 + Math.max(...Object.values(layout.columns).filter((index) => index !== undefined));
    this.#width = layout.width;
    this.#numberOf = numberParser(layout.decimalComma);
    this.#openTimeOf = openTimeOf;
    this.#file = file;
  }

  read(bytes: Uint8Array, cells: RowCells, line: number): void {
    if (cells.count < this.#cellsNeeded) this.#refuse(`has ${cells.count} cells instead of ${this.#cellsNeeded}`, line);
    // Empty cells at the end are harmless; a number cut in two by its thousands separator is not.
    if (cells.count > this.#width && cells.filled > this.#width)
      this.#refuse(`has ${cells.filled} cells instead of ${this.#width}`, line);
    const row = this.#row;
    const { open, high, low, close, volume } = this.#where;
    row.openTime = this.#openTimeOf(bytes, cells);
    if (Number.isNaN(row.openTime)) this.#refuse(`has no time but '${this.#timeText(bytes, cells)}'`, line);
    row.open = this.#number(bytes, cells, open);
    row.high = this.#number(bytes, cells, high);
    row.low = this.#number(bytes, cells, low);
    row.close = this.#number(bytes, cells, close);
    row.volume = volume === undefined || cells.isEmpty(volume) ? 0 : this.#number(bytes, cells, volume);
    if (this.badCells > 0) this.firstBadLine ??= line;
    this.columns.push(row);
  }

  #number(bytes: Uint8Array, cells: RowCells, cell: number): number {
    const value = this.#numberOf(bytes, cells.start(cell), cells.end(cell));
    if (Number.isNaN(value)) this.badCells += 1;
    return value;
  }

  #timeText(bytes: Uint8Array, cells: RowCells): string {
    const { time, timeOfDay } = this.#where;
    const date = cells.text(bytes, time);
    return timeOfDay === undefined ? date : `${date} ${cells.text(bytes, timeOfDay)}`;
  }

  #refuse(problem: string, line: number): never {
    throw new CandleDataError(`the row ${problem}`, { file: this.#file, line });
  }
}
