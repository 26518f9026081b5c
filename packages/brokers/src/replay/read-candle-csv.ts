import type { Timeframe } from '@q/events';
import type { CandleColumns } from '../feed/candle-columns.js';
import type { ColumnIndexes } from './csv-layout.js';
import { sampleOf, sniffLayout } from './csv-layout.js';
import { csvSource } from './csv-source.js';
import { sniffDateOrder } from './date-order.js';
import { demandTimesOfDay } from './demand-times-of-day.js';
import type { DateOrder } from './parse-time.js';
import { RowCells } from './row-cells.js';
import { RowReader } from './row-reader.js';
import { sniffTimeframe } from './sniff-timeframe.js';
import type { StatedColumns } from './stated-columns.js';
import { timeReader } from './time-reader.js';

export interface ReadCandleCsvOptions {
  /** What the messages call the file. */
  readonly name: string;
  /** The timeframe, where the distances between rows do not tell it. */
  readonly timeframe?: Timeframe | undefined;
  /** Where the clocks hang whose times name no zone: an IANA name or `±HH:MM`. Default UTC. */
  readonly timeZone?: string | undefined;
  /** The order of day and month, where the dates do not tell it. */
  readonly dateOrder?: DateOrder | undefined;
  readonly columns?: StatedColumns | undefined;
}

export interface CandleSeries {
  readonly timeframe: Timeframe;
  readonly columns: CandleColumns;
  readonly report: CandleCsvReport;
}

export interface CandleCsvReport {
  readonly rows: number;
  /** Price and volume cells that hold no number; they are `NaN` in the columns. */
  readonly badCells: number;
  /** The line of the first of them, counted from 1. */
  readonly firstBadLine?: number | undefined;
  /** The columns that were read, counted from 0, and the names of the header, where there is one. */
  readonly columns: ColumnIndexes;
  readonly header: readonly string[];
}

/**
 * Reads candles from a CSV file, or from its bytes: separators, header, columns, timeframe and the form of times and
 * numbers are found out. Times are taken for those at which candles open. Mistakes of the data stay in; what cannot be
 * read, or in two ways, is a `CandleDataError`.
 */
export function readCandleCsv(from: string | Uint8Array, options: ReadCandleCsvOptions): CandleSeries {
  const { name: file } = options;
  const source = csvSource(from, file);
  const layout = sniffLayout(source, options.columns ?? {}, file);
  const { columns: where, headerLines, separator, names } = layout;
  const cells = new RowCells(separator);
  const order = options.dateOrder ?? sniffDateOrder({ source, cells, column: where.time, headerLines, file });
  const openTimeOf = timeReader({ columns: where, order, zone: options.timeZone ?? 'UTC', file });
  const reader = new RowReader({ layout, openTimeOf, file });
  let line = 0;
  for (const piece of source.pieces()) {
    for (let start = 0; start < piece.length;) {
      start = cells.split(piece, start);
      line += 1;
      if (line > headerLines && cells.count > 0) reader.read(piece, cells, line);
    }
  }
  const { columns, badCells, firstBadLine } = reader;
  demandTimesOfDay({ columns, where, file }, () => sampleOf(source, file));
  const report = { rows: columns.length, badCells, firstBadLine, columns: where, header: names };
  return { timeframe: sniffTimeframe(columns, options.timeframe, file), columns, report };
}
