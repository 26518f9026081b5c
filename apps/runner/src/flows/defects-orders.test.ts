import type { ApprovedOrder } from '@q/events';
import { at, candlesFrom, Flow, RISE, strategyOf } from './testing/flow.js';
import { rejectingExits, withFaults } from './testing/faulty-venue.js';

/** One entry at 1.20, where the close passes 1.15. */
const entry = { long: 'close crosses_above 1.15' };
const run = (closes: readonly number[], risk: object, more: object = {}, exit?: Readonly<{ long: string }>) =>
  new Flow({
    candles: { EURUSD: candlesFrom(closes) },
    strategies: { EURUSD: [strategyOf('one', { entry, risk, ...(exit === undefined ? {} : { exit }) })] },
    ...more,
  }).run();
const BEFORE = RISE.slice(0, 5);
const pricesOf = ({ limitPrice, stopLoss, takeProfits = [] }: ApprovedOrder): readonly number[] =>
  [limitPrice, stopLoss?.price, ...takeProfits.map(({ price }) => price)].filter((price) => price !== undefined);

describe('an entry with several targets', () => {
  const risk = {
    position_sizing: { type: 'fixed', value: 0.1 },
    sl: { type: 'fixed', value: 100 },
    tp: {
      type: 'multi_target',
      targets: [
        { value: 1, percent: 80, move_stop: true },
        { value: 3, percent: 20 },
      ],
    },
  };

  test('tells who listens its symbol, direction, stop and every target, and so does its position', async () => {
    const flow = await run([...BEFORE, 1.2, 1.2], risk);
    const [placed] = flow.of('OrderPlaced');
    expect(placed).toMatchObject({ symbol: 'EURUSD', order: { symbol: 'EURUSD', direction: 'long', volume: 0.1 } });
    expect(placed?.order.takeProfits).toMatchObject([
      { price: 1.212, volume: 0.08, moveStop: true },
      { price: 1.236, volume: 0.02, moveStop: false },
    ]);
    expect(flow.of('PositionOpened')).toMatchObject([{ stopLoss: 1.19, takeProfits: [1.212, 1.236] }]);
    expect(flow.count('HandlerFailed')).toBe(0);
  });

  test('is closed at its targets by the venue, part by part', async () => {
    const flow = await run([...BEFORE, 1.2, 1.22, 1.21, 1.24, 1.24], risk);
    expect(flow.of('TakeProfitHit').map(({ price, volume }) => [price, volume])).toEqual([
      [1.212, 0.08],
      [1.236, 0.02],
    ]);
    expect(flow.of('PositionPartiallyClosed')).toMatchObject([{ volume: 0.08, remaining: 0.02, profit: 96 }]);
    expect(flow.of('PositionClosed')).toMatchObject([{ reason: 'take_profit', volume: 0.1, profit: 96 + 72 }]);
  });

  test('has its stop at the entry price after the first target, at the venue too', async () => {
    const flow = await run([...BEFORE, 1.2, 1.22, 1.21, 1.18, 1.18], risk);
    expect(flow.of('StopLossMoved')).toMatchObject([{ from: 1.19, to: 1.2, reason: 'break_even' }]);
    expect(flow.of('PositionClosed')).toMatchObject([{ reason: 'stop_loss', profit: 96 }]);
  });
});

test('a signal becomes a market order in its own direction, filled at the next open however far the price has run', async () => {
  const both = strategyOf('both', { entry: { ...entry, short: 'close crosses_below 1.15' } });
  const jump = candlesFrom([...BEFORE, 1.2, 1.1, 1.1]);
  const candles = jump.map((candle, index) => (index === 5 ? { ...candle, open: 1.3, high: 1.3 } : candle));
  const flow = await new Flow({ candles: { EURUSD: candles }, strategies: { EURUSD: [both] } }).run();
  expect(flow.of('OrderPlaced').map(({ order }) => [order.side, order.direction, order.limitPrice])).toEqual([
    ['buy', 'long', undefined],
    ['sell', 'short', undefined],
  ]);
  expect(flow.of('PositionOpened').map(({ direction, entryPrice }) => [direction, entryPrice])).toEqual([
    ['long', 1.3],
    ['short', 1.1],
  ]);
});

test('a limit entry that is not filled expires and frees its strategy for the next one', async () => {
  const waits = { position_sizing: { type: 'fixed', value: 0.1, atr_distance: 0.005, expires_after: '3m' } };
  const again = [1.1, 1.1, 1.2, 1.21, 1.21, 1.21];
  const flow = await run([...BEFORE, 1.21, 1.21, 1.21, 1.22, 1.22, ...again], waits);
  const tale = flow.types.filter((type) => ['OrderPlaced', 'OrderExpired', 'OrderFilled'].includes(type));
  expect(tale).toEqual(['OrderPlaced', 'OrderExpired', 'OrderPlaced']);
  const [first, second] = flow.of('OrderPlaced').map(({ order }) => order);
  expect([first?.limitPrice, first?.expiresAt]).toEqual([1.195, at(8)]);
  expect(second?.decidedAt).toBe(at(13));
  expect(flow.count('OrderDenied')).toBe(0);
});

