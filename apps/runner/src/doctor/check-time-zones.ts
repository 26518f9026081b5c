import type { SystemConfig } from '@q/config';
import type { Check } from './check.js';
import { fail, ok } from './finding.js';

/** The day of fx ends there at 17:00. */
const NEW_YORK = 'America/New_York';
/** Its offsets from UTC in winter and in summer. */
const KNOWN = [
  { at: Date.UTC(2025, 0, 6, 12), hour: 7 },
  { at: Date.UTC(2025, 6, 7, 12), hour: 8 },
];

/** Whether this Node knows the zones that the configuration uses. */
export const checkTimeZones: Check = {
  name: 'time zones',
  lookAt({ config }) {
    const wrong = KNOWN.filter(({ at, hour }) => hourIn(NEW_YORK, at) !== hour);
    if (wrong.length > 0)
      return fail(`${NEW_YORK} has no right summer time`, 'install a Node with its full time zone data (nodejs.org)');
    const zones = [...new Set(zonesOf(config))].filter((zone) => /^[A-Za-z]/.test(zone));
    zones.forEach((zone) => hourIn(zone, KNOWN[0]?.at ?? 0));
    return ok([NEW_YORK, ...zones.filter((zone) => zone !== NEW_YORK)].join(', '));
  },
};

/** @throws RangeError where the zone is not known */
function hourIn(timeZone: string, instant: number): number {
  return Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(instant));
}

function zonesOf({ feed, restrictions, alerts, strategies }: SystemConfig): readonly string[] {
  const { news, holidays, market_close: close, schedule } = restrictions;
  const ofFiles = feed.kind === 'replay' ? Object.values(feed.files).map((file) => file.time_zone) : [];
  const ofStrategies = strategies.loaded.map(({ definition }) => definition.activation.schedule?.time_zone);
  const optional = [...ofStrategies, close.time_zone, schedule?.time_zone];
  return [
    ...ofFiles,
    ...[news, holidays].filter(({ enabled }) => enabled).map((calendar) => calendar.time_zone),
    ...[alerts.quiet_hours, alerts.daily_digest].filter(({ enabled }) => enabled).map((one) => one.time_zone),
    ...optional.filter((zone) => zone !== undefined),
  ];
}
