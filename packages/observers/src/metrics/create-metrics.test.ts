import type { ClientOrderId, Fill, TradingEvent } from '@q/events';
import { EventBus, VirtualClock } from '@q/events';
import { register } from 'prom-client';
import type { Metrics } from './create-metrics.js';
import { createMetrics } from './create-metrics.js';
import type { SystemReaders } from './system-reading.js';

const clock = new VirtualClock(1_000_000);
const tree = (bus: EventBus) => ({
  orchestrator: { status: 'running', uptime_seconds: 5, cycles: 3, services_count: 1, services_healthy: 1 },
  services: {
    RiskGate: { status: 'running', events_received: 7, handling_seconds: 0.25, handling_max_seconds: 0.125 },
  },
  eventBus: bus.metrics(),
});

async function metricsOver(bus: EventBus, readers: Partial<SystemReaders> = {}): Promise<Metrics> {
  return createMetrics({
    bus,
    clock,
    symbols: ['EURUSD'],
    strategies: [{ symbol: 'EURUSD', strategy: 'trend' }],
    readers: {
      tree: () => tree(bus),
      health: () => ({ RiskGate: { is_healthy: true, consecutive_failures: 0, stale_symbols: [] } }),
      ledger: () => ({ candles: [], balance: undefined, equity: undefined, currency: undefined }),
      readiness: () => ({ ready: true, reasons: [] }),
      ...readers,
    },
    onError: (error) => {
      throw error;
    },
  });
}

const busOf = (): EventBus => new EventBus({ clock });
const linesOf = async ({ registry }: Metrics, name: string): Promise<readonly string[]> =>
  (await registry.metrics()).split('\n').filter((line) => line.startsWith(`quantronaute_${name}`));

function denied(symbol: string, strategy: string): TradingEvent {
  return { type: 'OrderDenied', strategy, symbol, direction: 'long', decidedAt: 0, reason: 'news', message: '' };
}

function position(positionId: string, of: { readonly symbol: string; readonly strategy: string }): TradingEvent {
  const price = { volume: 1, entryPrice: 1, commission: 0, openedAt: 0 };
  return { type: 'PositionOpened', positionId, ...of, direction: 'long', ...price };
}

test('symbols, strategies and event types that nobody configured share the label other', async () => {
  const bus = busOf();
  const metrics = await metricsOver(bus);
  for (let n = 0; n < 50; n += 1) bus.publish(position(`p${n}`, { symbol: `S${n}`, strategy: `made-up ${n}` }));
  bus.publish(position('one', { symbol: 'EURUSD', strategy: 'trend' }));
  for (let n = 0; n < 50; n += 1) Reflect.apply(bus.publish.bind(bus), undefined, [{ type: `Custom${n}` }]);
  expect(await linesOf(metrics, 'positions_opened_total')).toEqual([
    'quantronaute_positions_opened_total{symbol="EURUSD",strategy="trend"} 1',
    'quantronaute_positions_opened_total{symbol="other",strategy="other"} 50',
  ]);
  expect(await linesOf(metrics, 'positions_open{')).toEqual([
    'quantronaute_positions_open{symbol="EURUSD",strategy="trend"} 1',
    'quantronaute_positions_open{symbol="other",strategy="other"} 50',
  ]);
  const types = await linesOf(metrics, 'events_published_total');
  expect(types.filter((line) => line.includes('Custom'))).toEqual([]);
  expect(types).toContain('quantronaute_events_published_total{type="other"} 50');
  metrics.close();
});

test('a reason that is not in the catalogue is other', async () => {
  const bus = busOf();
  const metrics = await metricsOver(bus);
  bus.publish(denied('EURUSD', 'trend'));
  Reflect.apply(bus.publish.bind(bus), undefined, [{ ...denied('EURUSD', 'trend'), reason: 'a whim' }]);
  const lines = await linesOf(metrics, 'orders_denied_total');
  expect(lines).toContain('quantronaute_orders_denied_total{reason="news"} 1');
  expect(lines).toContain('quantronaute_orders_denied_total{reason="other"} 1');
  metrics.close();
});

