import type { AlertsConfig } from '@q/config';
import type { AlertRule, AlertWatchOptions } from '@q/observers';
import { CONDITION_EVENTS } from '@q/observers';

type RuleConfig = AlertsConfig['rules'][string];

export type AlertSettings = Pick<
  AlertWatchOptions,
  'rules' | 'deduplicateMs' | 'quietHours' | 'dailyDigest' | 'queueLimit' | 'timeoutMs' | 'attempts'
>;

/** The section `alerts` in the words of the observer: milliseconds, and events in place of conditions. */
export function alertSettings(alerts: AlertsConfig): AlertSettings {
  const { quiet_hours: quiet, daily_digest: digest } = alerts;
  return {
    rules: Object.entries(alerts.rules).flatMap(([name, rule]) => ruleOf(name, rule)),
    deduplicateMs: alerts.deduplicate * 1_000,
    queueLimit: alerts.queue_limit,
    timeoutMs: alerts.timeout * 1_000,
    attempts: alerts.attempts,
    ...(quiet.enabled
      ? { quietHours: { from: quiet.from, to: quiet.to, timeZone: quiet.time_zone, except: quiet.except } }
      : {}),
    ...(digest.enabled
      ? {
          dailyDigest: {
            at: digest.at,
            timeZone: digest.time_zone,
            ...(digest.sinks.length === 0 ? {} : { sinks: digest.sinks }),
          },
        }
      : {}),
  };
}

/** One rule; the schema has seen to it that it is about one thing. */
function ruleOf(name: string, rule: RuleConfig): readonly AlertRule[] {
  const { on, event, metric, where, sinks, severity, cooldown } = rule;
  const of = { name, severity, cooldownMs: cooldown * 1_000, ...(sinks === undefined ? {} : { sinks }) };
  const narrowed = where === undefined ? {} : { where };
  if (on !== undefined) return [{ ...of, kind: 'event', events: CONDITION_EVENTS[on], ...narrowed }];
  if (event !== undefined) return [{ ...of, kind: 'event', events: [event], ...narrowed }];
  if (metric === undefined) return [];
  const { above, below, for: seconds = 0 } = rule;
  const bound = above === undefined ? { below: below ?? -Infinity } : { above };
  return [{ ...of, kind: 'metric', metric, bound, forMs: seconds * 1_000 }];
}
