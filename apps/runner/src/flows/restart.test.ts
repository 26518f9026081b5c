import type { EventDrivenService } from '@q/services';
import { defineService } from '@q/services';
import { at, BUY_HIGH, candlesFrom, Flow, RISE, START } from './testing/flow.js';

const LONG_RISE = [...RISE, 1.2, 1.2, 1.2, 1.2, 1.2, 1.2, 1.2, 1.2];
const candles = { EURUSD: candlesFrom(LONG_RISE), GBPUSD: candlesFrom(LONG_RISE) };
const strategies = { EURUSD: [BUY_HIGH], GBPUSD: [BUY_HIGH] };

/** A plug-in that throws so many times in its handler, for one symbol. */
function breaking(symbol: string, times: number): EventDrivenService & { readonly handled: string[] } {
  let left = times;
  const handled: string[] = [];
  const service = defineService({
    name: 'PlugIn',
    produces: [],
    on: {
      NewCandle(event) {
        if (event.symbol === symbol && left > 0) {
          left -= 1;
          throw new Error(`breaks on ${symbol}`);
        }
        handled.push(`${event.symbol} ${(event.candle.closeTime - START) / 60_000}`);
      },
    },
  });
  return { ...service, handled };
}

/** A listener that fails in the name of one of ours: what the supervisor sees is that service failing. */
function failIn(flow: Flow, service: string, fails: (symbol: string, minute: number) => boolean): void {
  flow.orchestrator.bus.subscribe(
    'NewCandle',
    ({ symbol, candle }) => {
      if (fails(symbol, (candle.closeTime - START) / 60_000)) throw new Error(`${service} breaks`);
    },
    { name: service },
  );
}

const ofType = (flow: Flow, symbol: string): readonly number[] =>
  flow
    .of('NewCandle')
    .filter((event) => event.symbol === symbol)
    .map(({ candle }) => (candle.closeTime - START) / 60_000);

test('errors stay where they are: a plug-in that always throws changes nothing of what the others do', async () => {
  const alone = await new Flow({ candles, strategies }).run();
  const beside = await new Flow({
    candles,
    strategies,
    sockets: { services: [breaking('EURUSD', Infinity)] },
    config: { orchestrator: { max_restarts: 1_000 } },
  }).run();
  const ours = (flow: Flow) =>
    flow.events.filter(
      ({ type }) => !type.startsWith('Handler') && !type.startsWith('Service') && type !== 'AccountUpdated',
    );
  // Restarts begin chains of their own, so only what happened is compared, not the ids.
  expect(ours(beside).map((event) => JSON.stringify(event))).toEqual(ours(alone).map((event) => JSON.stringify(event)));
  expect(beside.count('HandlerFailed')).toBeGreaterThan(0);
});

test.each([1, 3])(
  'a plug-in that throws %i times is restarted each time and works again; nothing is published twice, nothing skipped',
  async (times) => {
    const plugIn = breaking('EURUSD', times);
    const flow = await new Flow({ candles, strategies, sockets: { services: [plugIn] } }).run();
    expect(flow.of('ServiceRestarted').map(({ service, symbol, restarts }) => [service, symbol, restarts])).toEqual(
      Array.from({ length: times }, (_, index) => ['PlugIn', 'EURUSD', index + 1]),
    );
    expect(flow.count('ServiceFailed')).toBe(0);
    for (const symbol of ['EURUSD', 'GBPUSD'])
      expect(ofType(flow, symbol)).toEqual(LONG_RISE.map((_, index) => index + 1));
    expect(plugIn.handled.filter((one) => one.startsWith('GBPUSD'))).toHaveLength(LONG_RISE.length);
    expect(flow.orchestrator.getServiceMetrics()['PlugIn']).toMatchObject({ restarts: times, errors: times });
  },
);

test('the budget is respected: after max_restarts in a row it has failed, on that symbol only, and the system goes on', async () => {
  const plugIn = breaking('EURUSD', Infinity);
  const flow = await new Flow({
    candles,
    strategies,
    sockets: { services: [plugIn] },
    config: { orchestrator: { max_restarts: 3 } },
  }).run();
  expect(flow.count('ServiceRestarted')).toBe(3);
  expect(flow.of('ServiceFailed')).toMatchObject([
    { service: 'PlugIn', symbol: 'EURUSD', reaction: 'degrade', blocksEntries: false },
  ]);
  expect(plugIn.handled).toHaveLength(LONG_RISE.length);
  expect(flow.orchestrator.status).toBe('stopped');
});

test('restart_window: restarts that are further apart than the window do not add up', async () => {
  const often = (window: number): Promise<Flow> => {
    const flow: Flow = new Flow({ candles, config: { orchestrator: { max_restarts: 3, restart_window: window } } });
    failIn(flow, 'IndicatorCalculationService', (symbol, minute) => symbol === 'EURUSD' && minute % 2 === 0);
    return flow.run();
  };
  expect((await often(60)).count('ServiceFailed')).toBe(0);
  expect((await often(3_600)).count('ServiceFailed')).toBe(1);
});