test('an order is timed to its first fill only, and one that ended without a fill not at all', async () => {
  const bus = busOf();
  const metrics = await metricsOver(bus);
  const ids = ['a', 'b'] as ClientOrderId[];
  for (const clientOrderId of ids) {
    const order = { clientOrderId, symbol: 'EURUSD', strategy: 'trend' };
    Reflect.apply(bus.publish.bind(bus), undefined, [{ type: 'OrderPlaced', symbol: 'EURUSD', order }]);
  }
  const fill = { clientOrderId: ids[0], symbol: 'EURUSD', intent: 'entry' } as Fill;
  clock.advanceTo(clock.now() + 250);
  bus.publish({ type: 'OrderPartiallyFilled', symbol: 'EURUSD', fill });
  clock.advanceTo(clock.now() + 1_000);
  bus.publish({ type: 'OrderFilled', symbol: 'EURUSD', fill });
  bus.publish({ type: 'OrderExpired', symbol: 'EURUSD', clientOrderId: ids[1] as ClientOrderId });
  bus.publish({ type: 'OrderFilled', symbol: 'EURUSD', fill: { ...fill, clientOrderId: ids[1] as ClientOrderId } });
  expect(await linesOf(metrics, 'order_fill_seconds_')).toEqual(
    expect.arrayContaining([
      'quantronaute_order_fill_seconds_bucket{le="0.1"} 0',
      'quantronaute_order_fill_seconds_bucket{le="0.25"} 1',
      'quantronaute_order_fill_seconds_sum 0.25',
      'quantronaute_order_fill_seconds_count 1',
    ]),
  );
  expect(await linesOf(metrics, 'orders_partially_filled_total')).toEqual([
    'quantronaute_orders_partially_filled_total{symbol="EURUSD"} 1',
  ]);
  metrics.close();
});

test('one reading asks the system once, and a counter never goes back', async () => {
  const bus = busOf();
  let asked = 0;
  let cycles = 3;
  const whole = tree(bus);
  const metrics = await metricsOver(bus, {
    tree: () => {
      asked += 1;
      return { ...whole, orchestrator: { ...whole.orchestrator, cycles } };
    },
  });
  expect(await linesOf(metrics, 'cycles_total')).toEqual(['quantronaute_cycles_total 3']);
  expect(asked).toBe(1);
  cycles = 2;
  expect(await linesOf(metrics, 'cycles_total')).toEqual(['quantronaute_cycles_total 3']);
  cycles = 8;
  expect(await linesOf(metrics, 'cycles_total')).toEqual(['quantronaute_cycles_total 8']);
  metrics.close();
});

test('what is not known has no value: money before the first account, times that nobody measures', async () => {
  const bus = busOf();
  const metrics = await metricsOver(bus);
  expect([...(await linesOf(metrics, 'equity')), ...(await linesOf(metrics, 'balance'))]).toEqual([]);
  expect(await linesOf(metrics, 'service_handling')).toEqual([
    'quantronaute_service_handling_seconds_total{service="RiskGate"} 0.25',
    'quantronaute_service_handling_max_seconds{service="RiskGate"} 0.125',
  ]);
  metrics.close();
});

test('two systems in one process have figures of their own, and nothing goes into the registry that all share', async () => {
  const [one, two] = [busOf(), busOf()];
  const [first, second] = [await metricsOver(one), await metricsOver(two)];
  one.publish(denied('EURUSD', 'trend'));
  expect(await linesOf(second, 'orders_denied_total{reason="news"}')).toEqual([
    'quantronaute_orders_denied_total{reason="news"} 0',
  ]);
  expect(register.getMetricsAsArray()).toEqual([]);
  first.close();
  one.publish(denied('EURUSD', 'trend'));
  expect(await linesOf(first, 'orders_denied_total{reason="news"}')).toEqual([
    'quantronaute_orders_denied_total{reason="news"} 1',
  ]);
  second.close();
});

test('a stale feed is told until the next candle of the symbol', async () => {
  const bus = busOf();
  const metrics = await metricsOver(bus);
  const at = clock.now();
  bus.publish({ type: 'FeedStale', symbol: 'EURUSD', timeframe: '1', lastCloseTime: at, ageMs: 1 });
  expect(await linesOf(metrics, 'feed_stale{')).toEqual(['quantronaute_feed_stale{symbol="EURUSD"} 1']);
  const candle = { openTime: at - 60_000, closeTime: at, open: 1, high: 1, low: 1, close: 1, volume: 1, bars: 1 };
  bus.publish({ type: 'NewCandle', symbol: 'EURUSD', timeframe: '1', candle, phase: 'live' });
  clock.advanceTo(at + 5_000);
  expect(await linesOf(metrics, 'feed_stale{')).toEqual(['quantronaute_feed_stale{symbol="EURUSD"} 0']);
  expect(await linesOf(metrics, 'feed_age_seconds')).toEqual([
    'quantronaute_feed_age_seconds{symbol="EURUSD",timeframe="1"} 5',
  ]);
  metrics.close();
});
