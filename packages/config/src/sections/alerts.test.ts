import { defineConfig, type ConfigInput } from '../define-config.js';
import { ConfigError } from '../problems/config-error.js';

type AlertsInput = NonNullable<ConfigInput['alerts']>;

const trading = { symbols: ['EURUSD'], timeframes: ['1' as const] };
const SLACK = { kind: 'slack', url_env: 'SLACK_URL' } as const;

const problems = (alerts: unknown): readonly string[] => {
  try {
    defineConfig({ trading, alerts: alerts as AlertsInput });
    return [];
  } catch (error) {
    if (error instanceof ConfigError)
      return error.problems.map(({ code, path, suggestion = '' }) => `${code} ${path} ${suggestion}`.trim());
    throw error;
  }
};

test('without rules the usual ones count, and alerts are off', () => {
  const { alerts } = defineConfig({ trading });
  expect(alerts.enabled).toBe(false);
  expect(alerts.rules['order_unknown']).toEqual({ on: 'order_unknown', severity: 'critical', cooldown: 60 });
  expect(alerts.rules['drawdown']).toEqual({
    metric: 'drawdown_percent',
    above: 5,
    severity: 'warning',
    cooldown: 60,
  });
});

test('rules that are written take the place of the usual ones', () => {
  const rules = { lost: { event: 'OrderDenied', where: { reason: 'daily_loss' } } } as const;
  expect(Object.keys(defineConfig({ trading, alerts: { rules } }).alerts.rules)).toEqual(['lost']);
});

test.each([
  [{ enabled: true }, 'Q-CFG-010 alerts.enabled false'],
  [{ sinks: { ops: SLACK }, rules: { a: { on: 'fill', sinks: ['opps'] } } }, 'Q-CFG-010 alerts.rules.a.sinks.0 ops'],
  [{ sinks: { ops: SLACK }, daily_digest: { sinks: ['nobody'] } }, 'Q-CFG-010 alerts.daily_digest.sinks.0'],
  [{ rules: { a: {} } }, 'Q-CFG-007 alerts.rules.a.on'],
  [{ rules: { a: { on: 'fill', metric: 'equity', above: 1 } } }, 'Q-CFG-010 alerts.rules.a.metric'],
  [{ rules: { a: { on: 'fill', above: 1 } } }, 'Q-CFG-010 alerts.rules.a.above'],
  [{ rules: { a: { metric: 'equity' } } }, 'Q-CFG-007 alerts.rules.a.above'],
  [{ rules: { a: { metric: 'equity', above: 1, below: 0 } } }, 'Q-CFG-010 alerts.rules.a.below'],
  [{ rules: { a: { metric: 'equity', above: 1, where: { reason: 'x' } } } }, 'Q-CFG-010 alerts.rules.a.where'],
  [{ rules: { a: { on: 'order_unknwn' } } }, 'Q-CFG-006 alerts.rules.a.on order_unknown'],
  [{ rules: { a: { event: 'OrderDenid' } } }, 'Q-CFG-006 alerts.rules.a.event OrderDenied'],
  [{ rules: { a: { metric: 'drawdown', above: 1 } } }, 'Q-CFG-006 alerts.rules.a.metric drawdown_percent'],
  [{ quiet_hours: { from: '07:00' } }, 'Q-CFG-010 alerts.quiet_hours.to'],
  [{ quiet_hours: { time_zone: 'Nowhere/Here' } }, 'Q-CFG-004 alerts.quiet_hours.time_zone'],
  [{ daily_digest: { at: '24:00' } }, 'Q-CFG-004 alerts.daily_digest.at'],
  [{ sinks: { ops: { ...SLACK, url: 'https://host.example/x' } } }, 'Q-CFG-003 alerts.sinks.ops.url'],
  [{ sinks: { ops: { kind: 'slack', url_env: 'https://host.example/x' } } }, 'Q-CFG-004 alerts.sinks.ops.url_env'],
  [
    { sinks: { phone: { kind: 'telegram', token_env: 'T', chat_id: 5, api: 'http://host.example' } } },
    'Q-CFG-004 alerts.sinks.phone.api',
  ],
])('%j is refused', (alerts, expected) => {
  expect(problems(alerts)).toEqual([expected]);
});
