import { VirtualClock } from '@q/events';
import { defineService } from '@q/services';
import { at, BUY_HIGH, candlesFrom, Flow, MINUTE_MS, RISE, START } from './testing/flow.js';

const LINE = [
  'DataFetchingService',
  'IndicatorCalculationService',
  'StrategyEvaluationService',
  'RiskGate',
  'TradeExecutionService',
  'PositionMonitor',
  'AutomationSwitch',
];
const candles = { EURUSD: candlesFrom(RISE) };
const strategies = { EURUSD: [BUY_HIGH] };
const days = (many: number): number[] => Array.from({ length: many * 1_440 }, (_, index) => 1.1 + (index % 7) / 1_000);

describe('initialisation', () => {
  test('starts every service from the end of the line, once, however often it is asked', async () => {
    const { orchestrator, of } = bound(new Flow({ candles, strategies }));
    expect(orchestrator.status).toBe('initializing');
    await orchestrator.initialize();
    await orchestrator.initialize();
    await orchestrator.start();
    await orchestrator.start();
    expect(of('ServiceStarted').map(({ service }) => service)).toEqual([...LINE].reverse());
    expect(orchestrator.status).toBe('running');
    expect(Object.values(orchestrator.getServiceHealth()).every(({ is_healthy: isHealthy }) => isHealthy)).toBe(true);
    await orchestrator.stop();
  });

  test('on a real clock the indicators are warm before the first live candle, and nothing is traded on the past', async () => {
    const history = candlesFrom(days(4), START - 3 * 1_440 * MINUTE_MS);
    const flow = new Flow({
      candles: { EURUSD: history },
      strategies: {
        EURUSD: [
          {
            ...BUY_HIGH,
            name: 'eager',
            entry: {
              long: {
                mode: 'any',
                conditions: [{ signal: 'close', operator: '>', value: 0, timeframe: '1', lookback: 1 }],
              },
            },
          },
        ],
      },
      indicators: { EURUSD_1: { sma: { period: 200 } } },
      polledFrom: START + 20_000,
    });
    await flow.polled?.drive(flow.orchestrator.initialize());
    expect(flow.count('NewCandle')).toBeGreaterThanOrEqual(501);
    expect(new Set(flow.of('NewCandle').map(({ phase }) => phase))).toEqual(new Set(['warm-up']));
    expect(flow.of('NewCandle').at(-1)?.candle.closeTime).toBe(START);
    expect(flow.count('EntrySignal')).toBe(0);
    const before = flow.count('NewCandle');
    await flow.run(13);
    const live = flow.of('NewCandle').slice(before);
    expect(live.map(({ candle, phase }) => [candle.closeTime, phase])).toEqual([[at(1), 'live']]);
    expect(flow.of('IndicatorsCalculated').at(-1)?.row.value('sma')).toEqual(expect.any(Number));
    expect(flow.of('IndicatorsCalculated').at(-1)?.row.value('regime')).not.toBe('warming_up');
    expect(flow.count('EntrySignal')).toBe(1);
  });

  test('each candle of the warm-up comes once and in order', async () => {
    const history = candlesFrom(days(4), START - 3 * 1_440 * MINUTE_MS);
    const flow = new Flow({
      candles: { EURUSD: history },
      config: { trading: { symbols: ['EURUSD'], timeframes: ['1', '15', '60'] } },
      polledFrom: START + 20_000,
    });
    await flow.polled?.drive(flow.orchestrator.initialize());
    for (const timeframe of ['1', '15', '60']) {
      const closes = flow
        .of('NewCandle')
        .filter((event) => event.timeframe === timeframe)
        .map(({ candle }) => candle.closeTime);
      expect(closes).toEqual([...new Set(closes)].sort((a, b) => a - b));
      expect(closes.at(-1)).toBe(START);
    }
    expect(flow.count('DataFetchError')).toBe(0);
  });
});

