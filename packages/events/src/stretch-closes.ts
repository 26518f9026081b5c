import type { RegimeChangedEvent } from './analysis-events.js';
import type { Candle } from './candle.js';
import type { RowStrip } from './row-strip.js';
import type { Timeframe } from './timeframe.js';

/** Where the rows of a stretch begin in what was calculated. */
export interface StretchRows {
  readonly strip: RowStrip;
  readonly from: number;
}

/** A change of the regime in a cycle of a stretch. */
export interface QuietChange {
  /** Of the cycle. */
  readonly place: number;
  readonly event: RegimeChangedEvent;
}

/** A candle of a higher timeframe that closes in a cycle of a stretch, and what came of it. */
export interface HigherClose {
  /** Of the cycle. */
  readonly place: number;
  readonly timeframe: Timeframe;
  readonly candle: Candle;
  /** Where its row is, if one was calculated. */
  rows: StretchRows | undefined;
  change: RegimeChangedEvent | undefined;
}

/** One that closes in a stretch, or behind it, with prices of before. */
export type BegunCandle = Pick<Candle, 'openTime' | 'closeTime' | 'high' | 'low'>;

/** Events that not every cycle of a stretch has. */
export interface Besides {
  /** Of so many cycles. */
  readonly cycles: number;
  readonly NewCandle: number;
  readonly IndicatorsCalculated: number;
  readonly RegimeChanged: number;
  /** Of all types. */
  readonly all: number;
}

/** Counts them in the first cycles of a stretch. */
export function besidesOf(
  { closes, changes }: { readonly closes: readonly HigherClose[]; readonly changes: readonly QuietChange[] },
  cycles: number,
): Besides {
  let [candles, rows, changed] = [0, 0, 0];
  for (const { place } of changes) if (place < cycles) changed += 1;
  for (const { place, rows: own, change } of closes) {
    if (place >= cycles) break;
    candles += 1;
    if (own !== undefined) rows += 1;
    if (change !== undefined) changed += 1;
  }
  const all = candles + rows + changed;
  return { cycles, NewCandle: candles, IndicatorsCalculated: rows, RegimeChanged: changed, all };
}
