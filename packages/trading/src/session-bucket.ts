import type { Instrument, Timeframe } from '@q/events';
import { timeframeMs } from '@q/events';
import type { CandleBucket } from '@q/indicators';
import { utcBucket } from '@q/indicators';
import { weekOpenFinder } from './session-calendar.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

/**
 * Candles counted from the begin of the trading day. A day of the session `fx` begins at 17:00 in New York, when its market opens and closes, and
 * each longer timeframe begins with it: the candles of 240 minutes at 17:00, 21:00, 01:00 there, five whole days a week. With UTC days a week of
 * fx has a sixth one of two or three hours, on Sunday. What trades always has UTC days. Clocks change while the market is closed: the day
 * that has 23 or 25 hours has no candle.
 */
export function sessionBucket(timeframe: Timeframe, session: Instrument['session']): CandleBucket {
  const bucketMs = timeframeMs(timeframe);
  // New York's offset is of whole hours: what divides an hour has the same grid there.
  if (session === 'always' || bucketMs <= HOUR_MS) return utcBucket(bucketMs);
  const dayOf = dayFinder();
  // One that is a day ends with it, however long it is.
  if (bucketMs === DAY_MS)
    return { openTimeOf: (instant) => dayOf(instant).begins, closeTimeOf: (openTime) => dayOf(openTime).ends };
  return {
    openTimeOf(instant) {
      const { begins } = dayOf(instant);
      return begins + Math.floor((instant - begins) / bucketMs) * bucketMs;
    },
    closeTimeOf: (openTime) => Math.min(openTime + bucketMs, dayOf(openTime).ends),
  };
}

interface TradingDay {
  readonly begins: number;
  readonly ends: number;
}

/** Finds the fx day of an instant; remembers it, as questions come close together. */
function dayFinder(): (instant: number) => TradingDay {
  const weekOpen = weekOpenFinder();
  let known: TradingDay = { begins: Infinity, ends: -Infinity };
  return (instant) => {
    if (instant >= known.begins && instant < known.ends) return known;
    const week = weekOpen(instant);
    const day = Math.min(6, Math.floor((instant - week) / DAY_MS));
    const begins = week + day * DAY_MS;
    // The last day of a week is as long as the clocks make it.
    known = { begins, ends: day === 6 ? weekOpen(week + WEEK_MS + HOUR_MS) : begins + DAY_MS };
    return known;
  };
}
