import type { CandleCursor } from '@q/events';
import type { CandleRun } from './candle-run.js';
import { refuseBadCandle } from './create-indicator.js';
import type { IndicatorCore } from './indicator.js';
import { writeCells } from './indicator.js';

/** Has an indicator take the candles of a run, one by one where it cannot do it otherwise. */
export function updateRun(core: IndicatorCore, run: CandleRun, cursor: CandleCursor): void {
  if (core.updateAll !== undefined) return core.updateAll(run);
  const { first, end, cells, width } = run;
  let { at } = run;
  for (let row = first; row < end; row += 1) {
    core.update(cursor.at(row));
    writeCells(cells, at, core.cells);
    at += width;
  }
}

/** Writes what candles are themselves: open, high, low, close, and the volume twice. @throws RangeError where a value of one is no finite number */
export function writeCandles({ candles, first, end, cells, at, width }: CandleRun, cursor: CandleCursor): void {
  const { open, high, low, close, volume } = candles;
  let to = at;
  for (let row = first; row < end; row += 1) {
    const opens = open[row] as number;
    const highest = high[row] as number;
    const lowest = low[row] as number;
    const closes = close[row] as number;
    const traded = volume[row] as number;
    if (!Number.isFinite(opens + highest + lowest + closes + traded)) refuseBadCandle(cursor.at(row));
    cells[to] = opens;
    cells[to + 1] = highest;
    cells[to + 2] = lowest;
    cells[to + 3] = closes;
    cells[to + 4] = traded;
    cells[to + 5] = traded;
    to += width;
  }
}
