import type { CandleFeed } from '@q/events';
import type { ConfigInput } from '@q/config';
import { LoggingManager } from '@q/logging';
import { WiringError } from '@q/orchestrator';
import { at, BUY_HIGH, candlesFrom, Flow, MINUTE_MS, RISE, START, strategyOf } from './testing/flow.js';
import type { FlowOptions } from './testing/flow.js';

const TWO = { EURUSD: candlesFrom([...RISE, 1.2, 1.2]), GBPUSD: candlesFrom([...RISE, 1.2, 1.2]) };
const candles = { EURUSD: TWO.EURUSD };
const strategies = { EURUSD: [BUY_HIGH] };
const PAST = START - 3 * 1_440 * MINUTE_MS;
const history = candlesFrom(
  Array.from({ length: 4 * 1_440 }, () => 1.1),
  PAST,
);

const run = (config: Partial<ConfigInput>, options: Partial<FlowOptions> = {}): Promise<Flow> =>
  new Flow({ candles, strategies, ...options, config }).run();
const started = (flow: Flow) => flow.of('ServiceStarted').map(({ service }) => service);

describe('services', () => {
  const steps = ['data_fetching', 'indicator_calculation', 'strategy_evaluation', 'trade_execution'] as const;
  const names = {
    data_fetching: 'DataFetchingService',
    indicator_calculation: 'IndicatorCalculationService',
    strategy_evaluation: 'StrategyEvaluationService',
    trade_execution: 'TradeExecutionService',
  };

  test.each([4, 3, 2, 1, 0])('%i steps of the line are on: the tail that is off is really left out', async (on) => {
    const services = Object.fromEntries(steps.map((step, index) => [step, { enabled: index < on }]));
    const flow = await run({ services });
    steps.forEach((step, index) => expect(started(flow).includes(names[step])).toBe(index < on));
    expect([
      flow.count('NewCandle') > 0,
      flow.count('IndicatorsCalculated') > 0,
      flow.count('EntrySignal') > 0,
      flow.count('OrderPlaced') > 0,
    ]).toEqual(steps.map((_, index) => index < on));
    expect(started(flow)).toEqual(expect.arrayContaining(['RiskGate', 'PositionMonitor', 'AutomationSwitch']));
    expect(flow.count('HandlerFailed')).toBe(0);
  });

  test.each(['data_fetching', 'indicator_calculation', 'strategy_evaluation'] as const)(
    '%s off, with the rest on, is refused',
    (step) => {
      expect(() => new Flow({ candles, config: { services: { [step]: { enabled: false } } } })).toThrow(WiringError);
    },
  );

  test.each([0, 2])('data_fetching.retry_attempts %i', async (retryAttempts) => {
    let requests = 0;
    const down = (feed: CandleFeed): CandleFeed => ({
      ...feed,
      request: (_request, inbox) => {
        requests += 1;
        inbox.failed({ message: 'down', retryable: true });
      },
    });
    const flow = new Flow({
      candles,
      wrapFeed: down,
      config: { services: { data_fetching: { retry_attempts: retryAttempts } } },
    });
    flow.clock.setTimer(100 * MINUTE_MS, () => undefined);
    await flow.run(2);
    // The retries of the first cycle, and the first request of the second.
    expect(requests).toBe(retryAttempts + 2);
    expect(flow.of('DataFetchError')[0]).toMatchObject({ attempts: retryAttempts + 1 });
  });

  test.each([1, 2])('data_fetching.candle_index %i', async (candleIndex) => {
    const flow = await run({ services: { data_fetching: { candle_index: candleIndex } } });
    const [first] = flow.envelopesOf('NewCandle');
    expect(first?.at).toBe(at(candleIndex));
    expect(flow.count('NewCandle')).toBe(11 - candleIndex);
    expect(flow.of('NewCandle').every(({ phase }) => phase === 'live')).toBe(true);
  });

  test.each([1, 3])('data_fetching.nbr_bars %i', async (nbrBars) => {
    const flow = new Flow({
      candles: { EURUSD: history },
      config: { services: { data_fetching: { nbr_bars: nbrBars } } },
    });
    await flow.run(1);
    expect(flow.of('NewCandle').map(({ candle }) => candle.closeTime)).toEqual(
      [at(-1), at(0), at(1)].slice(3 - nbrBars),
    );
  });

  test.each([10, 30])('data_fetching.fetch_interval %i', async (seconds) => {
    const flow = new Flow({
      candles,
      polledFrom: START,
      config: { services: { data_fetching: { fetch_interval: seconds } } },
    });
    await flow.polled?.drive(flow.orchestrator.initialize());
    const before = flow.envelopesOf('CycleStarted').length;
    await flow.run(3);
    expect(
      flow
        .envelopesOf('CycleStarted')
        .slice(before)
        .map((envelope) => (envelope.at - START) / 1_000),
    ).toEqual([0, seconds, 2 * seconds]);
  });

  test.each([3, 6])('indicator_calculation.recent_rows_limit %i', async (limit) => {
    const flow: Flow = new Flow({
      candles,
      config: { services: { indicator_calculation: { recent_rows_limit: limit } } },
    });
    let sent = 0;
    flow.clock.setTimer(8 * MINUTE_MS + 1_000, () => {
      const before = flow.count('IndicatorsCalculated');
      flow.orchestrator.restartService('StrategyEvaluationService', 'EURUSD');
      sent = flow.count('IndicatorsCalculated') - before;
    });
    await flow.run();
    expect(sent).toBe(limit);
  });

  test.each([true, false])('indicator_calculation.track_regime_changes %p', async (track) => {
    const closes = [
      ...Array.from({ length: 560 }, (_, index) => 1 + Math.sin(index) / 5_000),
      ...Array.from({ length: 200 }, (_, index) => 1 + index / 200),
    ];
    const flow = await run(
      { services: { indicator_calculation: { track_regime_changes: track } } },
      { candles: { EURUSD: candlesFrom(closes) }, strategies: {} },
    );
    expect(flow.count('RegimeChanged') > 0).toBe(track);
  });

  test.each(['on_new_candle', 'continuous'] as const)('strategy_evaluation.evaluation_mode %s', async (mode) => {
    const nervous = strategyOf('nervous', { entry: { long: 'close > 1.15' }, exit: { long: 'close > 1.15' } });
    const flow: Flow = new Flow({
      candles,
      strategies: { EURUSD: [nervous] },
      polledFrom: START,
      config: { services: { strategy_evaluation: { evaluation_mode: mode }, data_fetching: { fetch_interval: 20 } } },
    });
    await flow.run(22);
    const [exit] = flow.envelopesOf('ExitSignal');
    const opened = flow.envelopesOf('PositionOpened')[0]?.at ?? NaN;
    // The position opens with the candle that is then evaluated: only idle polls come before the next candle.
    expect(exit?.at).toBeGreaterThanOrEqual(opened);
    const decided = flow.of('ExitSignal').map(({ decidedAt }) => decidedAt);
    expect(new Set(decided).size).toBe(decided.length);
    expect(
      flow
        .of('EntrySignal')
        .every(({ decidedAt }, index, all) => all.findIndex((one) => one.decidedAt === decidedAt) === index),
    ).toBe(true);
  });

  test('continuous equals on_new_candle in a backtest', async () => {
    const types = async (mode: 'on_new_candle' | 'continuous') =>
      (await run({ services: { strategy_evaluation: { evaluation_mode: mode } } })).events;
    expect(JSON.stringify(await types('continuous'))).toBe(JSON.stringify(await types('on_new_candle')));
  });

  test.each([1, 6])('strategy_evaluation.min_rows_required %i', async (rows) => {
    const eager = strategyOf('eager', { entry: { long: 'close > 1' } });
    const flow = await run(
      { services: { strategy_evaluation: { min_rows_required: rows } } },
      { strategies: { EURUSD: [eager] } },
    );
    expect(flow.of('EntrySignal')[0]?.decidedAt).toBe(at(rows));
  });

  test.each([
    ['immediate', 1],
    ['batch', 2],
    ['batch', 5],
  ] as const)('trade_execution.execution_mode %s, batch_size %i', async (mode, size) => {
    const flow = await run(
      { services: { trade_execution: { execution_mode: mode, batch_size: size } } },
      { candles: TWO, strategies: { EURUSD: [BUY_HIGH], GBPUSD: [BUY_HIGH] } },
    );
    const order = flow.types.filter((type) => type === 'OrderApproved' || type === 'OrderPlaced').slice(0, 4);
    expect(order).toEqual(['OrderApproved', 'OrderApproved', 'OrderPlaced', 'OrderPlaced']);
    // Nothing waits longer than its cycle.
    expect(flow.envelopesOf('OrderPlaced').map((envelope) => envelope.at)).toEqual([at(5), at(5)]);
    const accepted = flow.types
      .slice(flow.types.indexOf('OrderPlaced'))
      .filter((type) => type === 'OrderPlaced' || type === 'OrderAccepted')
      .slice(0, 4);
    expect(accepted).toHaveLength(4);
    expect(flow.count('PositionOpened')).toBe(2);
  });
});

