import * as z from 'zod';
import type { Frozen } from '../frozen.js';
import { nearestName } from '../problems/nearest-name.js';
import { alertRuleSchema } from './alert-rule.js';
import { alertName, alertSinkSchema } from './alert-sink.js';
import type { Field } from './cross-check.js';
import { crossCheck, isMap } from './cross-check.js';
import { flag } from './fields.js';
import { isTimeZone } from './time-zone.js';

/** The rules of those who write none. */
const USUAL_RULES: Readonly<Record<string, z.input<typeof alertRuleSchema>>> = {
  service_failed: { on: 'service_failed', severity: 'critical' },
  service_restarted: { on: 'service_restarted' },
  feed_stale: { on: 'feed_stale' },
  risk_limit: { on: 'risk_limit', severity: 'critical' },
  trading_halted: { on: 'trading_halted', severity: 'critical' },
  trading_blocked: { on: 'trading_blocked' },
  order_rejected: { on: 'order_rejected' },
  order_unknown: { on: 'order_unknown', severity: 'critical' },
  handler_failed: { on: 'handler_failed' },
  journal_trouble: { on: 'journal_trouble', severity: 'critical' },
  drawdown: { metric: 'drawdown_percent', above: 5 },
  fill: { on: 'fill', severity: 'info', cooldown: 0 },
  position_closed: { on: 'position_closed', severity: 'info', cooldown: 0 },
};

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of the day, such as 22:00');
const timeZone = z
  .string()
  .refine(isTimeZone, {
    error: 'UTC, a zone such as America/New_York, or an offset such as +03:00',
    params: { kind: 'form' },
  })
  .default('UTC')
  .describe('Zone of the times: UTC, an IANA name or +HH:MM.');

const quietHoursSchema = crossCheck(
  z.strictObject({
    enabled: flag(false, 'Whether alerts are held back at some hours, and sent as one when they end.'),
    from: timeOfDay.default('22:00').describe('Local time at which they begin, HH:MM.'),
    to: timeOfDay
      .default('07:00')
      .describe('Local time at which they end, HH:MM; of the next day where it is earlier.'),
    time_zone: timeZone,
    except: z
      .enum(['warning', 'critical'])
      .default('critical')
      .describe('Least severity that is sent at once all the same.'),
  }),
  (field, report) => {
    const [from, to] = [field('from'), field('to')];
    if (typeof from !== 'string' || from !== to) return;
    report({ path: ['to'], message: `to (${from}) is the time of from: the hours are empty`, or: { path: ['from'] } });
  },
);

const dailyDigestSchema = z.strictObject({
  enabled: flag(false, 'Whether a summary of the day is sent.'),
  at: timeOfDay.default('22:00').describe('Local time at which it is sent, HH:MM.'),
  time_zone: timeZone,
  sinks: z.array(alertName).default([]).describe('Sinks that get it; all where it is empty.'),
});

const fields = z.strictObject({
  enabled: flag(false, 'Whether alerts are sent.'),
  sinks: z.record(alertName, alertSinkSchema).default({}).describe('Where alerts go: name to sink.'),
  rules: z
    .record(alertName, alertRuleSchema)
    .prefault(USUAL_RULES)
    .describe('What is told: name to rule; the usual ones where it is left out.'),
  deduplicate: z
    .number()
    .min(0)
    .max(86_400)
    .default(300)
    .describe('Seconds in which the same alert is only counted, 0 to 86400.'),
  quiet_hours: quietHoursSchema.prefault({}).describe('When only grave alerts are sent at once.'),
  daily_digest: dailyDigestSchema.prefault({}).describe('A summary of each day.'),
  queue_limit: z
    .int()
    .min(1)
    .max(100_000)
    .default(1_000)
    .describe('Alerts that may wait for a sink; beyond them the oldest that is not critical is dropped.'),
  timeout: z.number().min(1).max(120).default(10).describe('Seconds to wait for the answer of a sink, 1 to 120.'),
  attempts: z.int().min(1).max(20).default(5).describe('How often an alert is tried at most, 1 to 20.'),
});

/** Who is told of what, where and when. */
export const alertsSchema = crossCheck(fields, (field, report) => {
  const given = field('sinks');
  const sinks = isMap(given) ? Object.keys(given) : [];
  if (field('enabled') === true && sinks.length === 0) {
    const message = 'alerts are switched on and go nowhere: name a sink in alerts.sinks';
    report({ path: ['enabled'], message, suggestion: 'false' });
  }
  for (const { path, name } of namedSinks(field).filter(({ name: one }) => !sinks.includes(one))) {
    const suggestion = nearestName(name, sinks);
    report({ path, message: `there is no sink "${name}"`, ...(suggestion === undefined ? {} : { suggestion }) });
  }
});

interface NamedSink {
  readonly path: readonly string[];
  readonly name: string;
}

function namedSinks(field: Field): readonly NamedSink[] {
  const rules = field('rules');
  const paths = [
    ['daily_digest', 'sinks'],
    ...(isMap(rules) ? Object.keys(rules) : []).map((rule) => ['rules', rule, 'sinks']),
  ];
  return paths.flatMap((path) => {
    const names = field(...path);
    return (Array.isArray(names) ? (names as unknown[]) : []).flatMap((name, index) =>
      typeof name === 'string' ? [{ path: [...path, String(index)], name }] : [],
    );
  });
}

export type AlertsConfig = Frozen<z.output<typeof alertsSchema>>;
