import { isMeant } from './calendar-instruments.js';
import type { DailyCloses } from './daily-closes.js';
import type { HolidayItem } from './parse-holidays.js';
import type { NewsItem } from './parse-news.js';
import type { RestrictedInstrument, Restriction } from './restriction.js';
import type { Span } from './span.js';
import { firstSpanAt, spansAt } from './span.js';

const MINUTE_MS = 60_000;

/** Something that can restrict trading. */
export interface Check {
  /** Asked in every cycle: allocates nothing. */
  holdsAt(instant: number): boolean;
  restrictionsAt(instant: number): readonly Restriction[];
}

/** What an instrument can be restricted by, from calendars that are in order. */
export interface RestrictionSources {
  /** In order of time. */
  readonly news: readonly NewsItem[];
  readonly minutesBefore: number;
  readonly minutesAfter: number;
  /** In order of time. */
  readonly holidays: readonly HolidayItem[];
  /** Ms to both sides of a close; `undefined` where a close restricts nothing. */
  readonly closeReach: number | undefined;
  /** The close of usual days. */
  readonly closes: DailyCloses | undefined;
}

/** The checks of one instrument, the gravest first. */
export function instrumentRestrictions(
  instrument: RestrictedInstrument,
  sources: RestrictionSources,
): readonly Check[] {
  const holidays = sources.holidays.filter(({ instruments }) => isMeant(instrument, instruments));
  const news = sources.news.filter(({ instruments }) => isMeant(instrument, instruments));
  const closedDays = holidays.flatMap(closedDay);
  return [
    spanCheck('market_close', closedDays),
    ...closeChecks(holidays.flatMap(earlyClose), closedDays, sources),
    spanCheck('news', newsSpans(news, sources)),
  ];
}

type EarlyClose = Extract<HolidayItem, { kind: 'early_close' }>;

function closedDay(day: HolidayItem): readonly Span[] {
  if (day.kind !== 'closed_day') return [];
  return [{ from: day.from, until: day.until, about: `${day.description}: the market is closed all day` }];
}

function earlyClose(day: HolidayItem): readonly EarlyClose[] {
  return day.kind === 'early_close' ? [day] : [];
}

function closeChecks(
  early: readonly EarlyClose[],
  closedDays: readonly Span[],
  { closeReach: reach, closes }: RestrictionSources,
): readonly Check[] {
  if (reach === undefined) return [];
  const spans = early.map(({ at, description }) => closeSpan(at, reach, `${description}: `));
  const earlyChecks = [spanCheck('market_close', spans)];
  return closes === undefined ? earlyChecks : [...earlyChecks, usualCloseCheck({ closes, reach, early, closedDays })];
}

function closeSpan(at: number, reach: number, occasion = ''): Span {
  return { from: at - reach, until: at + reach, about: `${occasion}the market closes at ${utc(at)}` };
}

function newsSpans(news: readonly NewsItem[], { minutesBefore, minutesAfter }: RestrictionSources): readonly Span[] {
  return news.map(({ at, description }) => ({
    from: at - minutesBefore * MINUTE_MS,
    until: at + minutesAfter * MINUTE_MS,
    about: `news at ${utc(at)}: ${description}`,
  }));
}

function spanCheck(reason: Restriction['reason'], spans: readonly Span[]): Check {
  return {
    holdsAt: (instant) => firstSpanAt(spans, instant) >= 0,
    restrictionsAt: (instant) => spansAt(spans, instant).map((each) => restriction(reason, each)),
  };
}

interface UsualClose {
  readonly closes: DailyCloses;
  readonly reach: number;
  readonly early: readonly EarlyClose[];
  readonly closedDays: readonly Span[];
}

/** The close of usual days: a day that closes early, or does not open, has none. */
function usualCloseCheck({ closes, reach, early, closedDays }: UsualClose): Check {
  const earlyDays = new Set(early.map(({ at }) => closes.dayOf(at)));
  const closeAt = (instant: number): number | undefined => {
    const { firstDay, closes: around } = closes.around(instant);
    for (let place = 0; place < around.length; place += 1) {
      const close = around[place] ?? NaN;
      const isNear = Math.abs(instant - close) <= reach;
      if (isNear && !earlyDays.has(firstDay + place) && firstSpanAt(closedDays, close) < 0) return close;
    }
    return undefined;
  };
  return {
    holdsAt: (instant) => closeAt(instant) !== undefined,
    restrictionsAt(instant) {
      const close = closeAt(instant);
      return close === undefined ? [] : [restriction('market_close', closeSpan(close, reach))];
    },
  };
}

function restriction(reason: Restriction['reason'], { from, until, about }: Span): Restriction {
  return { reason, message: `${about}; restricted from ${utc(from)} to ${utc(until)}`, from, until };
}

function utc(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