describe('event_bus', () => {
  test('mode asynchronous in paper mode: the same candles, rows and trades', async () => {
    const outcome = async (mode: 'synchronous' | 'asynchronous') => {
      const flow = new Flow({
        candles: TWO,
        strategies: { EURUSD: [BUY_HIGH], GBPUSD: [BUY_HIGH] },
        polledFrom: START,
        config: { mode: 'paper', event_bus: { mode } },
      });
      await flow.run(140);
      return ['NewCandle', 'IndicatorsCalculated', 'EntrySignal', 'OrderPlaced', 'PositionOpened']
        .map((type) => [type, flow.count(type as 'NewCandle')])
        .concat([['failed', flow.count('HandlerFailed')]]);
    };
    const synchronous = await outcome('synchronous');
    expect(synchronous).toContainEqual(['PositionOpened', 2]);
    expect(await outcome('asynchronous')).toEqual(synchronous);
  });

  test('mode asynchronous with its default queues warms up over three timeframes without losing anything', async () => {
    const flow = new Flow({
      candles: { EURUSD: history },
      config: {
        mode: 'paper',
        event_bus: { mode: 'asynchronous' },
        trading: { symbols: ['EURUSD'], timeframes: ['1', '5', '15'] },
      },
      polledFrom: START,
    });
    await flow.polled?.drive(flow.orchestrator.initialize());
    expect(flow.count('HandlerFailed')).toBe(0);
    expect(flow.count('IndicatorsCalculated')).toBe(flow.count('NewCandle'));
    expect(flow.orchestrator.getEventBusMetrics().queues.dropped).toBe(0);
  });

  test.each(['drop-oldest', 'error', 'block'] as const)('overflow %s with queue_limit 2', async (overflow) => {
    const slow = { times: 0 };
    const flow: Flow = new Flow({
      candles,
      polledFrom: START,
      config: { mode: 'paper', event_bus: { mode: 'asynchronous', queue_limit: 2, overflow } },
    });
    const { bus } = flow.orchestrator;
    bus.subscribe('FeedStale', async () => {
      slow.times += 1;
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    });
    const stale = { type: 'FeedStale', symbol: 'EURUSD', timeframe: '1', lastCloseTime: 0, ageMs: 1 } as const;
    const refused = Array.from({ length: 6 }, () => {
      try {
        bus.publish(stale);
        return 0;
      } catch {
        return 1;
      }
    }).reduce<number>((sum, one) => sum + one, 0);
    await bus.idle();
    expect([refused > 0, bus.metrics().queues.dropped > 0]).toEqual([overflow === 'error', overflow === 'drop-oldest']);
    expect(slow.times === 6).toBe(overflow === 'block');
    await flow.polled?.drive(flow.orchestrator.stop());
  });
});

