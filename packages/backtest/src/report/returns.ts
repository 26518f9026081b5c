import type { Figure, NotAvailable } from './figure.js';
import { enough, finite, given, LEAST_DAYS } from './figure.js';
import { deviation, lowerTailMean, quantile } from './statistics.js';
import type { TradingDay } from './trading-days.js';
import { dateOf, mondayOf } from './trading-days.js';

/** Returns of trading days as fractions (0.01 is one percent), or why there are none. */
export type Returns = readonly number[] | NotAvailable;

export interface OfDate {
  readonly percent: number;
  /** `YYYY-MM-DD`. */
  readonly date: string;
}

/**
 * Simple returns: equity at the end of a day / equity at the end of the day before - 1; the first day from the start.
 * Once an equity is not above 0 nothing can be related to it, and there are no returns at all.
 */
export function dailyReturns(start: number, closes: readonly number[], days: readonly TradingDay[]): Returns {
  const before = [start, ...closes.slice(0, -1)];
  const lost = before.findIndex((equity) => !(equity > 0));
  if (lost === 0 && closes.length > 0) return { na: 'equity was 0 or below at the start' };
  const { day } = days[lost - 1] ?? {};
  if (day !== undefined) return { na: `equity was 0 or below at the end of ${dateOf(day)}: no returns after it` };
  return closes.map((close, at) => close / (before[at] ?? NaN) - 1);
}

/** Hands the returns on where they are 30 or more. */
export function ofDays<T>(returns: Returns, next: (values: readonly number[]) => T | NotAvailable): T | NotAvailable {
  return given(returns, (values) => enough(values, { least: LEAST_DAYS, what: 'days' }, () => next(values)));
}

/** Percent a year: 100 * sample deviation of daily returns * sqrt(trading days a year). */
export function annualVolatility(returns: Returns, daysPerYear: number): Figure {
  return ofDays(returns, (values) => 100 * deviation(values) * Math.sqrt(daysPerYear));
}

/** Percent of equity that 5 % of the days lose at least, a loss positive: historical value at risk, -100 * 5 % quantile (type 7). */
export function valueAtRisk(returns: Returns): Figure {
  return ofDays(returns, (values) => 0 - 100 * quantile(values, 0.05));
}

/**
 * Percent of equity lost on the mean of the days at or below that quantile, a loss positive: the expected shortfall
 * of Rockafellar and Uryasev 2000, from history.
 */
export function conditionalValueAtRisk(returns: Returns): Figure {
  return ofDays(returns, (values) => 0 - 100 * lowerTailMean(values, 0.05));
}

/** The smallest daily return in percent, and its day. */
export function worstDay(returns: Returns, days: readonly TradingDay[]): OfDate | NotAvailable {
  return given(returns, (values) => smallest(values.map((value, at) => [days[at]?.day ?? NaN, value])));
}

/** The smallest return of a week from Monday to Sunday in percent, its days' returns compounded, and its Monday. */
export function worstWeek(returns: Returns, days: readonly TradingDay[]): OfDate | NotAvailable {
  return given(returns, (values) => {
    const growth = new Map<number, number>();
    values.forEach((value, at) => {
      const monday = mondayOf(days[at]?.day ?? NaN);
      growth.set(monday, (growth.get(monday) ?? 1) * (1 + value));
    });
    return smallest([...growth].map(([monday, factor]) => [monday, factor - 1]));
  });
}

const YEAR_DAYS = 365.25;

/** Compound annual growth in percent: 100 * ((final / start) ^ (365.25 days / duration) - 1), by calendar time. Needs 30 trading days. */
export function annualGrowth(
  { start, final, durationMs }: { readonly start: number; readonly final: number; readonly durationMs: number },
  days: readonly TradingDay[],
): Figure {
  return enough(days, { least: LEAST_DAYS, what: 'days' }, () => {
    if (!(start > 0 && final > 0)) return { na: 'equity was 0 or below at the start or the end' };
    const growth = (final / start) ** ((YEAR_DAYS * 86_400_000) / durationMs);
    return finite(100 * (growth - 1), 'the growth is too large to be told for a year');
  });
}

function smallest(dated: readonly (readonly [day: number, value: number])[]): OfDate | NotAvailable {
  const [first, ...others] = dated;
  if (first === undefined) return { na: 'no trading day' };
  const [day, value] = others.reduce((least, one) => (one[1] < least[1] ? one : least), first);
  return { percent: 100 * value, date: dateOf(day) };
}
