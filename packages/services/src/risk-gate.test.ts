import { RiskDesk, STOP } from './testing/risk-desk.js';
import { MINUTE_MS, START } from './testing/service-bench.js';

describe('an approved entry', () => {
  test('is sized and protected as its strategy says, on the grid of the instrument', () => {
    const desk = new RiskDesk(
      {},
      { sl: { type: 'fixed', value: 15 }, tp: { type: 'fixed', value: 1, unit: 'percent' } },
    );
    desk.signal('EURUSD', { price: 1.23456, direction: 'short' });
    const [order] = desk.bench.sent('OrderApproved').map((event) => event.order);
    expect(order).toMatchObject({
      intent: 'entry',
      side: 'sell',
      direction: 'short',
      volume: 1,
      stopLoss: { price: 1.23606 },
      takeProfits: [{ price: 1.22221, volume: 1 }],
    });
    const ids = [order?.clientOrderId, order?.stopLoss?.clientOrderId, order?.takeProfits?.[0]?.clientOrderId];
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]{18}$/);
  });

  test('the same decision has the same order id, another candle has another one', () => {
    const first = new RiskDesk();
    const second = new RiskDesk();
    first.signal();
    second.signal();
    second.bench.publish({
      type: 'OrderRejected',
      symbol: 'EURUSD',
      clientOrderId: second.bench.sent('OrderApproved')[0]?.order.clientOrderId as never,
      message: '',
    });
    second.signal();
    const ids = second.bench.sent('OrderApproved').map(({ order }) => order.clientOrderId);
    expect(first.bench.sent('OrderApproved')[0]?.order.clientOrderId).toBe(ids[0]);
    expect(ids[1]).not.toBe(ids[0]);
  });

  test('a size below the smallest order, and a stop that rounds away, are denied with the numbers', () => {
    const small = new RiskDesk({}, { position_sizing: { type: 'fixed', value: 0.009 } });
    small.signal();
    expect(small.bench.sent('OrderDenied')).toMatchObject([{ reason: 'below_min_lot', value: 0.009, limit: 0.01 }]);
    const tight = new RiskDesk({}, { sl: { type: 'fixed', value: 0.04 } });
    tight.signal();
    expect(tight.bench.sent('OrderDenied')).toMatchObject([{ reason: 'invalid_stop' }]);
  });
});

