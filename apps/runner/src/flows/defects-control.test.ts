import type { JournalRecord } from '@q/events';
import { memoryStateStore } from '@q/journal';
import { at, BUY_HIGH, candlesFrom, Flow, RISE, START, strategyOf } from './testing/flow.js';

const candles = { EURUSD: candlesFrom([...RISE, 1.2, 1.2]) };
const strategies = { EURUSD: [BUY_HIGH] };

describe('the saved automation switch', () => {
  const runWith = (state: JournalRecord): Promise<Flow> => {
    const automationState = memoryStateStore();
    automationState.save(state);
    return new Flow({ candles, strategies, sockets: { automationState } }).run();
  };

  test('is obeyed by every service after a restart: what it says is what is done', async () => {
    const off = await runWith({ enabled: false, requestedBy: 'operator', reason: 'news', changedAt: 0 });
    expect([off.count('OrderApproved'), off.of('TradingBlocked')[0]?.reasons]).toEqual([0, ['automation_off']]);
    const asked: Flow = new Flow({ candles, strategies, sockets: { automationState: stateOf({ enabled: false }) } });
    await asked.orchestrator.start();
    asked.orchestrator.control.send({ kind: 'automation', action: 'QUERY', requestedBy: 'operator', reason: '' });
    await asked.run();
    expect(asked.of('AutomationStateChanged')).toMatchObject([{ enabled: false, previous: false }]);
    expect((await runWith({ enabled: true })).count('PositionOpened')).toBe(1);
  });

  test.each([['false'], ['no'], [0], [null], [undefined]])(
    'a value of %j for enabled counts as off',
    async (enabled) => {
      expect((await runWith(enabled === undefined ? {} : { enabled })).count('OrderPlaced')).toBe(0);
    },
  );
});

describe('asking inside the handler of a change', () => {
  const DISABLE = { kind: 'automation', action: 'DISABLE', requestedBy: 'operator', reason: 'news' } as const;

  test('for metrics, health and state answers at once, and the run goes on to its end', async () => {
    const flow: Flow = new Flow({ candles, strategies });
    const { orchestrator } = flow;
    const answers: unknown[] = [];
    let hasAsked = false;
    orchestrator.bus.subscribe('AutomationStateChanged', ({ enabled }) => {
      const { orchestrator: metrics, services, eventBus } = orchestrator.getAllMetrics();
      answers.push([enabled, metrics.status, Object.keys(services).length, eventBus.handler_errors]);
      answers.push(orchestrator.getServiceHealth()['AutomationSwitch']?.is_healthy);
      if (!hasAsked) orchestrator.control.send({ ...DISABLE, action: 'QUERY' });
      hasAsked = true;
    });
    orchestrator.bus.subscribe('CycleStarted', ({ instant }) => {
      if (instant === at(2)) orchestrator.control.send(DISABLE);
    });
    await flow.run();
    // The change, and the answer to the question that was asked in its handler.
    expect(answers).toEqual([[false, 'running', 7, 0], true, [false, 'running', 7, 0], true]);
    expect(flow.count('CycleStarted')).toBe(10);
  });

  test('in asynchronous mode too', async () => {
    const flow: Flow = new Flow({
      candles,
      strategies,
      polledFrom: START,
      config: { mode: 'paper', event_bus: { mode: 'asynchronous' } },
    });
    const answers: unknown[] = [];
    flow.orchestrator.bus.subscribe('AutomationStateChanged', async ({ enabled }) => {
      await Promise.resolve();
      answers.push([enabled, flow.orchestrator.getAllMetrics().orchestrator.status]);
    });
    flow.polled?.setTimer(90_000, () => flow.orchestrator.control.send(DISABLE));
    await flow.run(60);
    expect(answers).toEqual([[false, 'running']]);
    expect(flow.of('NewCandle').at(-1)?.candle.closeTime).toBeGreaterThan(at(3));
  });

  test('a command that comes while an event is handled has its place behind it: everybody hears of both in one order', async () => {
    const flow: Flow = new Flow({ candles, strategies });
    const { bus, control } = flow.orchestrator;
    const listen = (): string[] => {
      const heard: string[] = [];
      bus.subscribe(['NewCandle', 'ToggleAutomation', 'AutomationStateChanged', 'EntrySignal'], ({ type }) => {
        heard.push(type);
      });
      return heard;
    };
    const before = listen();
    bus.subscribe('NewCandle', ({ candle }) => {
      if (candle.closeTime === at(5)) control.send(DISABLE);
    });
    const after = listen();
    await flow.run();
    expect(before.slice(4, 8)).toEqual(['NewCandle', 'ToggleAutomation', 'AutomationStateChanged', 'EntrySignal']);
    expect(after).toEqual(before);
    expect(flow.of('OrderDenied')[0]).toMatchObject({ reason: 'automation_off' });
  });
});

test('a breach that halts ends the run, closes what is open, and leaves no service running', async () => {
  const lot = strategyOf('lot', {
    entry: { long: 'close > 1.15' },
    risk: { position_sizing: { type: 'fixed', value: 1 } },
  });
  const flow = new Flow({
    candles: { EURUSD: candlesFrom([...RISE, 1.19, 1.19, 1.19, 1.19]) },
    strategies: { EURUSD: [lot] },
    config: { risk: { daily_loss_limit: 0, account_stop_loss: { daily_loss_limit: 500, halt_on_breach: true } } },
  });
  await flow.run();
  expect(flow.of('PositionClosed')).toMatchObject([{ reason: 'account_stop' }]);
  expect(flow.count('CycleStarted')).toBeLessThan(12);
  expect([flow.orchestrator.status, flow.orchestrator.haltedBy]).toEqual(['error', 'risk']);
  expect(flow.count('ServiceStopped')).toBe(flow.count('ServiceStarted'));
  const health = Object.values(flow.orchestrator.getServiceHealth());
  expect(new Set(health.map(({ status }) => status))).toEqual(new Set(['stopped']));
});

test('an interval of 0 polls without a pause: nothing is divided by it', async () => {
  const flow = new Flow({ candles, polledFrom: START });
  await flow.polled?.drive(flow.orchestrator.initialize());
  const before = flow.count('CycleStarted');
  await flow.polled?.drive(flow.orchestrator.run({ intervalSeconds: 0, maxIterations: 5 }));
  await flow.polled?.drive(flow.orchestrator.stop());
  expect(flow.count('CycleStarted') - before).toBe(5);
});

function stateOf(state: JournalRecord) {
  const store = memoryStateStore();
  store.save(state);
  return store;
}