describe('stopping', () => {
  test('stops every service from the front of the line and closes feed and broker; a second stop is the same one', async () => {
    const flow = new Flow({ candles, strategies });
    await flow.orchestrator.run();
    const first = flow.orchestrator.stop();
    expect(flow.orchestrator.status).toBe('stopping');
    expect(flow.orchestrator.stop()).toBe(first);
    expect(await first).toEqual({ errors: [], timedOut: false });
    expect(flow.of('ServiceStopped').map(({ service }) => service)).toEqual(LINE);
    expect(flow.orchestrator.status).toBe('stopped');
    await expect(flow.orchestrator.start()).rejects.toThrow('a system that is stopped is not started again');
  });

  test('errors while stopping are collected, and everything is stopped all the same', async () => {
    const rude = defineService({
      name: 'Rude',
      produces: [],
      on: {},
      stop: () => {
        throw new Error('not now');
      },
    });
    const flow = new Flow({ candles, sockets: { services: [rude] } });
    await flow.orchestrator.start();
    const { errors } = await flow.orchestrator.stop();
    expect(errors.map(String)).toEqual(['Error: not now']);
    expect(flow.of('ServiceStopped').map(({ service }) => service)).toEqual(expect.arrayContaining([...LINE, 'Rude']));
  });

  test('a service that never stops is left behind at the deadline', async () => {
    const stuck = defineService({
      name: 'Stuck',
      produces: [],
      on: {},
      stop: () => new Promise<void>(() => undefined),
    });
    const flow = new Flow({ candles, sockets: { services: [stuck] }, polledFrom: START });
    await flow.polled?.drive(flow.orchestrator.start());
    const report = await flow.polled?.drive(flow.orchestrator.stop({ deadlineMs: 2_000 }));
    expect(report?.timedOut).toBe(true);
    expect(flow.of('ServiceStopped').map(({ service }) => service)).toEqual(expect.arrayContaining(LINE));
    expect(flow.orchestrator.status).toBe('stopped');
  });

  test('the deadline also holds where the running cycle never ends', async () => {
    const hung = defineService({
      name: 'Hung',
      produces: [],
      on: { NewCandle: ({ phase }) => (phase === 'live' ? new Promise<void>(() => undefined) : undefined) },
    });
    const flow = new Flow({
      candles: { EURUSD: candlesFrom(days(3), START - 2 * 1_440 * MINUTE_MS) },
      config: { mode: 'paper', event_bus: { mode: 'asynchronous' } },
      sockets: { services: [hung] },
      polledFrom: START,
    });
    let isHung = false;
    const hanging = new Promise<void>((resolve) => {
      flow.orchestrator.bus.subscribe('NewCandle', ({ phase }) => {
        if (phase !== 'live' || isHung) return;
        isHung = true;
        resolve();
      });
    });
    void flow.orchestrator.run().catch(() => undefined);
    await flow.polled?.drive(hanging);
    const report = await flow.polled?.drive(flow.orchestrator.stop({ deadlineMs: 2_000 }));
    expect(report?.timedOut).toBe(true);
  });

  test('after a stop nothing waits on the clock', async () => {
    const flow = new Flow({ candles, strategies, polledFrom: START, loses: () => 'answer' });
    await flow.run(3);
    expect(flow.polled?.nextDue).toBeUndefined();
  });

  test('a stop while it runs ends the run after the present cycle', async () => {
    const flow = new Flow({ candles: { EURUSD: candlesFrom(days(1)) } });
    flow.orchestrator.bus.subscribe('CycleStarted', ({ cycle }) => {
      if (cycle === 10) flow.orchestrator.control.send({ kind: 'stop', requestedBy: 'test', reason: 'enough' });
    });
    await flow.orchestrator.run();
    await flow.orchestrator.stop();
    expect(flow.count('CycleStarted')).toBe(10);
    expect(flow.count('IndicatorsCalculated')).toBe(10);
  });

  test('a stop before any start is no error', async () => {
    const flow = new Flow({ candles });
    expect(await flow.orchestrator.stop()).toEqual({ errors: [], timedOut: false });
    expect(flow.orchestrator.status).toBe('stopped');
  });
});

test('a system whose service cannot start says so and is in error', async () => {
  const broken = defineService({
    name: 'Broken',
    produces: [],
    on: {},
    start: () => {
      throw new Error('no licence');
    },
  });
  const flow = new Flow({ candles, sockets: { services: [broken] } });
  await expect(flow.orchestrator.start()).rejects.toThrow('no licence');
  expect(flow.orchestrator.status).toBe('error');
  await flow.orchestrator.stop();
});

test('the clock of a virtual run is where the data is', async () => {
  const flow = await new Flow({ candles }).run();
  expect(flow.clock).toBeInstanceOf(VirtualClock);
  expect(flow.clock.now()).toBe(at(8));
});

function bound(flow: Flow) {
  return { orchestrator: flow.orchestrator, of: flow.of.bind(flow) };
}