describe('limits', () => {
  test('max_positions counts orders under way and open positions, and frees the place of a closed or dead one', () => {
    const desk = new RiskDesk({ limits: { maxPositions: 2, maxPositionSize: 10 } });
    desk.signal('EURUSD');
    const first = desk.fill();
    desk.signal('GBPUSD');
    desk.signal('USDJPY', { price: 150 });
    expect(desk.verdicts).toEqual(['entry EURUSD', 'entry GBPUSD', 'max_positions']);
    expect(desk.bench.sent('OrderDenied')[0]).toMatchObject({ value: 2, limit: 2 });
    desk.closed(first);
    desk.signal('USDJPY', { price: 150 });
    expect(desk.verdicts.at(-1)).toBe('entry USDJPY');
    const pending = desk.bench.sent('OrderApproved')[1]?.order.clientOrderId;
    if (pending === undefined) throw new Error('no second order');
    desk.bench.publish({ type: 'OrderCanceled', symbol: 'GBPUSD', clientOrderId: pending, message: '' });
    desk.signal('AUDUSD', { price: 0.7 });
    expect(desk.verdicts.at(-1)).toBe('entry AUDUSD');
  });

  test('max_position_size denies what is larger and lets the size itself pass', () => {
    for (const [maxPositionSize, verdict] of [
      [1, 'entry EURUSD'],
      [0.99, 'max_position_size'],
    ] as const) {
      const desk = new RiskDesk({ limits: { maxPositions: 10, maxPositionSize } });
      desk.signal();
      expect(desk.verdicts).toEqual([verdict]);
    }
  });

  test('one strategy is not twice in the same direction of a symbol; the other direction and another strategy are free', () => {
    const desk = new RiskDesk();
    desk.signal();
    desk.signal();
    desk.signal('EURUSD', { direction: 'short' });
    desk.signal('EURUSD', { strategy: 'other' });
    expect(desk.verdicts).toEqual(['entry EURUSD', 'duplicate_entry', 'entry EURUSD', 'entry EURUSD']);
  });

  test('the daily loss blocks strictly beyond its limit, is told once, and is forgotten with the next UTC day', () => {
    const desk = new RiskDesk({ dailyLossLimit: 100 });
    desk.account(10_000);
    desk.account(9_900);
    desk.signal();
    desk.account(9_899.99);
    desk.account(9_800);
    desk.signal('GBPUSD');
    expect(desk.verdicts).toEqual(['entry EURUSD', 'daily_loss']);
    expect(desk.bench.sent('RiskLimitBreached')).toMatchObject([
      { limitName: 'daily_loss', limit: 100, reaction: 'block_entries' },
    ]);
    expect(desk.bench.sent('TradingBlocked')).toEqual([{ type: 'TradingBlocked', reasons: ['daily_loss'] }]);
    desk.account(10_000);
    desk.signal('GBPUSD');
    expect(desk.verdicts.at(-1)).toBe('daily_loss');
    desk.cycle(START + 24 * 60 * MINUTE_MS);
    desk.signal('GBPUSD');
    expect(desk.verdicts.at(-1)).toBe('entry GBPUSD');
    expect(desk.bench.types.filter((type) => type.startsWith('Trading'))).toEqual([
      'TradingAuthorized',
      'TradingBlocked',
      'TradingAuthorized',
    ]);
  });

  test('a limit of 0 is no limit', () => {
    const desk = new RiskDesk({
      dailyLossLimit: 0,
      accountStop: { ...STOP, dailyLossLimit: 0, maxDrawdownPercent: 0 },
    });
    desk.account(10_000);
    desk.account(1);
    desk.signal();
    expect(desk.verdicts).toEqual(['entry EURUSD']);
  });
});

describe('the account stop', () => {
  test('closes every position on a breach, once, and blocks entries', () => {
    const desk = new RiskDesk({ accountStop: STOP });
    desk.account(10_000);
    desk.signal('EURUSD');
    desk.fill();
    desk.signal('GBPUSD', { direction: 'short' });
    desk.fill();
    desk.account(8_999);
    desk.account(8_500);
    expect(desk.bench.sent('RiskLimitBreached')).toMatchObject([
      { limitName: 'account_daily_loss', value: 1_001, limit: 1_000, reaction: 'close_positions' },
    ]);
    const exits = desk.bench
      .sent('OrderApproved')
      .map(({ order }) => order)
      .filter(({ intent }) => intent === 'exit');
    expect(exits.map(({ symbol, side, exitReason }) => `${symbol} ${side} ${exitReason}`)).toEqual([
      'EURUSD sell account_stop',
      'GBPUSD buy account_stop',
    ]);
    desk.signal('USDJPY', { price: 150 });
    expect(desk.verdicts.at(-1)).toBe('account_stop');
  });

  test('an entry that was under way at the breach is closed as soon as it opens', () => {
    const desk = new RiskDesk({ accountStop: STOP });
    desk.account(10_000);
    desk.signal('EURUSD');
    desk.account(8_000);
    desk.fill();
    expect(desk.verdicts).toEqual(['entry EURUSD', 'exit EURUSD']);
    expect(desk.bench.sent('OrderApproved')[1]?.order.exitReason).toBe('account_stop');
  });

  test('a drawdown from the peak stays a breach over the days; a daily breach ends with the day, but not before its cool-down', () => {
    const day = 24 * 60 * MINUTE_MS;
    const drawdown = new RiskDesk({ accountStop: { ...STOP, dailyLossLimit: 0 } });
    drawdown.account(10_000);
    drawdown.account(8_999);
    drawdown.cycle(START + 2 * day);
    drawdown.signal();
    expect(drawdown.verdicts).toEqual(['account_stop']);
    expect(drawdown.bench.sent('RiskLimitBreached')).toMatchObject([{ limitName: 'account_drawdown' }]);

    const daily = new RiskDesk({ accountStop: { ...STOP, maxDrawdownPercent: 0 } });
    daily.bench.clock.advanceTo(START + day - 10 * MINUTE_MS);
    daily.account(10_000);
    daily.account(8_999);
    daily.cycle(START + day + 49 * MINUTE_MS);
    daily.signal();
    daily.cycle(START + day + 51 * MINUTE_MS);
    daily.signal();
    expect(daily.verdicts).toEqual(['account_stop', 'entry EURUSD']);
  });

  test.each([
    [{ closePositions: false }, ['entry EURUSD', 'account_stop']],
    [{ blockEntries: false }, ['entry EURUSD', 'exit EURUSD', 'entry GBPUSD']],
  ])('%j is obeyed', (change, verdicts) => {
    const desk = new RiskDesk({ accountStop: { ...STOP, ...change } });
    desk.account(10_000);
    desk.signal('EURUSD');
    desk.fill();
    desk.account(8_000);
    desk.signal('GBPUSD');
    expect(desk.verdicts).toEqual(verdicts);
  });
});

