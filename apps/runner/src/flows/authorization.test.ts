import { memoryStateStore } from '@q/journal';
import { at, BUY_HIGH, candlesFrom, Flow, RISE, strategyOf } from './testing/flow.js';

/** One lot, so that a fall of 100 pips costs 1,000. */
const LOT = { position_sizing: { type: 'fixed', value: 1 } };
const EAGER = strategyOf('eager', { entry: { long: 'close > 1.15' }, risk: LOT });
const PATIENT = strategyOf('patient', { entry: { long: 'close crosses_below 1.18' }, risk: LOT });
const candles = { EURUSD: candlesFrom([...RISE, 1.199, 1.198, 1.197, 1.17, 1.17, 1.17]) };
const risk = (more: object) => ({
  config: { risk: { max_position_size: 10, account_stop_loss: { enabled: false }, ...more } },
});

test('trading is authorised at the start, told once', async () => {
  const flow = await new Flow({ candles, strategies: { EURUSD: [BUY_HIGH] } }).run();
  expect(flow.of('TradingAuthorized')).toEqual([{ type: 'TradingAuthorized', reason: 'all checks passed' }]);
  expect(flow.count('TradingBlocked')).toBe(0);
});

test('the daily loss blocks entries and says so with the numbers; the position stays', async () => {
  const flow = await new Flow({
    candles,
    strategies: { EURUSD: [EAGER, PATIENT] },
    ...risk({ daily_loss_limit: 250 }),
  }).run();
  expect(flow.of('RiskLimitBreached')).toMatchObject([
    { limitName: 'daily_loss', value: 300, limit: 250, reaction: 'block_entries' },
  ]);
  expect(flow.of('TradingBlocked')).toEqual([{ type: 'TradingBlocked', reasons: ['daily_loss'] }]);
  expect(
    flow
      .of('OrderDenied')
      .filter(({ strategy }) => strategy === 'patient')
      .map(({ reason }) => reason),
  ).toEqual(['daily_loss']);
  expect(flow.count('PositionClosed')).toBe(0);
});

test('a daily loss of exactly the limit is none yet, and 0 is no limit', async () => {
  for (const limit of [3_000, 0]) {
    const flow = await new Flow({
      candles,
      strategies: { EURUSD: [EAGER, PATIENT] },
      ...risk({ daily_loss_limit: limit }),
    }).run();
    expect(flow.count('RiskLimitBreached')).toBe(0);
    expect(flow.of('PositionOpened').map(({ strategy }) => strategy)).toEqual(['eager', 'patient']);
  }
});

test('the next day is a new one', async () => {
  const nextDay = candlesFrom([1.19, 1.19, 1.19, 1.17, 1.17], Date.UTC(2025, 0, 7));
  const flow = await new Flow({
    candles: { EURUSD: [...candles.EURUSD, ...nextDay] },
    strategies: { EURUSD: [EAGER, PATIENT] },
    ...risk({ daily_loss_limit: 250 }),
  }).run();
  expect(flow.count('TradingAuthorized')).toBe(2);
  expect(flow.of('PositionOpened').at(-1)).toMatchObject({ strategy: 'patient', openedAt: Date.UTC(2025, 0, 7, 0, 4) });
});

describe('the account stop', () => {
  const stop = (more: object) => ({
    config: {
      risk: {
        max_position_size: 10,
        daily_loss_limit: 0,
        account_stop_loss: { daily_loss_limit: 250, max_drawdown_pct: 0, ...more },
      },
    },
  });

  test('closes every position at the next price and blocks entries', async () => {
    const flow = await new Flow({ candles, strategies: { EURUSD: [EAGER, PATIENT] }, ...stop({}) }).run();
    expect(flow.of('RiskLimitBreached')).toMatchObject([
      { limitName: 'account_daily_loss', reaction: 'close_positions' },
    ]);
    expect(flow.of('PositionClosed')).toMatchObject([
      { strategy: 'eager', reason: 'account_stop', exitPrice: 1.197, closedAt: candles.EURUSD[11]?.openTime },
    ]);
    expect(flow.of('TradingBlocked')).toMatchObject([{ reasons: ['account_stop'] }]);
    expect(flow.of('PositionOpened').map(({ strategy }) => strategy)).toEqual(['eager']);
  });

  test('an order of another symbol that was under way at the breach is taken back before it fills', async () => {
    // The second symbol trades again only after the breach: its order waits for that candle.
    const gbp = candlesFrom([1.1, 1.1, 1.1, 1.1, 1.1, 1.1, 1.1, 1.1, 1.1, 1.2, 1.2, 1.2, 1.2, 1.2]).filter(
      (_, index) => index !== 10 && index !== 11,
    );
    const flow = await new Flow({
      candles: { EURUSD: candles.EURUSD, GBPUSD: gbp },
      strategies: { EURUSD: [EAGER], GBPUSD: [BUY_HIGH] },
      ...stop({}),
    }).run();
    expect(flow.of('PositionOpened').map(({ symbol }) => symbol)).toEqual(['EURUSD']);
    expect(flow.of('CancelRequested')).toMatchObject([{ symbol: 'GBPUSD', reason: 'account_stop' }]);
    expect(flow.of('OrderCanceled').map(({ symbol }) => symbol)).toEqual(['GBPUSD']);
  });

  test('off, it does nothing; with close_positions_on_breach off it only blocks; with stop_trading_on_breach off it only closes', async () => {
    const outcome = async (more: object) => {
      const flow = await new Flow({ candles, strategies: { EURUSD: [EAGER, PATIENT] }, ...stop(more) }).run();
      return [flow.count('PositionOpened'), flow.count('PositionClosed')];
    };
    expect(await outcome({ enabled: false })).toEqual([2, 0]);
    expect(await outcome({ close_positions_on_breach: false })).toEqual([1, 0]);
    // The stop closed the first; both strategies may enter again.
    expect(await outcome({ stop_trading_on_breach: false })).toEqual([3, 1]);
  });

  test('a drawdown from the peak is one too', async () => {
    const flow = await new Flow({
      candles,
      strategies: { EURUSD: [EAGER] },
      ...stop({ daily_loss_limit: 0, max_drawdown_pct: 2 }),
    }).run();
    expect(flow.of('RiskLimitBreached')).toMatchObject([{ limitName: 'account_drawdown', limit: 2 }]);
    expect(flow.of('RiskLimitBreached')[0]?.value).toBeCloseTo(3, 10);
  });
});