test.each(['IndicatorCalculationService', 'StrategyEvaluationService', 'RiskGate'])(
  '%s is restarted: every row is there, each candle once, and the trades are those of a run without the failure',
  async (service) => {
    const alone = await new Flow({ candles, strategies }).run();
    const flow: Flow = new Flow({ candles, strategies });
    failIn(flow, service, (symbol, minute) => symbol === 'EURUSD' && minute === 2);
    await flow.run();
    expect(flow.of('ServiceRestarted').map((event) => [event.service, event.symbol])).toEqual([[service, 'EURUSD']]);
    for (const symbol of ['EURUSD', 'GBPUSD']) {
      expect(ofType(flow, symbol)).toEqual(LONG_RISE.map((_, index) => index + 1));
    }
    const opened = (of: Flow) => of.of('PositionOpened').map((event) => JSON.stringify(event));
    expect(opened(flow)).toEqual(opened(alone));
  },
);

test('a service that fails while an order is under way loses no fill', async () => {
  const flow: Flow = new Flow({ candles, strategies });
  let left = 1;
  flow.orchestrator.bus.subscribe(
    'OrderFilled',
    () => {
      left -= 1;
      if (left >= 0) throw new Error('breaks on a fill');
    },
    { name: 'PositionMonitor' },
  );
  await flow.run();
  expect(flow.of('ServiceRestarted').map(({ service }) => service)).toEqual(['PositionMonitor']);
  expect(flow.count('PositionOpened')).toBe(2);
});

test('a service of ours that has failed on a symbol blocks entries of that symbol, and only those', async () => {
  const flow: Flow = new Flow({ candles, strategies, config: { orchestrator: { max_restarts: 0 } } });
  failIn(flow, 'TradeExecutionService', (symbol, minute) => symbol === 'EURUSD' && minute === 1);
  await flow.run();
  expect(flow.of('ServiceFailed')).toMatchObject([{ service: 'TradeExecutionService', symbol: 'EURUSD' }]);
  expect(flow.of('PositionOpened').map(({ symbol }) => symbol)).toEqual(['GBPUSD']);
  expect(
    new Set(
      flow
        .of('OrderDenied')
        .filter(({ symbol }) => symbol === 'EURUSD')
        .map(({ reason }) => reason),
    ),
  ).toEqual(new Set(['service_failed']));
  expect(flow.orchestrator.getServiceHealth()['TradeExecutionService']).toMatchObject({
    is_healthy: false,
    failed_symbols: ['EURUSD'],
  });
});

test('halt: the first service that has failed ends the run, and it says why', async () => {
  const flow: Flow = new Flow({
    candles,
    sockets: { services: [breaking('EURUSD', Infinity)] },
    config: { orchestrator: { max_restarts: 1, on_service_failure: 'halt' } },
  });
  await flow.run();
  expect(flow.count('CycleStarted')).toBe(2);
  expect(flow.orchestrator.status).toBe('error');
  expect(flow.orchestrator.haltedBecause).toContain('PlugIn on EURUSD used up its 1 restarts');
  expect(flow.orchestrator.getOrchestratorMetrics().halted_because).toContain('PlugIn');
  expect(flow.count('ServiceStopped')).toBe(8);
});

test('enable_auto_restart off: nothing is restarted, the service goes on with the next event', async () => {
  const plugIn = breaking('EURUSD', 2);
  const flow = await new Flow({
    candles,
    sockets: { services: [plugIn] },
    config: { orchestrator: { enable_auto_restart: false } },
  }).run();
  expect(flow.count('ServiceRestarted')).toBe(0);
  expect(flow.count('HandlerFailed')).toBe(2);
  expect(plugIn.handled.filter((one) => one.startsWith('EURUSD'))).toHaveLength(LONG_RISE.length - 2);
});

test('a restart by hand, also in the middle of a run, changes nothing of the trading', async () => {
  const alone = await new Flow({ candles, strategies }).run();
  const flow: Flow = new Flow({ candles, strategies });
  let done = false;
  flow.orchestrator.bus.subscribe('CycleStarted', ({ instant }) => {
    if (instant !== at(3) || done) return;
    done = true;
    flow.clock.setTimer(1_000, () => flow.orchestrator.restartService('IndicatorCalculationService', 'EURUSD'));
    flow.clock.setTimer(2_000, () => flow.orchestrator.restartService('StrategyEvaluationService'));
  });
  await flow.run();
  expect(flow.of('ServiceRestarted').map(({ service, symbol }) => [service, symbol])).toEqual([
    ['IndicatorCalculationService', 'EURUSD'],
    ['StrategyEvaluationService', undefined],
  ]);
  const trades = (of: Flow) =>
    of.events
      .filter(({ type }) => type.startsWith('Order') || type.startsWith('Position'))
      .map((event) => JSON.stringify(event));
  expect(trades(flow)).toEqual(trades(alone));
  expect(() => flow.orchestrator.restartService('Nobody')).toThrow('there is no service "Nobody"');
});
