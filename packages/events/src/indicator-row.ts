/** A column of an indicator row. A text column holds the index of its value in `values`. */
export interface Column {
  readonly name: string;
  readonly kind: 'number' | 'text' | 'flag';
  /** The values a text column can take. */
  readonly values?: readonly string[];
}

/** The columns of one (symbol, timeframe), fixed for a run; rows point at it, so a name is looked up once and not per bar. */
export class RowSchema {
  readonly columns: readonly Column[];
  readonly #indexes: ReadonlyMap<string, number>;

  constructor(columns: readonly Column[]) {
    this.columns = columns;
    this.#indexes = new Map(columns.map((column, index) => [column.name, index]));
    if (this.#indexes.size !== columns.length) {
      const names = columns.map((column) => column.name);
      const twice = names.find((name, index) => names.indexOf(name) !== index);
      throw new Error(`column "${twice}" is declared twice: give the indicators different names`);
    }
  }

  /** Index of a column, or `undefined` where there is none of that name. */
  indexOf(name: string): number | undefined {
    return this.#indexes.get(name);
  }

  get names(): readonly string[] {
    return this.columns.map((column) => column.name);
  }

  /** What a cell of a column says: a number, a text or a flag; `undefined` where it is not ready, or there is no such column. */
  valueOf(index: number, cell: number | undefined): CellValue | undefined {
    const column = this.columns[index];
    if (cell === undefined || column === undefined || Number.isNaN(cell)) return undefined;
    if (column.kind === 'text') return column.values?.[cell];
    return column.kind === 'flag' ? cell === 1 : cell;
  }
}

export type CellValue = number | string | boolean;

/**
 * The candle's prices and every indicator value at one close. Never changed after it was made.
 * `cells` is for compiled rules: NaN stands for "not ready" there; `value` gives `undefined` instead.
 */
export class IndicatorRow {
  constructor(
    readonly schema: RowSchema,
    readonly cells: readonly number[],
    readonly closeTime: number,
  ) {}

  /** The value of a column: a number, a text, a flag, or `undefined` while it is not ready or where there is no such column. */
  value(name: string): CellValue | undefined {
    const index = this.schema.indexOf(name);
    return index === undefined ? undefined : this.at(index);
  }

  at(index: number): CellValue | undefined {
    return this.schema.valueOf(index, this.cells[index]);
  }

  /** Column name to value; `null` where it is not ready. */
  toJSON(): Record<string, CellValue | null> {
    const json: Record<string, CellValue | null> = {};
    this.schema.columns.forEach((column, index) => {
      json[column.name] = this.at(index) ?? null;
    });
    return json;
  }
}