describe('exits', () => {
  test('are never denied, whatever blocks entries', () => {
    const desk = new RiskDesk({ accountStop: { ...STOP, closePositions: false }, dailyLossLimit: 1 });
    desk.account(10_000);
    desk.signal();
    const position = desk.fill();
    desk.account(1_000);
    desk.bench.publish({
      type: 'AutomationStateChanged',
      enabled: false,
      previous: true,
      requestedBy: 'test',
      reason: '',
    });
    desk.bench.publish({
      type: 'ExitSignal',
      strategy: 'test',
      symbol: 'EURUSD',
      timeframe: '1',
      direction: 'long',
      price: 1,
      decidedAt: 5,
      reason: 'exit_signal',
    });
    expect(desk.bench.sent('OrderApproved').at(-1)?.order).toMatchObject({
      intent: 'exit',
      side: 'sell',
      positionId: position,
      exitReason: 'exit_signal',
    });
  });

  test('a position gets one exit at a time, and another one where the first came to nothing', () => {
    const desk = new RiskDesk();
    desk.signal();
    desk.fill();
    const exit = (decidedAt: number) =>
      desk.bench.publish({
        type: 'ExitSignal',
        strategy: 'test',
        symbol: 'EURUSD',
        timeframe: '1',
        direction: 'long',
        price: 1,
        decidedAt,
        reason: 'exit_signal',
      });
    exit(1);
    exit(2);
    expect(desk.verdicts).toEqual(['entry EURUSD', 'exit EURUSD']);
    const order = desk.bench.sent('OrderApproved').at(-1)?.order;
    if (order === undefined) throw new Error('no exit');
    desk.bench.publish({ type: 'OrderRejected', symbol: 'EURUSD', clientOrderId: order.clientOrderId, message: 'no' });
    exit(3);
    expect(desk.verdicts).toEqual(['entry EURUSD', 'exit EURUSD', 'exit EURUSD']);
  });

  test('an exit of one strategy leaves the position of another alone', () => {
    const desk = new RiskDesk();
    desk.signal();
    desk.fill();
    desk.bench.publish({
      type: 'ExitSignal',
      strategy: 'other',
      symbol: 'EURUSD',
      timeframe: '1',
      direction: 'long',
      price: 1,
      decidedAt: 1,
      reason: 'exit_signal',
    });
    expect(desk.verdicts).toEqual(['entry EURUSD']);
  });
});