test.each([
  [{ daily_reset_time: '08:30:00', cooldown_period_minutes: 0 }, 30],
  [{ daily_reset_time: '09:30:00', timezone_offset: '+01:00', cooldown_period_minutes: 0 }, 30],
  [{ daily_reset_time: '08:30:00', cooldown_period_minutes: 25 }, 36],
  [{ daily_reset_time: '00:00:00', cooldown_period_minutes: 0 }, undefined],
])('account stop with %j: entries are allowed again in minute %p', async (more, minute) => {
  const long = { EURUSD: candlesFrom([...RISE, 1.199, 1.198, 1.197, ...Array.from({ length: 40 }, () => 1.197)]) };
  const account_stop_loss = { daily_loss_limit: 250, max_drawdown_pct: 0, ...more };
  const config = { risk: { max_position_size: 10, daily_loss_limit: 0, account_stop_loss } };
  const flow = await new Flow({ candles: long, strategies: { EURUSD: [EAGER] }, config }).run();
  expect(flow.envelopesOf('TradingBlocked').map((envelope) => envelope.at)).toEqual([at(11)]);
  const [, again] = flow.envelopesOf('TradingAuthorized');
  expect(again?.at).toBe(minute === undefined ? undefined : at(minute));
});

describe('the automation switch', () => {
  test('off by configuration: signals are denied, nothing is sent', async () => {
    const flow = await new Flow({
      candles,
      strategies: { EURUSD: [BUY_HIGH] },
      config: { automation: { enabled: false } },
    }).run();
    expect(new Set(flow.of('OrderDenied').map(({ reason }) => reason))).toEqual(new Set(['automation_off']));
    expect(flow.count('OrderPlaced')).toBe(0);
    expect(flow.of('TradingBlocked')).toEqual([{ type: 'TradingBlocked', reasons: ['automation_off'] }]);
  });

  test('switched off from outside: entries stop, the exit of the open position goes on', async () => {
    const flow: Flow = new Flow({
      candles: { EURUSD: candlesFrom([...RISE, 1.0, 1.2, 1.2, 1.2]) },
      strategies: { EURUSD: [BUY_HIGH] },
    });
    flow.orchestrator.bus.subscribe('PositionOpened', () =>
      flow.orchestrator.control.send({
        kind: 'automation',
        action: 'DISABLE',
        requestedBy: 'operator',
        reason: 'news',
      }),
    );
    await flow.run();
    expect(flow.of('AutomationStateChanged')).toMatchObject([
      { enabled: false, previous: true, requestedBy: 'operator', reason: 'news' },
    ]);
    expect(flow.count('PositionOpened')).toBe(1);
    expect(flow.of('PositionClosed')).toMatchObject([{ reason: 'exit_signal' }]);
    expect(flow.of('OrderDenied').at(-1)).toMatchObject({ reason: 'automation_off' });
  });

  test('the state survives a restart, and the saved one wins over the configuration', async () => {
    const automationState = memoryStateStore();
    const options = { candles, strategies: { EURUSD: [BUY_HIGH] }, sockets: { automationState } };
    const first = new Flow(options);
    await first.orchestrator.start();
    first.orchestrator.control.send({ kind: 'automation', action: 'DISABLE', requestedBy: 'operator', reason: 'news' });
    await first.run();
    const second = await new Flow(options).run();
    expect(second.count('OrderPlaced')).toBe(0);
    expect(automationState.load()).toMatchObject({ enabled: false, requestedBy: 'operator' });
  });

  test('a state that cannot be read counts as off', async () => {
    const automationState = {
      load: () => {
        throw new Error('damaged');
      },
      save: () => undefined,
    };
    const flow = await new Flow({ candles, strategies: { EURUSD: [BUY_HIGH] }, sockets: { automationState } }).run();
    expect(flow.count('OrderPlaced')).toBe(0);
  });
});

test('stopping: nothing is entered on the way down', async () => {
  const flow: Flow = new Flow({ candles, strategies: { EURUSD: [BUY_HIGH] } });
  flow.orchestrator.bus.subscribe('CycleStarted', ({ instant }) => {
    if (instant === at(4)) void flow.orchestrator.stop();
  });
  await flow.run();
  expect(flow.count('OrderPlaced')).toBe(0);
});
