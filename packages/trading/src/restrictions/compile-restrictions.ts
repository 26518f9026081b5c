import { compileSchedule } from '../schedule.js';
import { dailyCloses } from './daily-closes.js';
import type { Check, RestrictionSources } from './instrument-restrictions.js';
import { instrumentRestrictions } from './instrument-restrictions.js';
import type { RestrictionCalendar } from './read-calendar.js';
import type {
  RestrictedInstrument,
  Restriction,
  RestrictionFiles,
  RestrictionRules,
  RestrictionVerdict,
} from './restriction.js';

/** @param instant ms UTC */
export type RestrictionsAt = (instant: number, instrument: RestrictedInstrument) => RestrictionVerdict;

const FREE: RestrictionVerdict = Object.freeze({ blocked: false, reasons: Object.freeze([]), closePositions: false });

/**
 * What restricts trading at an instant, made once for rules and calendars, to be asked in every cycle. It remembers nothing of
 * what was asked before, so nothing is restricted longer than its cause lasts. An instrument is known by its symbol.
 * @throws where a time or a zone of the rules is not one
 */
export function compileRestrictions(rules: RestrictionRules, files: RestrictionFiles): RestrictionsAt {
  const sources = sourcesOf(rules, files);
  const isDaily = rules.account_type === 'daily';
  const always = [brokenFileCheck(rules, files)];
  const last = scheduleCheck(rules);
  const known = new Map<string, readonly Check[]>();
  return (instant, instrument) => {
    let checks = known.get(instrument.symbol);
    if (checks === undefined) {
      checks = [...always, ...instrumentRestrictions(instrument, sources), ...last];
      known.set(instrument.symbol, checks);
    }
    for (const check of checks) if (check.holdsAt(instant)) return blockedBy(checks, instant, isDaily);
    return FREE;
  };
}

function blockedBy(checks: readonly Check[], instant: number, isDaily: boolean): RestrictionVerdict {
  const reasons = checks.filter((check) => check.holdsAt(instant)).flatMap((check) => check.restrictionsAt(instant));
  return { blocked: true, reasons, closePositions: isDaily && reasons.some(({ reason }) => reason === 'market_close') };
}

function sourcesOf(rules: RestrictionRules, files: RestrictionFiles): RestrictionSources {
  const { news, holidays, market_close: close } = rules;
  // A swing account sleeps through the market close.
  const reach = rules.account_type === 'daily' && close !== undefined ? close.minutes * 60_000 : undefined;
  return {
    news: news?.enabled === true ? inOrder(itemsOf(files.news), ({ at }) => at) : [],
    minutesBefore: news?.minutes_before ?? 0,
    minutesAfter: news?.minutes_after ?? 0,
    holidays:
      holidays?.enabled === true
        ? inOrder(itemsOf(files.holidays), (day) => (day.kind === 'early_close' ? day.at : day.from))
        : [],
    closeReach: reach,
    closes: close?.enabled === true ? dailyCloses(close) : undefined,
  };
}

function itemsOf<Item>(calendar: RestrictionCalendar<Item> | undefined): readonly Item[] {
  return calendar?.ok === true ? calendar.items : [];
}

function inOrder<Item>(items: readonly Item[], timeOf: (item: Item) => number): readonly Item[] {
  return [...items].sort((a, b) => timeOf(a) - timeOf(b));
}

function brokenFileCheck({ news, holidays }: RestrictionRules, files: RestrictionFiles): Check {
  const broken = [
    ...(news?.enabled === true ? brokenFile('news', files.news) : []),
    ...(holidays?.enabled === true ? brokenFile('holidays', files.holidays) : []),
  ];
  return { holdsAt: () => broken.length > 0, restrictionsAt: () => broken };
}

function brokenFile(name: string, calendar: RestrictionCalendar<unknown> | undefined): readonly Restriction[] {
  if (calendar?.ok === true) return [];
  if (calendar === undefined) {
    const message = `no ${name} calendar was read: read it, or switch ${name}.enabled off`;
    return [{ reason: 'restriction_file', message }];
  }
  const [first, ...others] = calendar.problems;
  const line = first?.line === undefined ? '' : `:${first.line}`;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  const where = `${calendar.file ?? `${name}.csv`}${line}`;
  const what = `${where}: ${first?.message ?? 'it cannot be read'}${more}; no entries until it is mended`;
  return [{ reason: 'restriction_file', message: what }];
}

function scheduleCheck({ schedule }: RestrictionRules): readonly Check[] {
  if (schedule === undefined) return [];
  const isOn = compileSchedule(schedule);
  const hours = `${schedule.hours ?? 'all day'} on ${schedule.days.join(', ') || 'all days'} (${schedule.time_zone})`;
  const outside: Restriction = { reason: 'outside_schedule', message: `trading is allowed ${hours}` };
  return [{ holdsAt: (instant) => !isOn(instant), restrictionsAt: () => [outside] }];
}
