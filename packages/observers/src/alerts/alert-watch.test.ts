import type { TradingEvent } from '@q/events';
import type { Alert } from './alert.js';
import type { AlertRule } from './alert-rule.js';
import type { AlertWatchOptions } from './alert-watch.js';
import type { AlertSink } from './channels/channel-of.js';
import { events, rejected, ruleOn, SINK, START, watchedBus } from './testing/watched-bus.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const setUp = (rules: readonly AlertRule[], options: Partial<AlertWatchOptions> = {}) =>
  watchedBus(turn, rules, options);

test.each([
  ['service_restarted', 'RiskGate was restarted', 'restart 2 since it last worked'],
  ['service_failed', 'RiskGate has failed', 'boom; entries are blocked'],
  ['feed_stale', 'the feed is stale', 'no candle of timeframe 1 for 200 s'],
  ['risk_limit', 'limit daily loss reached', '512.3, limit 500: halt'],
  ['trading_halted', 'trading is halted', 'daily loss'],
  ['trading_blocked', 'entries are blocked', 'stale_data EURUSD'],
  ['order_rejected', 'the venue rejected an order', 'the market is closed'],
  ['order_unknown', 'the answer to an order was lost', 'the market is closed'],
  ['fill', 'order filled', 'buy 0.1 at 1.1'],
  ['position_closed', 'position closed: +993', 'long 0.1 at 1.2: take profit'],
  ['handler_failed', 'Bot failed on NewCandle', 'boom'],
  ['journal_trouble', 'the journal cannot be written', 'no room'],
] as const)('%s is told as "%s"', async (condition, title, text) => {
  const { bus, sent, settled } = setUp([ruleOn(condition)]);
  const { correlationId } = bus.publish(events[condition]);
  await settled();
  expect(sent).toMatchObject([{ rule: condition, title, text, correlation_id: correlationId, at: START }]);
});

test('a rule may name any event, and values that its fields must have', async () => {
  const { bus, sent, settled } = setUp([
    { ...ruleOn('fill'), name: 'lost', events: ['OrderDenied'], where: { reason: 'daily_loss' } },
    { ...ruleOn('fill'), name: 'buys', where: { 'fill.side': 'buy' } },
    { ...ruleOn('trading_blocked'), name: 'stale', where: { reasons: 'stale_data EURUSD' } },
    { ...ruleOn('risk_limit'), name: 'drawdown', where: { limit_name: 'drawdown' } },
    { ...ruleOn('fill'), name: 'expired', events: ['OrderExpired'] },
  ]);
  const denied = { type: 'OrderDenied', strategy: 's', symbol: 'EURUSD', direction: 'long', decidedAt: 0 } as const;
  bus.publish({ ...denied, reason: 'spread', message: 'too wide' });
  bus.publish({ ...denied, reason: 'daily_loss', message: 'lost 500' });
  bus.publish(events.fill);
  bus.publish(events.trading_blocked);
  bus.publish(events.risk_limit);
  bus.publish({ type: 'OrderExpired', symbol: 'EURUSD', clientOrderId: 'x' as never });
  await settled();
  expect(sent.map(({ rule, title }) => `${rule}: ${title}`)).toEqual([
    'lost: entry denied: daily loss',
    'buys: order filled',
    'stale: entries are blocked',
    'expired: order expired',
  ]);
});

test('the same again is counted and told once when its time is over; another order is another thing', async () => {
  const { bus, clock, sent, titles } = setUp([ruleOn('order_rejected')]);
  for (let time = 0; time < 5; time += 1) bus.publish(rejected());
  bus.publish(rejected('EURUSD', 'order-2'));
  expect(await titles()).toHaveLength(2);
  clock.advanceTo(START + 300_000);
  expect((await titles()).slice(2)).toEqual(['the venue rejected an order (4 more)']);
  expect(sent[2]).toMatchObject({ text: 'it happened 4 more times, the last one: the market is closed' });
});

test('while a rule cools down what it says of the same symbol is counted; other symbols are told', async () => {
  const { bus, clock, titles } = setUp([ruleOn('order_rejected', { cooldownMs: 60_000 })]);
  for (const id of ['1', '2', '3']) bus.publish(rejected('EURUSD', id));
  bus.publish(rejected('GBPUSD', '4'));
  expect(await titles()).toHaveLength(2);
  clock.advanceTo(START + 60_000);
  expect((await titles()).slice(2)).toEqual(['the venue rejected an order (2 more)']);
  clock.advanceTo(START + 180_000);
  bus.publish(rejected('EURUSD', '5'));
  expect(await titles()).toHaveLength(4);
});

test('a rule goes to the sinks that it names, and a sink gets nothing below its least severity', async () => {
  const seen: string[] = [];
  const sinks = (['info', 'warning', 'critical'] as const).map((minSeverity): AlertSink => ({
    ...SINK,
    url: `https://${minSeverity}.example`,
    name: minSeverity,
    minSeverity,
  }));
  const { bus, settled } = setUp(
    [ruleOn('order_rejected'), ruleOn('fill', { severity: 'critical', sinks: ['info', 'critical'] })],
    {
      sinks,
      fetch: async (url, { body }) => {
        seen.push(`${(JSON.parse(body) as Alert).rule} ${url}`);
        return new Response(null, { status: 204 });
      },
    },
  );
  bus.publish(rejected());
  bus.publish(events.fill);
  await settled();
  expect(seen.sort()).toEqual([
    'fill https://critical.example',
    'fill https://info.example',
    'order_rejected https://info.example',
    'order_rejected https://warning.example',
  ]);
});

test('secrets are hidden in every part of an alert, before it waits anywhere', async () => {
  const { bus, sent, settled } = setUp([ruleOn('handler_failed'), ruleOn('order_rejected')]);
  bus.publish({
    ...events.handler_failed,
    subscriber: 'hidden-token',
    message: 'at hidden-token\u0007',
  } as TradingEvent);
  bus.publish(rejected('hidden-token', 'hidden-token'));
  await settled();
  expect(sent).toHaveLength(2);
  expect(JSON.stringify(sent)).not.toContain('hidden-token');
  expect(sent[0]?.text).toBe('at *** ');
});

test('whatever fails inside is counted and becomes no event of the run', async () => {
  const { bus, clock, watch } = setUp(
    [ruleOn('order_rejected'), { ...ruleOn('fill'), kind: 'metric', metric: 'x', bound: { above: 1 }, forMs: 0 }],
    {
      redact: () => {
        throw new Error('boom');
      },
      readMetrics: () => {
        throw new Error('boom');
      },
    },
  );
  bus.publish(rejected());
  clock.advanceTo(START + 5_000);
  expect(watch.status.errors).toBe(2);
  expect(bus.history({ type: 'HandlerFailed' })).toEqual([]);
  expect(bus.metrics().handler_errors).toBe(0);
});

test('a handler never waits: with a receiver that hangs and a full queue 10,000 events are handled at once', () => {
  const { bus, watch } = setUp([ruleOn('order_rejected')], {
    fetch: () => new Promise(() => undefined),
    queueLimit: 50,
  });
  for (let number = 0; number < 10_000; number += 1) bus.publish(rejected('EURUSD', String(number)));
  expect(watch.status.sinks).toMatchObject([{ queued: 50, dropped: 9_950 }]);
  expect(bus.metrics().events_published).toBe(10_000);
});