test('every price of an order stands on the ticks of its instrument', async () => {
  const closes = [2_640.07, 2_640.03, 2_640.01, 2_647.47, 2_647.47, 2_647.47];
  const gold = strategyOf('gold', {
    entry: { long: 'close > 2645' },
    risk: {
      position_sizing: { type: 'fixed', value: 0.3 },
      scaling: { entries: 3, spacing: 0.1 },
      sl: { type: 'monetary', value: 777 },
      tp: { type: 'multi_target', targets: [{ value: 0.7, percent: 100 }] },
    },
  });
  const flow = await new Flow({ candles: { XAUUSD: candlesFrom(closes) }, strategies: { XAUUSD: [gold] } }).run();
  const prices = flow.of('OrderPlaced').flatMap(({ order }) => pricesOf(order));
  expect(prices).toHaveLength(2 + 3 + 3);
  for (const price of prices) expect(price).toBe(Number(price.toFixed(2)));
});

test('an exit takes back what waits of its plan, and the price may come there later', async () => {
  const legs = { position_sizing: { type: 'fixed', value: 0.3 }, scaling: { entries: 3, spacing: 10, unit: 'pips' } };
  const flow = await run([...BEFORE, 1.2, 1.21, 1.21, 1.19, 1.19], legs, {}, { long: 'close > 1.205' });
  expect(flow.of('OrderPlaced').map(({ order }) => order.limitPrice)).toEqual([undefined, 1.199, 1.198, undefined]);
  expect(flow.of('CancelRequested').map(({ reason }) => reason)).toEqual(['exit', 'exit']);
  expect(flow.count('OrderCanceled')).toBe(2);
  expect([flow.count('PositionOpened'), flow.count('PositionClosed')]).toEqual([1, 1]);
});

test('an exit that the venue rejects leaves the position open, is said, and is tried again with the next exit signal', async () => {
  const flow = await run(
    [...BEFORE, 1.2, 1.0, 1.0, 1.0, 1.0],
    {},
    { wrapBroker: rejectingExits(2) },
    { long: 'close < 1.05' },
  );
  const exits = flow.of('OrderPlaced').flatMap(({ order }) => (order.intent === 'exit' ? [order] : []));
  expect(flow.of('OrderRejected')).toMatchObject(
    exits
      .slice(0, 2)
      .map(({ clientOrderId }) => ({ clientOrderId, symbol: 'EURUSD', message: 'the market is closed' })),
  );
  expect(exits.map(({ decidedAt }) => decidedAt)).toEqual([at(7), at(8), at(9)]);
  expect(new Set(exits.map(({ clientOrderId }) => clientOrderId)).size).toBe(3);
  expect(new Set(exits.map(({ positionId }) => positionId)).size).toBe(1);
  expect(flow.of('PositionClosed').map(({ closedAt }) => closedAt)).toEqual([at(9)]);
  expect(flow.orchestrator.figures).toMatchObject({ positionsOpened: 1, positionsClosed: 1, errors: 2 });
  expect(flow.count('HandlerFailed')).toBe(0);
});

test('a stop that trails is moved at the venue and closes the position where it was moved to', async () => {
  const trailing = { position_sizing: { type: 'fixed', value: 0.1 }, sl: { type: 'trailing', step: 50 } };
  const flow = await run([...BEFORE, 1.2, 1.21, 1.22, 1.21, 1.21], trailing);
  expect(flow.of('StopLossMoved').map(({ from, to, reason }) => [from, to, reason])).toEqual([
    [1.195, 1.205, 'trailing'],
    [1.205, 1.215, 'trailing'],
  ]);
  expect(flow.of('PositionClosed')).toMatchObject([{ reason: 'stop_loss', exitPrice: 1.215 }]);
});

test('where long and short exits come together both positions are closed', async () => {
  const both = strategyOf('both', {
    entry: { long: 'close == 1.2', short: 'close == 1.1' },
    exit: { long: 'close > 1.25', short: 'close > 1.25' },
  });
  const closes = [1.15, 1.15, 1.15, 1.2, 1.2, 1.1, 1.1, 1.3, 1.3, 1.3];
  const flow = await new Flow({ candles: { EURUSD: candlesFrom(closes) }, strategies: { EURUSD: [both] } }).run();
  expect(flow.of('PositionClosed').map(({ direction, reason, closedAt }) => [direction, reason, closedAt])).toEqual([
    ['long', 'exit_signal', at(8)],
    ['short', 'exit_signal', at(8)],
  ]);
  const ids = flow.of('OrderPlaced').map(({ order }) => order.clientOrderId);
  expect(new Set(ids).size).toBe(4);
});

test('a venue that answers no more questions makes nobody forget what is open and what was lost', async () => {
  const other = strategyOf('other', { entry: { long: 'close > 1.15' } });
  let isSilent = false;
  const silent = withFaults({
    submit() {
      if (isSilent) throw new Error('the connection is gone');
      isSilent = true;
      return false;
    },
    query: () => true,
  });
  const flow = await new Flow({
    candles: { EURUSD: candlesFrom([...BEFORE, 1.2, 1.2, 1.2]), GBPUSD: candlesFrom([...BEFORE, 1.2, 1.2, 1.2]) },
    strategies: { EURUSD: [strategyOf('one', { entry: { long: 'close > 1.15' } })], GBPUSD: [other] },
    wrapBroker: silent,
    config: { risk: { max_positions: 2 } },
  }).run();
  expect(flow.of('PositionOpened').map(({ strategy }) => strategy)).toEqual(['one']);
  expect(flow.of('OrderUnknown')).toMatchObject([{ symbol: 'GBPUSD' }]);
  const denied = (symbol: string) => flow.of('OrderDenied').filter((one) => one.symbol === symbol);
  expect(denied('EURUSD').map(({ reason }) => reason)).toEqual(Array.from({ length: 3 }, () => 'duplicate_entry'));
  expect(denied('GBPUSD').map(({ reason }) => reason)).toEqual(Array.from({ length: 3 }, () => 'order_unknown'));
});
