import { EVENT_TOPICS } from '@q/events';
import * as z from 'zod';
import { alertName, SEVERITIES } from './alert-sink.js';
import { crossCheck } from './cross-check.js';
import { lineOfText } from './fields.js';

/** What rules can be about by a word of their own. */
export const ALERT_CONDITIONS = [
  'service_restarted',
  'service_failed',
  'feed_stale',
  'risk_limit',
  'trading_halted',
  'trading_blocked',
  'order_rejected',
  'order_unknown',
  'fill',
  'position_closed',
  'handler_failed',
  'journal_trouble',
] as const;

/** Numbers of a running system that rules can watch. */
export const ALERT_METRICS = [
  'equity',
  'balance',
  'drawdown_percent',
  'open_positions',
  'orders_denied',
  'errors',
  'services_unhealthy',
  'feed_age_seconds',
  'event_loop_lag_ms',
] as const;

export type AlertCondition = (typeof ALERT_CONDITIONS)[number];
export type AlertMetric = (typeof ALERT_METRICS)[number];

/** The compiler keeps the table complete: its keys are the types. */
const EVENT_NAMES = Object.keys(EVENT_TOPICS) as (keyof typeof EVENT_TOPICS)[];

const seconds = z.number().min(0).max(86_400);
const value = z.union([lineOfText, z.number(), z.boolean()]);

const fields = z.strictObject({
  on: z.enum(ALERT_CONDITIONS).optional().describe('What it is about, by a word.'),
  event: z.enum(EVENT_NAMES).optional().describe('Type of the events it is about, in place of on.'),
  where: z
    .record(z.string().regex(/^[A-Za-z_.]{1,64}$/, 'a field of the event, such as reason or fill.side'), value)
    .optional()
    .describe('Only events whose fields have these values.'),
  metric: z.enum(ALERT_METRICS).optional().describe('Number that is watched, in place of on.'),
  above: z.number().optional().describe('The alert is sent when the number is above this.'),
  below: z.number().optional().describe('The alert is sent when the number is below this.'),
  for: seconds.optional().describe('Seconds for which that must last; at once where it is left out.'),
  severity: z.enum(SEVERITIES).default('warning').describe('How grave it is.'),
  cooldown: seconds
    .default(60)
    .describe('Seconds in which further alerts about the same symbol or service are only counted.'),
  sinks: z.array(alertName).min(1).optional().describe('Sinks that get it; all where it is left out.'),
});

/** One rule: about events by a word or by their type, or about a number. */
export const alertRuleSchema = crossCheck(fields, (field, report) => {
  const [about, ...more] = ['on', 'event', 'metric'].filter((key) => field(key) !== undefined);
  if (about === undefined) report({ path: ['on'], kind: 'missing', message: 'needs one of on, event and metric' });
  for (const key of more)
    report({ path: [key], message: `${key} stands beside ${about}: a rule is about one of them` });
  if (about === undefined || more.length > 0) return;
  const idle = about === 'metric' ? ['where'] : ['above', 'below', 'for'];
  for (const key of idle.filter((one) => field(one) !== undefined))
    report({ path: [key], message: `${key} means nothing beside ${about}: leave it out` });
  const bounds = ['above', 'below'].filter((key) => field(key) !== undefined);
  if (about === 'metric' && bounds.length === 0)
    report({ path: ['above'], kind: 'missing', message: 'a rule about a metric needs above or below' });
  if (about === 'metric' && bounds.length > 1)
    report({ path: ['below'], message: 'below stands beside above: a rule has one of them' });
});
