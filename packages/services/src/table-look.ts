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
  readonly table: Table;
  readonly rows: StretchRows;
  /** The next of its higher candles. */
  next: number;
}

/**
 * Shortens a stretch and those it leads to the rows on which no strategy wants anything, and takes those: piece by piece, each up to the next close of a
 * higher candle.
 * @returns whether a strategy wants something on the rows behind them
 */
export function lookAhead(tables: SeriesMap<Table>, leader: Stretch, minRows: number): boolean {
  const lanes: Lane[] = [];
  addLane(lanes, tables, leader);
  for (const follower of leader.followers) addLane(lanes, tables, follower);
  let isWanted = false;
  for (let first = 0; first < leader.count;) {
    for (const lane of lanes) appendCloses(tables, lane, first);
    const end = Math.min(leader.count, nextClose(lanes));
    isWanted = lookAtPiece(lanes, leader, { first, end, minRows });
    // They come again when their cycle does.
    if (leader.count === first) for (const lane of lanes) dropCloses(tables, lane, first);
    first = end;
  }
  for (const { table, stretch } of lanes) followAll(table.seats, stretch);
  return isWanted;
}

function addLane(lanes: Lane[], tables: SeriesMap<Table>, stretch: Stretch): void {
  const { rows } = stretch;
  if (rows === undefined) return;
  const table = tables.get(stretch.symbol, stretch.timeframe);
  limitToCloses(tables, stretch, table !== undefined);
  if (table !== undefined) lanes.push({ stretch, table, rows, next: 0 });
}

function nextClose(lanes: readonly Lane[]): number {
  let next = Infinity;
  for (const { stretch, next: index } of lanes) {
    const place = stretch.closes[index]?.place;
    if (place !== undefined && place < next) next = place;
  }
  return next;
}

/** A strategy that is evaluated on a close of a higher timeframe has something to say then. */
function limitToCloses(tables: SeriesMap<Table>, stretch: Stretch, isAsked: boolean): void {
  for (const { place, timeframe } of stretch.closes) {
    const table = tables.get(stretch.symbol, timeframe);
    if (table !== undefined && (!isAsked || table.seats.length > 0)) return stretch.shorten(place);
  }
}

/** Those of the cycle of a place. */
function appendCloses(tables: SeriesMap<Table>, lane: Lane, place: number): void {
  const { symbol, closes } = lane.stretch;
  for (; closes[lane.next]?.place === place; lane.next += 1) {
    const { timeframe, rows } = closes[lane.next] as HigherClose;
    if (rows !== undefined) tables.get(symbol, timeframe)?.rows.appendFrom(rows.strip, rows.from);
  }
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
    for (const { table, rows } of lanes) table.rows.appendAll(rows.strip, rows.from + first, count);
    return isWanted;
  }
  const most = Math.max(first, MOST_ASKED);
  if (most < leader.count) isWanted = false;
  leader.shorten(most);
  for (let place = first; place < Math.min(end, leader.count); place += 1) {
    for (const { table, rows } of lanes) table.rows.appendFrom(rows.strip, rows.from + place);
    if (areContent(asked, minRows)) continue;
    // They come again when their cycle does.
    for (const { table } of lanes) table.rows.dropNewest();
    leader.shorten(place);
    isWanted = true;
  }
  return isWanted;
}

const NOBODY: readonly Seat[] = [];

/** @returns with those before, the strategies that have to be asked for each row */
function scan(
  before: readonly Seat[],
  { stretch, table, rows: { strip, from } }: Lane,
  { first, end }: Piece,
): readonly Seat[] {
  let asked = before;
  for (const seat of table.seats) {
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
