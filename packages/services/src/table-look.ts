import type { HigherClose, Stretch, StretchRows } from '@q/events';
import { isContent, limitToContent } from './seat-look.js';
import { followTo } from './seat-positions.js';
import type { SeriesMap } from './series-map.js';
import type { Table } from './strategy-evaluation.js';
import type { Seat } from './strategy-seat.js';

/** Rows that strategies in code are asked about in one piece: nothing else gets its turn meanwhile. */
const MOST_ASKED = 64;

/**
 * Shortens a stretch to the rows on which no strategy wants anything, and takes those: piece by piece, each up to the next close of a higher candle.
 * @returns whether a strategy wants something on the row behind them
 */
export function lookAhead(tables: SeriesMap<Table>, stretch: Stretch, minRows: number): boolean {
  const { rows } = stretch;
  if (rows === undefined) return false;
  const table = tables.get(stretch.symbol, stretch.timeframe);
  limitToCloses(tables, stretch, table !== undefined);
  if (table === undefined) return false;
  const { closes } = stretch;
  let next = 0;
  let isWanted = false;
  for (let first = 0; first < stretch.count;) {
    const begins = next;
    while (closes[next]?.place === first) next += 1;
    for (let index = begins; index < next; index += 1)
      appendClose(tables, stretch.symbol, closes[index] as HigherClose);
    const end = Math.min(stretch.count, closes[next]?.place ?? Infinity);
    isWanted = lookAtPiece(table, stretch, { rows, first, end, minRows });
    // They come again when their cycle does.
    if (stretch.count === first)
      for (let index = begins; index < next; index += 1)
        dropClose(tables, stretch.symbol, closes[index] as HigherClose);
    first = end;
  }
  followAll(table.seats, stretch);
  return isWanted;
}

/** A strategy that is evaluated on a close of a higher timeframe has something to say then. */
function limitToCloses(tables: SeriesMap<Table>, stretch: Stretch, isAsked: boolean): void {
  for (const { place, timeframe } of stretch.closes) {
    const table = tables.get(stretch.symbol, timeframe);
    if (table !== undefined && (!isAsked || table.seats.length > 0)) return stretch.shorten(place);
  }
}

function appendClose(tables: SeriesMap<Table>, symbol: string, { timeframe, rows }: HigherClose): void {
  if (rows !== undefined) tables.get(symbol, timeframe)?.rows.appendFrom(rows.strip, rows.from);
}

function dropClose(tables: SeriesMap<Table>, symbol: string, { timeframe, rows }: HigherClose): void {
  if (rows !== undefined) tables.get(symbol, timeframe)?.rows.dropNewest();
}

interface Piece {
  readonly rows: StretchRows;
  readonly first: number;
  readonly end: number;
  readonly minRows: number;
}

/** @returns whether a strategy wants something on the row behind those that are left */
function lookAtPiece({ rows, seats }: Table, stretch: Stretch, piece: Piece): boolean {
  const { first, end, minRows } = piece;
  const { strip, from } = piece.rows;
  const before = stretch.count;
  const asked = scan(seats, stretch, piece);
  let isWanted = stretch.count < before;
  if (asked.length === 0) {
    rows.appendAll(strip, from + first, Math.min(end, stretch.count) - first);
    return isWanted;
  }
  const most = Math.max(first, MOST_ASKED);
  if (most < stretch.count) isWanted = false;
  stretch.shorten(most);
  for (let place = first; place < Math.min(end, stretch.count); place += 1) {
    rows.appendFrom(strip, from + place);
    if (areContent(asked, minRows)) continue;
    // It comes again when its cycle does.
    rows.dropNewest();
    stretch.shorten(place);
    isWanted = true;
  }
  return isWanted;
}

const NOBODY: readonly Seat[] = [];

/** @returns the strategies that have to be asked for each row */
function scan(seats: readonly Seat[], stretch: Stretch, { rows: { strip, from }, first, end }: Piece): readonly Seat[] {
  let asked = NOBODY;
  for (const seat of seats) {
    const count = Math.min(end, stretch.count) - first;
    const range = { strip, from: from + first, timeframe: seat.lowestPlace, count };
    if (!limitToContent(seat, range)) asked = [...asked, seat];
    else if (range.count < count) stretch.shorten(first + range.count);
  }
  return asked;
}

/** The best prices of the candles that are taken. */
function followAll(seats: readonly Seat[], { candles, first, count }: Stretch): void {
  let isLong = false;
  let isShort = false;
  for (const { open, followsPrices } of seats) {
    if (!followsPrices) continue;
    isLong ||= open.long.length > 0;
    isShort ||= open.short.length > 0;
  }
  if (count === 0 || (!isLong && !isShort)) return;
  const high = isLong ? highest(candles.high, first, first + count) : NaN;
  const low = isShort ? lowest(candles.low, first, first + count) : NaN;
  for (const seat of seats) followTo(seat, high, low);
}

function highest(prices: Float64Array, first: number, end: number): number {
  let best = -Infinity;
  for (let row = first; row < end; row += 1) if ((prices[row] as number) > best) best = prices[row] as number;
  return best;
}

function lowest(prices: Float64Array, first: number, end: number): number {
  let best = Infinity;
  for (let row = first; row < end; row += 1) if ((prices[row] as number) < best) best = prices[row] as number;
  return best;
}

function areContent(seats: readonly Seat[], minRows: number): boolean {
  let areAll = true;
  // Each is asked, also where one before it wants something: its answer is kept. They are asked in their order: none before one that has to wait.
  for (const seat of seats) {
    const isOne = isContent(seat, minRows);
    if (isOne === undefined) return false;
    if (!isOne) areAll = false;
  }
  return areAll;
}