describe('facts that block a symbol', () => {
  test('an order whose fate is not known blocks entries of its symbol only, until it is known', () => {
    const desk = new RiskDesk();
    desk.signal('EURUSD');
    const id = desk.bench.sent('OrderApproved')[0]?.order.clientOrderId;
    if (id === undefined) throw new Error('no order');
    desk.bench.publish({ type: 'OrderUnknown', symbol: 'EURUSD', clientOrderId: id, message: 'lost' });
    desk.signal('EURUSD', { strategy: 'other' });
    desk.signal('GBPUSD');
    desk.bench.publish({ type: 'OrderAccepted', symbol: 'EURUSD', clientOrderId: id, venueOrderId: 'v1' });
    desk.signal('EURUSD', { strategy: 'other' });
    expect(desk.verdicts).toEqual(['entry EURUSD', 'order_unknown', 'entry GBPUSD', 'entry EURUSD']);
  });

  test('a silent feed blocks entries of its symbol until candles come again', () => {
    const desk = new RiskDesk();
    desk.bench.publish({ type: 'FeedStale', symbol: 'EURUSD', timeframe: '1', lastCloseTime: 0, ageMs: 180_000 });
    desk.signal('EURUSD');
    desk.signal('GBPUSD');
    const candle = { openTime: 0, closeTime: 60_000, open: 1, high: 1, low: 1, close: 1, volume: 0, bars: 1 };
    desk.bench.publish({ type: 'NewCandle', symbol: 'EURUSD', timeframe: '1', candle, phase: 'live' });
    desk.signal('EURUSD');
    expect(desk.verdicts).toEqual(['stale_data', 'entry GBPUSD', 'entry EURUSD']);
    expect(desk.bench.sent('OrderDenied')[0]).toMatchObject({ value: 180_000 });
  });

  test('a service that failed blocks entries of its symbol until it is restarted; without a symbol it blocks all', () => {
    const desk = new RiskDesk();
    desk.bench.publish({
      type: 'ServiceFailed',
      service: 'PositionMonitor',
      symbol: 'EURUSD',
      reason: '',
      reaction: 'degrade',
      blocksEntries: true,
    });
    desk.signal('EURUSD');
    desk.signal('GBPUSD');
    desk.bench.publish({ type: 'ServiceRestarted', service: 'PositionMonitor', symbol: 'EURUSD', restarts: 0 });
    desk.signal('EURUSD');
    expect(desk.verdicts).toEqual(['service_failed', 'entry GBPUSD', 'entry EURUSD']);
    desk.bench.publish({
      type: 'ServiceFailed',
      service: 'PositionMonitor',
      reason: '',
      reaction: 'degrade',
      blocksEntries: true,
    });
    desk.signal('USDCHF');
    expect(desk.verdicts.at(-1)).toBe('service_failed');
  });

  test("a bot's own service that failed blocks nothing", () => {
    const desk = new RiskDesk();
    const failure = { service: 'Notifier', symbol: 'EURUSD', reason: '', reaction: 'degrade' } as const;
    desk.bench.publish({ type: 'ServiceFailed', ...failure, blocksEntries: false });
    desk.signal('EURUSD');
    expect(desk.verdicts).toEqual(['entry EURUSD']);
  });

  test('two services that failed on a symbol must both be restarted', () => {
    const desk = new RiskDesk();
    for (const service of ['PositionMonitor', 'TradeExecutionService']) {
      desk.bench.publish({
        type: 'ServiceFailed',
        service,
        symbol: 'EURUSD',
        reason: '',
        reaction: 'degrade',
        blocksEntries: true,
      });
    }
    desk.bench.publish({ type: 'ServiceRestarted', service: 'PositionMonitor', symbol: 'EURUSD', restarts: 0 });
    desk.signal('EURUSD');
    desk.bench.publish({ type: 'ServiceRestarted', service: 'TradeExecutionService', symbol: 'EURUSD', restarts: 0 });
    desk.signal('EURUSD');
    expect(desk.verdicts).toEqual(['service_failed', 'entry EURUSD']);
  });
});

describe('the automation switch', () => {
  test('off at the start blocks entries and says so in the first cycle; on again it says that too', () => {
    const desk = new RiskDesk({ automationEnabled: false });
    desk.cycle(START);
    desk.signal();
    desk.bench.publish({
      type: 'AutomationStateChanged',
      enabled: true,
      previous: false,
      requestedBy: 'test',
      reason: '',
    });
    desk.signal();
    expect(desk.bench.types).toEqual(['TradingBlocked', 'OrderDenied', 'TradingAuthorized', 'OrderApproved']);
    expect(desk.verdicts).toEqual(['automation_off', 'entry EURUSD']);
  });

  test('a gate that is stopped denies entries', async () => {
    const desk = new RiskDesk();
    await desk.bench.stop();
    desk.signal();
    expect(desk.verdicts).toEqual(['stopping']);
  });
});
