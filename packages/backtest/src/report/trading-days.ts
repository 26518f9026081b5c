import type { Calendar } from '@q/events';

export const DAY_MS = 86_400_000;
/** 1970 began on a Thursday, three days after a Monday. */
const FIRST_WEEKDAY = 3;

/** A day that returns are counted for. */
export interface TradingDay {
  /** Days since 1970, UTC. */
  readonly day: number;
  /** Where its return ends, ms UTC: its midnight, or the end of the run. */
  readonly until: number;
}

export interface Range {
  readonly startedAt: number;
  readonly endedAt: number;
}

interface MovedRange extends Range {
  /** The last change of equity, ms UTC. */
  readonly movedAt?: number | undefined;
}

/**
 * The UTC days of a run that count: those at whose noon one of the symbols trades, whether anything moved or not (holidays are not known).
 * What happens on other days belongs to the next that counts: the Sunday evening of fx to Monday. An instant at midnight ends its day,
 * for a candle that closes then was of that day. At the end of a run a day that has begun counts as it stands; it has begun, too, where
 * something moved behind the last one, as in data with candles of a Saturday.
 */
export function tradingDays(
  { startedAt, endedAt, movedAt = startedAt }: MovedRange,
  calendar: Calendar,
  symbols: readonly string[],
): TradingDay[] {
  const days: TradingDay[] = [];
  const counts = (day: number): boolean => symbols.some((symbol) => calendar.isOpen(symbol, (day + 0.5) * DAY_MS));
  let counted = startedAt;
  for (let day = Math.floor(startedAt / DAY_MS); day * DAY_MS < endedAt; day += 1) {
    if (!counts(day)) continue;
    counted = Math.min((day + 1) * DAY_MS, endedAt);
    days.push({ day, until: counted });
  }
  const goesOn = symbols.some((symbol) => (calendar.nextOpen(symbol, counted) ?? Infinity) < endedAt);
  if (goesOn || movedAt > counted) days.push({ day: nextThat(counts, Math.floor(endedAt / DAY_MS)), until: endedAt });
  return days;
}

/** `YYYY-MM-DD`. */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The Monday of a day's week. */
export function mondayOf(day: number): number {
  return Math.floor((day + FIRST_WEEKDAY) / 7) * 7 - FIRST_WEEKDAY;
}

/** No market rests for more than a week. */
function nextThat(counts: (day: number) => boolean, from: number): number {
  for (let day = from; day < from + 7; day += 1) if (counts(day)) return day;
  return from;
}
