import type { ConfigInput } from '@q/config';
import { ALERT_CONDITIONS, defineConfig } from '@q/config';
import { CONDITION_EVENTS } from '@q/observers';
import { alertSettings } from './alert-settings.js';

const settingsOf = (alerts: ConfigInput['alerts']) =>
  alertSettings(defineConfig({ trading: { symbols: ['EURUSD'], timeframes: ['1'] }, alerts }).alerts);
const sinks = { ops: { kind: 'slack', url_env: 'OPS_URL' } } as const;

test('every condition of the configuration stands for events', () => {
  expect(Object.keys(CONDITION_EVENTS)).toEqual([...ALERT_CONDITIONS]);
});

test.each([
  [{ deduplicate: 7 }, { deduplicateMs: 7_000 }],
  [{ queue_limit: 3 }, { queueLimit: 3 }],
  [{ timeout: 2.5 }, { timeoutMs: 2_500 }],
  [{ attempts: 9 }, { attempts: 9 }],
  [
    { quiet_hours: { enabled: true, from: '21:00', to: '05:00', time_zone: '+02:00', except: 'warning' } },
    { quietHours: { from: '21:00', to: '05:00', timeZone: '+02:00', except: 'warning' } },
  ],
  [
    { daily_digest: { enabled: true, at: '18:00', time_zone: 'Europe/Berlin' } },
    { dailyDigest: { at: '18:00', timeZone: 'Europe/Berlin' } },
  ],
  [
    { sinks, daily_digest: { enabled: true, sinks: ['ops'] } },
    { dailyDigest: { at: '22:00', timeZone: 'UTC', sinks: ['ops'] } },
  ],
] as const)('%j is obeyed', (alerts, expected) => {
  expect(settingsOf(alerts as ConfigInput['alerts'])).toMatchObject(expected);
});

test('quiet hours and the digest are off unless they are switched on', () => {
  expect(Object.keys(settingsOf({})).filter((key) => /quiet|digest/i.test(key))).toEqual([]);
});

test.each([
  [{ on: 'fill' }, { kind: 'event', events: ['OrderFilled', 'OrderPartiallyFilled'], cooldownMs: 60_000 }],
  [{ on: 'fill', where: { 'fill.side': 'buy' } }, { where: { 'fill.side': 'buy' } }],
  [
    { event: 'OrderDenied', cooldown: 5 },
    { kind: 'event', events: ['OrderDenied'], cooldownMs: 5_000 },
  ],
  [
    { event: 'OrderDenied', severity: 'critical', sinks: ['ops'] },
    { severity: 'critical', sinks: ['ops'] },
  ],
  [
    { metric: 'equity', below: 9_000 },
    { kind: 'metric', metric: 'equity', bound: { below: 9_000 }, forMs: 0 },
  ],
  [
    { metric: 'errors', above: 3, for: 30 },
    { metric: 'errors', bound: { above: 3 }, forMs: 30_000 },
  ],
] as const)('the rule %j is obeyed', (rule, expected) => {
  const { rules } = settingsOf({ sinks, rules: { mine: rule } } as ConfigInput['alerts']);
  expect(rules).toMatchObject([{ name: 'mine', ...expected }]);
});
