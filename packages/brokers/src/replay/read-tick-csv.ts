import type { CandleColumns } from '../feed/candle-columns.js';
import { TickRecorder } from '../feed/tick-recorder.js';
import { CandleDataError } from './candle-data-error.js';
import type { CsvSource } from './csv-source.js';
import { csvSource } from './csv-source.js';
import { sniffDateOrder } from './date-order.js';
import { numberParser } from './parse-number.js';
import type { DateOrder } from './parse-time.js';
import { RowCells } from './row-cells.js';
import type { TickCandleTerms, TickTimeframe } from './tick-candles.js';
import { candlesOf, findBarsProblem } from './tick-candles.js';
import type { StatedTickColumns, TickIndexes, TickLayout } from './tick-layout.js';
import { tickLayout } from './tick-layout.js';
import type { TimeReader } from './time-reader.js';
import { timeReader } from './time-reader.js';

export interface ReadTickCsvOptions extends TickCandleTerms {
  /** What the messages call the file. */
  readonly name: string;
  /** Where the clocks hang whose times name no zone: an IANA name or `±HH:MM`. Default UTC. */
  readonly timeZone?: string | undefined;
  /** The order of day and month, where the dates do not tell it. */
  readonly dateOrder?: DateOrder | undefined;
  readonly columns?: StatedTickColumns | undefined;
}

/** Candles with the ticks that they were made of. */
export interface TickSeries {
  readonly timeframe: TickTimeframe;
  readonly columns: CandleColumns;
  /** Rows of the file. */
  readonly ticks: number;
}

/**
 * Reads ticks from a CSV file, or from its bytes, and makes candles of them: bid and ask, trades, or all of these, each row with what changed
 * (an empty cell is as before). Separators, header and the form of times and numbers are found out, columns by their names. A row that
 * cannot be used is a `CandleDataError` that names its line: a tick that is left out would be a price that nobody saw.
 */
export function readTickCsv(from: string | Uint8Array, options: ReadTickCsvOptions): TickSeries {
  const { name: file, timeframe = '1', bars } = options;
  const source = csvSource(from, file);
  const layout = tickLayout(source, options.columns ?? {}, file);
  const { columns, headerLines, separator } = layout;
  const cells = new RowCells(separator);
  const order = options.dateOrder ?? sniffDateOrder({ source, cells, column: columns.time, headerLines, file });
  const zone = options.timeZone ?? 'UTC';
  const record = (isQuoted: boolean): Recorded =>
    recorded({ source, layout, cells, timeOf: timeReader({ columns, order, zone, file }), isQuoted, file });
  let { recorder, ticks } = record(columns.bid !== undefined);
  // A header may name bid and ask where there are only trades.
  if (!recorder.hasPrices && columns.last !== undefined) ({ recorder, ticks } = record(false));
  if (recorder.length === 0) throw new CandleDataError('has no tick with prices of both sides', { file });
  const problem = findBarsProblem(recorder, { bars });
  if (problem !== undefined) throw new CandleDataError(problem, { file });
  return { timeframe, columns: candlesOf(recorder, { timeframe, bars }), ticks };
}

interface Recorded {
  readonly recorder: TickRecorder;
  /** Rows of the file. */
  readonly ticks: number;
}

interface Recording {
  readonly source: CsvSource;
  readonly layout: TickLayout;
  readonly cells: RowCells;
  readonly timeOf: TimeReader;
  readonly isQuoted: boolean;
  readonly file: string;
}

function recorded({ source, layout, cells, timeOf, isQuoted, file }: Recording): Recorded {
  const { columns, headerLines, width } = layout;
  const { time, timeOfDay = 0, bid = 0, ask = 0, last = 0 } = columns;
  const cellsNeeded = 1 + Math.max(time, timeOfDay, bid, ask, last);
  const refuse = (problem: string, at: number): never => {
    throw new CandleDataError(`the tick ${problem}`, { file, line: at });
  };
  const priceOf = cellReader(layout);
  const recorder = new TickRecorder(isQuoted);
  const tick = { time: NaN, bid: undefined, ask: undefined, last: undefined, volume: undefined } as MutableTick;
  let [line, ticks] = [0, 0];
  for (const piece of source.pieces()) {
    for (let start = 0; start < piece.length;) {
      start = cells.split(piece, start);
      line += 1;
      if (line <= headerLines || cells.count === 0) continue;
      if (cells.count < cellsNeeded)
        refuse(`has ${cells.count} cells instead of ${cellsNeeded}: is the file whole?`, line);
      if (cells.count > width && cells.filled > width) refuse(`has ${cells.filled} cells instead of ${width}`, line);
      tick.time = timeOf(piece, cells);
      if (Number.isNaN(tick.time)) refuse(`has no time but '${timeText(piece, cells, columns)}'`, line);
      tick.bid = priceOf(piece, cells, columns.bid);
      tick.ask = priceOf(piece, cells, columns.ask);
      tick.last = priceOf(piece, cells, columns.last);
      tick.volume = priceOf(piece, cells, columns.volume);
      const problem = recorder.push(tick);
      if (problem !== undefined) refuse(problem, line);
      ticks += 1;
    }
  }
  return { recorder, ticks };
}

/** What a row has for its time. */
function timeText(bytes: Uint8Array, cells: RowCells, { time, timeOfDay }: TickIndexes): string {
  const texts = cells.texts(bytes);
  return [time, ...(timeOfDay === undefined ? [] : [timeOfDay])].map((cell) => texts[cell] ?? '').join(' ');
}

interface MutableTick {
  time: number;
  bid: number | undefined;
  ask: number | undefined;
  last: number | undefined;
  volume: number | undefined;
}

/** The number in a cell: none where the column is not there or the cell is empty, `NaN` where it holds something else. */
function cellReader({ decimalComma }: TickLayout) {
  const numberOf = numberParser(decimalComma);
  return (bytes: Uint8Array, cells: RowCells, cell: number | undefined): number | undefined =>
    cell === undefined || cell >= cells.count || cells.isEmpty(cell)
      ? undefined
      : numberOf(bytes, cells.start(cell), cells.end(cell));
}
