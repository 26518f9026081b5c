import { defineService } from '@q/services';
import { BUY_HIGH, candlesFrom, Flow, RISE, START } from './testing/flow.js';

const candles = { EURUSD: candlesFrom([...RISE, 1.0, 1.0]) };
const strategies = { EURUSD: [BUY_HIGH] };

test('every service counts what it did under the original names', async () => {
  const flow = await new Flow({ candles, strategies }).run();
  const metrics = flow.orchestrator.getServiceMetrics();
  expect(metrics).toMatchObject({
    DataFetchingService: {
      data_fetches: 10,
      new_candles_detected: 10,
      fetch_errors: 0,
      errors: 0,
      events_received: 10,
      events_published: 20,
    },
    IndicatorCalculationService: {
      indicators_calculated: 10,
      regime_changes_detected: 0,
      calculation_errors: 0,
      events_received: 10,
    },
    StrategyEvaluationService: { entry_signals_generated: 1 + 3, exit_signals_generated: 1 },
    RiskGate: { orders_approved: 2, orders_denied: 3 },
    TradeExecutionService: { orders_placed: 2, orders_filled: 2, orders_rejected: 0, orders_unknown: 0 },
    PositionMonitor: { positions_opened: 1, positions_closed: 1 },
  });
  const published = Object.entries(metrics).map(([, { events_published: count }]) => Number(count));
  const roots = flow.envelopes.filter(({ event }) =>
    ['CycleStarted', 'ServiceStarted', 'ServiceStopped'].includes(event.type),
  );
  expect(published.reduce((sum, count) => sum + count, 0) + roots.length).toBe(flow.envelopes.length);
});

test('the tree holds orchestrator, services and bus, and survives JSON', async () => {
  const flow = await new Flow({ candles, strategies }).run();
  const tree = flow.orchestrator.getAllMetrics();
  expect(Object.keys(tree)).toEqual(['orchestrator', 'services', 'eventBus']);
  expect(tree.orchestrator).toMatchObject({
    status: 'stopped',
    symbols: ['EURUSD'],
    uptime_seconds: 600,
    cycles: 10,
    services_count: 7,
    services_healthy: 0,
    halted_because: null,
  });
  expect(tree.eventBus.events_published).toBe(flow.envelopes.length);
  expect(tree.eventBus.handler_errors).toBe(0);
  expect(tree.services).toEqual(flow.orchestrator.getServiceMetrics());
  expect(JSON.parse(JSON.stringify(tree))).toEqual(tree);
});

test('the run figures account for every candle, order and fill', async () => {
  const { figures } = (await new Flow({ candles, strategies }).run()).orchestrator;
  expect(figures).toMatchObject({
    cycles: 10,
    candles: [{ symbol: 'EURUSD', timeframe: '1', in: 10, published: 10, bad: 0 }],
    signals: 5,
    ordersPlaced: 2,
    ordersDenied: 3,
    fills: 2,
    positionsOpened: 1,
    positionsClosed: 1,
    errors: 0,
    currency: 'USD',
  });
});

test('failures in a row make a service unhealthy, success makes it well again, and both are noticed', async () => {
  const flaky = defineService({
    name: 'Flaky',
    produces: [],
    on: {
      NewCandle: ({ candle }) => {
        if (candle.openTime >= START + 2 * 60_000 && candle.openTime < START + 5 * 60_000) throw new Error('bad day');
      },
    },
  });
  const flow = new Flow({
    candles,
    config: { orchestrator: { enable_auto_restart: false, max_consecutive_failures: 3 } },
    sockets: { services: [flaky] },
  });
  const seen: (readonly [number, boolean])[] = [];
  flow.orchestrator.bus.subscribe('IndicatorsCalculated', () => {
    const { consecutive_failures: failures, is_healthy: isHealthy } =
      flow.orchestrator.getServiceHealth()['Flaky'] ?? {};
    seen.push([failures ?? -1, isHealthy ?? false]);
  });
  await flow.run();
  expect(seen.slice(0, 7)).toEqual([
    [0, true],
    [0, true],
    [1, true],
    [2, true],
    [3, false],
    [0, true],
    [0, true],
  ]);
  expect(flow.orchestrator.getServiceHealth()['Flaky']).toMatchObject({
    consecutive_failures: 0,
    last_error: 'bad day',
  });
});

test('the health check comes at its interval', async () => {
  const checks = new Set<number | null>();
  const flow = new Flow({ candles, config: { orchestrator: { health_check_interval: 180 } } });
  flow.orchestrator.bus.subscribe(
    'CycleStarted',
    () => void checks.add(flow.orchestrator.getOrchestratorMetrics().last_health_check),
  );
  await flow.run();
  checks.add(flow.orchestrator.getOrchestratorMetrics().last_health_check);
  expect([...checks]).toEqual([null, START + 180_000, START + 360_000, START + 540_000]);
});

test('a symbol without candles while its market is open is stale in the health of those that live on it', async () => {
  const flow = new Flow({ candles: { EURUSD: candlesFrom(RISE), GBPUSD: candlesFrom([1, 1]) } });
  await flow.orchestrator.run();
  expect(flow.orchestrator.getServiceHealth()['IndicatorCalculationService']).toMatchObject({
    is_healthy: false,
    stale_symbols: ['GBPUSD'],
  });
  expect(flow.orchestrator.getServiceHealth()['PositionMonitor']).toMatchObject({ is_healthy: true });
  await flow.orchestrator.stop();
});
