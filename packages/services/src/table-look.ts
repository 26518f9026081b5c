import type { HigherClose, Stretch, StretchRows, Timeframe } from '@q/events';
import { contentRows, isContent } from './seat-look.js';
import type { Table } from './strategy-evaluation.js';
import type { Seat } from './strategy-seat.js';
import { followTo } from './strategy-seat.js';

/** Rows that strategies in code are asked about in one piece: nothing else gets its turn meanwhile. */
const MOST_ASKED = 64;

type TableOf = (timeframe: Timeframe) => Table | undefined;

/**
 * Shortens a stretch to the rows on which no strategy wants anything, and takes those: piece by piece, each up to the next close of a higher candle.
 * @returns whether a strategy wants something on the row behind them
 */
export function lookAhead(tableOf: TableOf, stretch: Stretch, minRows: number): boolean {
  const { rows } = stretch;
  if (rows === undefined) return false;
  const table = tableOf(stretch.timeframe);
  limitToCloses(tableOf, stretch, table !== undefined);
  if (table === undefined) return false;
  const { closes } = stretch;
  let next = 0;
  let isWanted = false;
  for (let first = 0; first < stretch.count;) {
    const begins = next;
    while (closes[next]?.place === first) next += 1;
    for (let index = begins; index < next; index += 1) appendClose(tableOf, closes[index] as HigherClose);
    const end = Math.min(stretch.count, closes[next]?.place ?? Infinity);
    isWanted = lookAtPiece(table, stretch, { rows, first, end, minRows });
    // They come again when their cycle does.
    if (stretch.count === first)
      for (let index = begins; index < next; index += 1) dropClose(tableOf, closes[index] as HigherClose);
    first = end;
  }
  followAll(table.seats, rows, stretch.count);
  return isWanted;
}

/** A strategy that is evaluated on a close of a higher timeframe has something to say then. */
function limitToCloses(tableOf: TableOf, stretch: Stretch, isAsked: boolean): void {
  for (const { place, timeframe } of stretch.closes) {
    const table = tableOf(timeframe);
    if (table !== undefined && (!isAsked || table.seats.length > 0)) return stretch.shorten(place);
  }
}

function appendClose(tableOf: TableOf, { timeframe, rows }: HigherClose): void {
  if (rows !== undefined) tableOf(timeframe)?.rows.appendFrom(rows.strip, rows.from);
}

function dropClose(tableOf: TableOf, { timeframe, rows }: HigherClose): void {
  if (rows !== undefined) tableOf(timeframe)?.rows.dropNewest();
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

/** @returns the strategies that have to be asked for each row */
function scan(seats: readonly Seat[], stretch: Stretch, { rows: { strip, from }, first, end }: Piece): readonly Seat[] {
  const asked: Seat[] = [];
  for (const seat of seats) {
    const count = Math.min(end, stretch.count) - first;
    const content = contentRows(seat, { strip, from: from + first }, count);
    if (content === undefined) asked.push(seat);
    else if (content < count) stretch.shorten(first + content);
  }
  return asked;
}

/** The best prices of the rows that are taken. */
function followAll(seats: readonly Seat[], { strip, from }: StretchRows, count: number): void {
  if (count === 0 || seats.every(({ open }) => open.long.length + open.short.length === 0)) return;
  const high = strip.schema.indexOf('high') ?? -1;
  const low = strip.schema.indexOf('low') ?? -1;
  let [highest, lowest] = [-Infinity, Infinity];
  for (let place = from; place < from + count; place += 1) {
    highest = Math.max(highest, strip.cell(place, high));
    lowest = Math.min(lowest, strip.cell(place, low));
  }
  for (const seat of seats) followTo(seat, highest, lowest);
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
