import type { Candle, QuietChange, Stretch, StretchRows } from '@q/events';
import type { Desk } from './indicator-calculation-desk.js';
import { regimeChange } from './indicator-calculation-desk.js';

/** Calculates the rows of a stretch. Where changes of the regime do not travel with it, it ends with the first. */
export function lookAhead(desk: Desk, stretch: Stretch, tellsRegime: boolean): void {
  try {
    const rows = desk.bank.ahead(stretch.ahead);
    stretch.rows = rows;
    stretch.shorten(rows.count);
  } catch {
    // It fails again when the candle is published, and is told of then.
    return stretch.shorten(0);
  }
  if (tellsRegime && desk.regimeColumn !== undefined) lookAtRegime(desk, stretch, desk.regimeColumn);
}

function lookAtRegime(desk: Desk, stretch: Stretch, column: number): void {
  if (stretch.rows === undefined) return;
  const { strip, from } = stretch.rows;
  const changes: QuietChange[] = [];
  let former = desk.regime;
  for (let place = 0; place < stretch.count; place += 1) {
    const now = strip.cell(from + place, column);
    if (now === former) continue;
    const confidence = strip.cell(from + place, desk.confidenceColumn);
    const event = regimeChange(desk, { former, now, confidence });
    former = now;
    if (event === undefined) continue;
    if (stretch.carriesChanges) {
      changes.push({ place, event });
      continue;
    }
    // Behind it others may have something to say in the same cycle.
    if (stretch.isAlone) stretch.consequence = { place, event };
    stretch.shorten(stretch.isAlone ? place + 1 : place);
  }
  stretch.changes = changes;
}

/** Calculates the rows of the candles of a higher timeframe that close in a stretch, and ends it before one that cannot be, or may not. */
export function lookAtCloses(desk: Desk, stretch: Stretch, tellsRegime: boolean): void {
  let former = desk.regime;
  let foreseen = 0;
  for (const close of stretch.closes) {
    const { place, timeframe, candle } = close;
    if (timeframe !== desk.timeframe) continue;
    if (place >= stretch.count) return;
    const rows = desk.bank.runsAhead ? foresee(desk, candle, foreseen) : undefined;
    if (rows === undefined) return stretch.shorten(place);
    foreseen += 1;
    close.rows = rows;
    if (!tellsRegime || desk.regimeColumn === undefined) continue;
    const now = rows.strip.cell(rows.from, desk.regimeColumn);
    const confidence = rows.strip.cell(rows.from, desk.confidenceColumn);
    close.change = now === former ? undefined : regimeChange(desk, { former, now, confidence });
    if (close.change !== undefined && !stretch.carriesChanges) return stretch.shorten(place);
    former = now;
  }
}

function foresee({ bank }: Desk, candle: Candle, after: number): StretchRows | undefined {
  try {
    return bank.foresee(candle, after);
  } catch {
    return undefined;
  }
}

/** The rows of a stretch are given out. */
export function takeRows(desk: Desk, stretch: Stretch, rows: StretchRows): void {
  const { count } = stretch;
  const { strip, from } = rows;
  desk.memory.addAll(rows, count, stretch.periodMs);
  desk.rows.appendAll(strip, from, count);
  desk.bank.passed(count);
  if (desk.regimeColumn !== undefined) desk.regime = strip.cell(from + count - 1, desk.regimeColumn);
  desk.sentUntil = stretch.closeTime(count - 1);
}

/** The row of a higher candle is given out. */
export function takeClose(desk: Desk, candle: Candle, { strip, from }: StretchRows): void {
  desk.memory.add(candle);
  desk.rows.appendFrom(strip, from);
  desk.bank.passed(1);
  if (desk.regimeColumn !== undefined) desk.regime = strip.cell(from, desk.regimeColumn);
  desk.sentUntil = candle.closeTime;
}
