import type { Calendar } from '@q/events';
import type { Figure } from './figure.js';
import { quotient } from './figure.js';
import type { TradedCandles } from './report-market.js';
import type { Range } from './trading-days.js';

/** How much of what a symbol should have had there was. Holidays are not known, and count as gaps. */
export interface Coverage {
  readonly symbol: string;
  /** Candles of the run. */
  readonly bars: number;
  /** Those that opened inside the session, a repeated time once. */
  readonly barsInSession: number;
  /** Missing candles that would have opened inside the session. */
  readonly gapBars: number;
  /** Stretches of them. */
  readonly gaps: number;
  /** 100 * bars in session / (those + the missing ones). */
  readonly coveragePercent: Figure;
}

/**
 * A missing candle is a place of a whole period between two candles, or between a candle and an end of the run, whose open lies
 * inside the session. Places are counted on from the candle before them: a day's candle may move with the clocks of its venue.
 */
export function coverageOf(candles: TradedCandles, { startedAt, endedAt }: Range, calendar: Calendar): Coverage {
  const { symbol, periodMs, openTime } = candles;
  const missing: number[] = [];
  const [first = endedAt] = openTime;
  let next = first - Math.floor((first - startedAt) / periodMs) * periodMs;
  let barsInSession = 0;
  for (const open of openTime) {
    // A repeated time is no further place.
    if (open < next - periodMs / 2) continue;
    missing.push(missingPlaces({ symbol, periodMs, from: next, to: open }, calendar));
    if (calendar.isOpen(symbol, open)) barsInSession += 1;
    next = open + periodMs;
  }
  missing.push(missingPlaces({ symbol, periodMs, from: next, to: endedAt }, calendar));
  const gapBars = missing.reduce((total, one) => total + one, 0);
  return {
    symbol,
    bars: openTime.length,
    barsInSession,
    gapBars,
    gaps: missing.filter((one) => one > 0).length,
    coveragePercent: quotient(100 * barsInSession, barsInSession + gapBars, 'no candle was expected'),
  };
}

interface Stretch {
  readonly symbol: string;
  readonly periodMs: number;
  readonly from: number;
  readonly to: number;
}

function missingPlaces({ symbol, periodMs, from, to }: Stretch, calendar: Calendar): number {
  let count = 0;
  for (let place = from; place + periodMs <= to;) {
    const open = calendar.nextOpen(symbol, place) ?? Infinity;
    if (open === place) {
      count += 1;
      place += periodMs;
    } else place += Math.ceil((open - place) / periodMs) * periodMs;
  }
  return count;
}
