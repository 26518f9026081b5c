import type { Stretch, StretchRows } from '@q/events';
import { contentRows, isContent } from './seat-look.js';
import type { Table } from './strategy-evaluation.js';
import type { Seat } from './strategy-seat.js';
import { followTo } from './strategy-seat.js';

/** Rows that strategies in code are asked about in one piece: nothing else gets its turn meanwhile. */
const MOST_ASKED = 64;

/** Shortens a stretch to the rows on which no strategy wants anything, and takes those. */
export function lookAhead({ rows, seats }: Table, stretch: Stretch, minRows: number): void {
  if (stretch.rows === undefined) return;
  const { strip, from } = stretch.rows;
  const asked = scan(seats, stretch, stretch.rows);
  if (asked.length > 0) stretch.shorten(MOST_ASKED);
  for (let place = 0; place < stretch.count; place += 1) {
    rows.appendFrom(strip, from + place);
    if (areContent(asked, minRows)) continue;
    // It comes again when its cycle does.
    rows.dropNewest();
    stretch.shorten(place);
  }
  followAll(seats, stretch.rows, stretch.count);
}

/** @returns the strategies that have to be asked for each row */
function scan(seats: readonly Seat[], stretch: Stretch, rows: StretchRows): readonly Seat[] {
  const asked: Seat[] = [];
  for (const seat of seats) {
    const content = contentRows(seat, rows, stretch.count);
    if (content === undefined) asked.push(seat);
    else stretch.shorten(content);
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
  let isContentWithAll = true;
  // Each is asked, also where one before it wants something: its answer is kept.
  for (const seat of seats) if (!isContent(seat, minRows)) isContentWithAll = false;
  return isContentWithAll;
}