describe('logging', () => {
  async function logged(
    config: Partial<ConfigInput>,
    level = 'INFO',
    services: Readonly<Record<string, string>> = {},
  ): Promise<readonly Record<string, unknown>[]> {
    const lines: string[] = [];
    const flow = new Flow({ candles, strategies, config });
    const manager = new LoggingManager({
      level,
      format: 'json',
      now: () => 0,
      stream: { write: (text: string) => lines.push(text) > 0 },
      serviceLevels: services,
      correlationSource: () => flow.orchestrator.bus.current?.correlationId,
    });
    manager.configureRootLogger();
    await flow.run();
    await manager.close();
    const opened = flow.envelopesOf('PositionOpened')[0];
    const records = lines
      .join('')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    for (const record of records)
      if (record['message'] === 'Opened long 0.01 EURUSD at 1.2')
        expect(record['correlation_id']).toBe(opened?.correlationId);
    return records;
  }

  test('the lines of a chain carry its correlation id, under the name of their service', async () => {
    const records = await logged({});
    expect(records).toContainEqual(
      expect.objectContaining({
        logger: 'services.DataFetchingService',
        message: 'Fetched 1 bars for EURUSD 1',
        symbol: 'EURUSD',
        timeframe: '1',
        bars: 1,
      }),
    );
    const opened = records.find(({ message }) => message === 'Opened long 0.01 EURUSD at 1.2');
    expect(
      records.filter(({ correlation_id: id }) => id === opened?.['correlation_id']).map(({ service }) => service),
    ).toEqual(
      expect.arrayContaining(['StrategyEvaluationService', 'RiskGate', 'TradeExecutionService', 'PositionMonitor']),
    );
  });

  test('log_all_events logs every event', async () => {
    const busLines = (records: readonly Record<string, unknown>[]) =>
      records.filter(({ logger }) => logger === 'EventBus').length;
    expect(busLines(await logged({}))).toBe(0);
    expect(busLines(await logged({ event_bus: { log_all_events: true } }))).toBeGreaterThan(40);
  });

  test('the level, and levels of single services', async () => {
    expect((await logged({}, 'DEBUG')).some(({ level }) => level === 'DEBUG')).toBe(true);
    const records = await logged({}, 'INFO', { DataFetchingService: 'ERROR' });
    expect(records.filter(({ service }) => service === 'DataFetchingService')).toEqual([]);
    expect(records.some(({ service }) => service === 'RiskGate')).toBe(true);
  });
});

