import type { HigherClose, Stretch, StretchRows } from '@q/events';
import { isContent, limitToContent } from './seat-look.js';
import { followTo } from './seat-positions.js';
import type { SeriesMap } from './series-map.js';
import type { Table } from './strategy-evaluation.js';
import type { Seat } from './strategy-seat.js';

/** Rows that strategies in code are asked about in one piece: nothing else gets its turn meanwhile. */
const MOST_ASKED = 64;

/** A stretch whose rows somebody may ask about. */
interface Lane {
  readonly stretch: Stretch;
  /** `undefined` where its own candles are not published, or nobody looks at their timeframe. */
  readonly own: OwnRows | undefined;
  /** The next of its higher candles. */
  next: number;
}

interface OwnRows {
  readonly table: Table;
  readonly rows: StretchRows;
}

/**
 * Shortens a stretch and those it leads to the rows on which no strategy wants anything, and takes those: piece by piece, each up to the next close of a
 * higher candle.
 * @returns whether a strategy wants something on the rows behind them
 */
export function lookAhead(tables: SeriesMap<Table>, leader: Stretch, minRows: number): boolean {
  const lanes = [laneOf(tables, leader)];
  for (const follower of leader.followers) lanes.push(laneOf(tables, follower));
  let isWanted = false;
  for (let first = 0; first < leader.count;) {
    // All of them, also behind one on which somebody wants something: they are dropped together.
    let areContent = true;
    for (const lane of lanes) if (!appendCloses(tables, lane, first)) areContent = false;
    if (!areContent) leader.shorten(first);
    const end = Math.min(leader.count, nextClose(lanes));
    isWanted = areContent && lookAtPiece(lanes, leader, { first, end, minRows });
    // They come again when their cycle does.
    if (leader.count === first) for (const lane of lanes) dropCloses(tables, lane, first);
    first = end;
  }
  for (const { own, stretch } of lanes) if (own !== undefined) followAll(own.table.seats, stretch);
  return isWanted;
}

function laneOf(tables: SeriesMap<Table>, stretch: Stretch): Lane {
  const { rows, symbol, timeframe } = stretch;
  const table = rows === undefined ? undefined : tables.get(symbol, timeframe);
  return { stretch, own: rows === undefined || table === undefined ? undefined : { table, rows }, next: 0 };
}

function nextClose(lanes: readonly Lane[]): number {
  let next = Infinity;
  for (const { stretch, next: index } of lanes) {
    const place = stretch.closes[index]?.place;
    if (place !== undefined && place < next) next = place;
  }
  return next;
}

/** Those of the cycle of a place. @returns whether no strategy that is evaluated on them wants anything, as far as that can be told without asking it */
function appendCloses(tables: SeriesMap<Table>, lane: Lane, place: number): boolean {
  const { symbol, closes } = lane.stretch;
  let areContent = true;
  for (; closes[lane.next]?.place === place; lane.next += 1) {
    const { timeframe, rows } = closes[lane.next] as HigherClose;
    const table = rows === undefined ? undefined : tables.get(symbol, timeframe);
    if (rows === undefined || table === undefined) continue;
    if (!table.seats.every((seat) => wantsNothing(seat, rows))) areContent = false;
    table.rows.appendFrom(rows.strip, rows.from);
  }
  return areContent;
}

/** Of the next row of its lowest timeframe. */
function wantsNothing(seat: Seat, { strip, from }: StretchRows): boolean {
  const range = { strip, from, timeframe: seat.lowestPlace, count: 1 };
  return limitToContent(seat, range) && range.count === 1;
}

function dropCloses(tables: SeriesMap<Table>, { stretch: { symbol, closes } }: Lane, dropped: number): void {
  for (const { place, timeframe, rows } of closes)
    if (place === dropped && rows !== undefined) tables.get(symbol, timeframe)?.rows.dropNewest();
}

interface Piece {
  readonly first: number;
  readonly end: number;
  readonly minRows: number;
}

/** @returns whether a strategy wants something on the rows behind those that are left */
function lookAtPiece(lanes: readonly Lane[], leader: Stretch, piece: Piece): boolean {
  const { first, end, minRows } = piece;
  const before = leader.count;
  let asked = NOBODY;
  for (const lane of lanes) asked = scan(asked, lane, piece);
  let isWanted = leader.count < before;
  if (asked.length === 0) {
    const count = Math.min(end, leader.count) - first;
    for (const { own } of lanes) own?.table.rows.appendAll(own.rows.strip, own.rows.from + first, count);
    return isWanted;
  }
  const most = Math.max(first, MOST_ASKED);
  if (most < leader.count) isWanted = false;
  leader.shorten(most);
  for (let place = first; place < Math.min(end, leader.count); place += 1) {
    for (const { own } of lanes) own?.table.rows.appendFrom(own.rows.strip, own.rows.from + place);
    if (areContent(asked, minRows)) continue;
    // They come again when their cycle does.
    for (const { own } of lanes) own?.table.rows.dropNewest();
    leader.shorten(place);
    isWanted = true;
  }
  return isWanted;
}

const NOBODY: readonly Seat[] = [];

/** @returns with those before, the strategies that have to be asked for each row */
function scan(askedBefore: readonly Seat[], { stretch, own }: Lane, { first, end }: Piece): readonly Seat[] {
  let asked = askedBefore;
  if (own === undefined) return asked;
  const { strip, from } = own.rows;
  for (const seat of own.table.seats) {
    const count = Math.min(end, stretch.count) - first;
    const range = { strip, from: from + first, timeframe: seat.lowestPlace, count };
    if (!limitToContent(seat, range)) asked = [...asked, seat];
    else if (range.count < count) stretch.shorten(first + range.count);
  }
  return asked;
}

/** The best prices of the candles that are taken. Who is evaluated on a higher one and looks at its positions is asked for each, and follows them then. */
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
