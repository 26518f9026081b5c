import type { CellValue, RowSchema } from './indicator-row.js';
import { IndicatorRow } from './indicator-row.js';

/** Rows of one (symbol, timeframe) that were calculated together, as numbers: a row becomes an object where somebody wants one. Never changed once they are complete. */
export class RowStrip {
  readonly schema: RowSchema;
  readonly width: number;
  /** Row after row, NaN where a cell is not ready. */
  readonly cells: Float64Array;
  /** ms UTC, of each row. */
  readonly closeTimes: Float64Array;

  constructor(schema: RowSchema, room: number) {
    this.schema = schema;
    this.width = schema.columns.length;
    this.cells = new Float64Array(room * this.width);
    this.closeTimes = new Float64Array(room);
  }

  cell(place: number, column: number): number {
    return this.cells[place * this.width + column] ?? NaN;
  }

  /** As the row at the place has it: a number, a text, a flag, or `undefined` while it is not ready or where there is no such column. */
  value(place: number, name: string): CellValue | undefined {
    const column = this.schema.indexOf(name);
    return column === undefined ? undefined : this.schema.valueOf(column, this.cell(place, column));
  }

  /** Begins with so many rows of another strip of the same columns. */
  copyFrom(other: RowStrip, place: number, count: number): void {
    const { width } = this;
    this.cells.set(other.cells.subarray(place * width, (place + count) * width));
    this.closeTimes.set(other.closeTimes.subarray(place, place + count));
  }

  row(place: number): IndicatorRow {
    const { cells, width } = this;
    const from = place * width;
    const own = new Array<number>(width);
    for (let column = 0; column < width; column += 1) own[column] = cells[from + column] as number;
    return new IndicatorRow(this.schema, own, this.closeTimes[place] as number);
  }
}