describe('risk, account and costs', () => {
  test.each([1, 2])('risk.max_positions %i', async (most) => {
    const flow = await run(
      { risk: { max_positions: most } },
      { candles: TWO, strategies: { EURUSD: [BUY_HIGH], GBPUSD: [BUY_HIGH] } },
    );
    expect(flow.count('PositionOpened')).toBe(most);
    expect(flow.of('OrderDenied').some(({ reason }) => reason === 'max_positions')).toBe(most === 1);
  });

  test.each([0.01, 0.02])('risk.max_position_size %f', async (most) => {
    const two = strategyOf('two', {
      entry: { long: 'close > 1.15' },
      risk: { position_sizing: { type: 'fixed', value: 0.02 } },
    });
    const flow = await run({ risk: { max_position_size: most } }, { strategies: { EURUSD: [two] } });
    expect(flow.count('PositionOpened')).toBe(most === 0.02 ? 1 : 0);
  });

  test('account.id is part of every order id; currency and balance are where the account begins', async () => {
    const idOf = (flow: Flow) => flow.of('OrderPlaced')[0]?.order.clientOrderId;
    const [one, two] = [await run({ account: { id: 'one' } }), await run({ account: { id: 'two', balance: 500 } })];
    expect(idOf(one)).not.toBe(idOf(two));
    expect(two.of('AccountUpdated')[0]?.account).toMatchObject({ currency: 'USD', balance: 500 });
    const yen = await run(
      { account: { currency: 'JPY', balance: 1_000_000 } },
      { candles: { USDJPY: candlesFrom([150, 150]) }, strategies: {} },
    );
    expect(yen.of('AccountUpdated')[0]?.account).toMatchObject({ currency: 'JPY', balance: 1_000_000 });
  });

  test.each([5, 30])('broker.answer_timeout %i', async (seconds) => {
    const flow = await run({ broker: { answer_timeout: seconds } }, { loses: () => 'answer' });
    expect(flow.envelopesOf('OrderUnknown')[0]?.at).toBe(at(5) + seconds * 1_000);
  });

  test('instruments: a specification of its own is used for prices and sizes', async () => {
    const coarse = { instruments: { EURUSD: { lot_step: 0.1, min_lot: 0.1, tick_size: 0.01, digits: 2, pip: 0.01 } } };
    const sized = strategyOf('sized', {
      entry: { long: 'close > 1.15' },
      risk: { position_sizing: { type: 'fixed', value: 0.29 }, sl: { type: 'fixed', value: 3 } },
    });
    const flow = await run(coarse, { strategies: { EURUSD: [sized] } });
    expect(flow.of('OrderPlaced')[0]?.order).toMatchObject({ volume: 0.2, stopLoss: { price: 1.17 } });
    expect((await run(coarse)).of('OrderDenied')[0]).toMatchObject({ reason: 'below_min_lot' });
  });
});

test.each([2, 5])('orchestrator.status_log_interval %i', async (interval) => {
  let blocks = 0;
  const flow = new Flow({ candles, config: { orchestrator: { status_log_interval: interval } } });
  await flow.orchestrator.run({ onStatus: () => void (blocks += 1) });
  await flow.orchestrator.stop();
  expect(blocks).toBe(10 / interval);
});

test('seed changes the jitter of restarts, and nothing else', async () => {
  const restartedAt = async (seed: number) => {
    const flow: Flow = new Flow({ candles, strategies, config: { seed } });
    let left = 1;
    flow.orchestrator.bus.subscribe(
      'NewCandle',
      () => {
        left -= 1;
        if (left === 0) throw new Error('once');
      },
      { name: 'RiskGate' },
    );
    await flow.run();
    return [flow.envelopesOf('ServiceRestarted')[0]?.at, flow.count('PositionOpened')];
  };
  const [a, again, b] = [await restartedAt(1), await restartedAt(1), await restartedAt(2)];
  expect(again).toEqual(a);
  expect(b[0]).not.toBe(a[0]);
  expect(b[1]).toBe(a[1]);
});
