import type { AlertRule } from './alert-rule.js';
import type { AlertWatchOptions } from './alert-watch.js';
import { events, HOUR, rejected, ruleOn, START, watchedBus } from './testing/watched-bus.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const setUp = (rules: readonly AlertRule[], options: Partial<AlertWatchOptions> = {}) =>
  watchedBus(turn, rules, options);

test('in quiet hours only what is grave is sent at once; the rest is one alert when they end', async () => {
  const quietHours = { from: '22:00', to: '07:00', timeZone: '+02:00', except: 'critical' } as const;
  const { bus, clock, watch, sent, titles } = setUp(
    [ruleOn('order_rejected'), ruleOn('order_unknown', { severity: 'critical' }), ruleOn('fill', { severity: 'info' })],
    { quietHours },
  );
  // 20:00 UTC is 22:00 there.
  for (const id of ['1', '2', '3']) bus.publish(rejected('EURUSD', id));
  bus.publish(events.fill);
  bus.publish(events.order_unknown);
  expect(await titles()).toEqual(['the answer to an order was lost']);
  expect(watch.status.held).toBe(4);
  clock.advanceTo(START + 9 * HOUR);
  expect((await titles()).slice(1)).toEqual(['4 alerts in the quiet hours']);
  expect(sent[1]).toMatchObject({
    severity: 'warning',
    text: '3 x EURUSD: the venue rejected an order\nEURUSD: order filled',
  });
  bus.publish(rejected('EURUSD', '5'));
  expect(await titles()).toHaveLength(3);
  expect(watch.status.held).toBe(0);
});

test('what is held is sent when the watch is closed, and what was counted too', async () => {
  const quietHours = { from: '00:00', to: '23:59', timeZone: 'UTC', except: 'critical' } as const;
  const { bus, clock, watch, sent } = setUp(
    [ruleOn('order_rejected'), ruleOn('order_unknown', { severity: 'critical' })],
    { quietHours },
  );
  bus.publish(rejected());
  bus.publish(events.order_unknown);
  bus.publish(events.order_unknown);
  expect(await watch.close({ deadlineMs: 1_000 })).toMatchObject({ sinks: [{ sent: 3, queued: 0 }], held: 0 });
  expect(sent.map(({ title }) => title)).toEqual([
    'the answer to an order was lost',
    'the answer to an order was lost (1 more)',
    '1 alert in the quiet hours',
  ]);
  bus.publish(rejected('EURUSD', 'later'));
  expect(clock.nextDue).toBeUndefined();
  expect(watch.status.sinks[0]?.queued).toBe(0);
});

test('a number beyond its bound for long enough is told once, and again after it was back', async () => {
  let value = 4;
  const rule: AlertRule = {
    name: 'drawdown',
    kind: 'metric',
    metric: 'drawdown_percent',
    bound: { above: 5 },
    forMs: 20_000,
    severity: 'critical',
    cooldownMs: 0,
  };
  const { clock, sent, settled } = setUp([rule], { readMetrics: () => ({ drawdown_percent: value }) });
  const waitFor = async (next: number, ms: number): Promise<void> => {
    value = next;
    clock.advanceTo(clock.now() + ms);
    await settled();
  };
  await waitFor(4, 60_000);
  await waitFor(6, 15_000);
  await waitFor(4, 15_000);
  expect(sent).toEqual([]);
  await waitFor(6.25, 600_000);
  expect(sent).toMatchObject([
    { title: 'drawdown percent is above 5', text: '6.25 now, for 20 s', fields: { value: 6.25, above: 5 } },
  ]);
  await waitFor(5, 5_000);
  await waitFor(7, 30_000);
  expect(sent).toHaveLength(2);
});

test('the digest of the day counts from one to the next, and does not wait for the end of the quiet hours', async () => {
  const { bus, clock, sent, settled } = setUp([], {
    dailyDigest: { at: '22:00', timeZone: 'UTC' },
    quietHours: { from: '21:00', to: '07:00', timeZone: 'UTC', except: 'critical' },
    readMetrics: () => ({ equity: 10_500.004, drawdown_percent: 1.239 }),
  });
  const denied = { type: 'OrderDenied', strategy: 's', symbol: 'EURUSD', direction: 'long', decidedAt: 0 } as const;
  bus.publish(events.fill);
  bus.publish(events.position_closed);
  bus.publish({ ...denied, reason: 'spread', message: 'too wide' });
  bus.publish({ ...denied, reason: 'spread', message: 'too wide' });
  bus.publish({ ...denied, reason: 'daily_loss', message: 'lost' });
  bus.publish(events.handler_failed);
  clock.advanceTo(START + 2 * HOUR);
  await settled();
  expect(sent).toMatchObject([
    {
      rule: 'daily_digest',
      fields: {
        orders: 0,
        fills: 1,
        positions_closed: 1,
        net_profit: 993,
        equity: 10_500,
        drawdown_percent: 1.24,
        denied: 3,
        errors: 1,
      },
    },
  ]);
  expect(sent[0]?.text).toContain('denied for spread 2, daily_loss 1');
  clock.advanceTo(START + 26 * HOUR);
  await settled();
  expect(sent[1]?.fields).toMatchObject({ fills: 0, positions_closed: 0, net_profit: 0, denied: 0, errors: 0 });
});
