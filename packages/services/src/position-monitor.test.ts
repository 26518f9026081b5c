import { instrumentSpecs } from '@q/trading';
import { positionMonitor } from './position-monitor.js';
import { idOf, orderOf } from './testing/orders.js';
import { fillOf } from './testing/recording-broker.js';
import { ServiceBench } from './testing/service-bench.js';

const desk = (): ServiceBench =>
  new ServiceBench(() => positionMonitor({ currency: 'USD', instruments: instrumentSpecs }));
const entry = orderOf('a', {
  volume: 1,
  stopLoss: { clientOrderId: idOf('s'), price: 1.05 },
  takeProfits: [{ clientOrderId: idOf('t'), price: 1.15, volume: 1, moveStop: false }],
});
const exit = orderOf('x', {
  intent: 'exit',
  side: 'sell',
  positionId: entry.clientOrderId,
  exitReason: 'account_stop',
});

function opened(): ServiceBench {
  const bench = desk();
  bench.publish({ type: 'OrderPlaced', symbol: 'EURUSD', order: entry });
  bench.publish({
    type: 'OrderFilled',
    symbol: 'EURUSD',
    fill: fillOf(entry, { price: 1.1, commission: -3.5, filledAt: 5 }),
  });
  return bench;
}

test('an entry that is filled opens a position with its stop and target', () => {
  expect(opened().sent('PositionOpened')).toEqual([
    {
      type: 'PositionOpened',
      positionId: entry.clientOrderId,
      symbol: 'EURUSD',
      strategy: 'test',
      direction: 'long',
      volume: 1,
      entryPrice: 1.1,
      stopLoss: 1.05,
      takeProfits: [1.15],
      commission: -3.5,
      openedAt: 5,
    },
  ]);
});

test.each([
  ['stop', 's', 'stop_loss', ['PositionOpened', 'PositionClosed']],
  ['target', 't', 'take_profit', ['PositionOpened', 'TakeProfitHit', 'PositionClosed']],
  ['exit', 'x', 'account_stop', ['PositionOpened', 'PositionClosed']],
] as const)('a %s closes it with its reason and the money of its whole life', (intent, id, reason, types) => {
  const bench = opened();
  if (intent === 'exit') bench.publish({ type: 'OrderPlaced', symbol: 'EURUSD', order: exit });
  const fill = fillOf(entry, {
    clientOrderId: idOf(id),
    intent,
    side: 'sell',
    price: 1.12,
    profit: 2_000,
    commission: -3.5,
    filledAt: 9,
  });
  bench.publish({ type: 'OrderFilled', symbol: 'EURUSD', fill });
  expect(bench.types).toEqual(types);
  expect(bench.sent('PositionClosed')).toMatchObject([
    {
      volume: 1,
      entryPrice: 1.1,
      exitPrice: 1.12,
      profit: 2_000,
      commission: -7,
      netProfit: 1_993,
      reason,
      openedAt: 5,
      closedAt: 9,
    },
  ]);
});

test('parts of an entry open one position once; parts of an exit close it step by step, the prices weighted by volume', () => {
  const bench = desk();
  bench.publish({ type: 'OrderPlaced', symbol: 'EURUSD', order: entry });
  bench.publish({
    type: 'OrderPartiallyFilled',
    symbol: 'EURUSD',
    fill: fillOf(entry, { price: 1, volume: 0.25, remaining: 0.75, commission: -1 }),
  });
  bench.publish({
    type: 'OrderFilled',
    symbol: 'EURUSD',
    fill: fillOf(entry, { price: 1.1, volume: 0.75, commission: -3 }),
  });
  bench.publish({ type: 'OrderPlaced', symbol: 'EURUSD', order: exit });
  const half = {
    clientOrderId: exit.clientOrderId,
    intent: 'exit',
    side: 'sell',
    volume: 0.5,
    commission: -1,
  } as const;
  bench.publish({
    type: 'OrderPartiallyFilled',
    symbol: 'EURUSD',
    fill: fillOf(entry, { ...half, price: 2, remaining: 0.5, profit: 10 }),
  });
  bench.publish({ type: 'OrderFilled', symbol: 'EURUSD', fill: fillOf(entry, { ...half, price: 4, profit: 20 }) });
  expect(bench.types).toEqual(['PositionOpened', 'PositionIncreased', 'PositionPartiallyClosed', 'PositionClosed']);
  expect(bench.sent('PositionPartiallyClosed')).toMatchObject([
    { volume: 0.5, remaining: 0.5, exitPrice: 2, profit: 10, commission: -1 },
  ]);
  const [closed] = bench.sent('PositionClosed');
  expect(closed).toMatchObject({ volume: 1, exitPrice: 3, profit: 30, commission: -6, netProfit: 24 });
  expect(closed?.entryPrice).toBeCloseTo(1.075, 12);
});

describe('what is left of an entry whose position was closed', () => {
  /** Half of it was filled, and its position closed. */
  function halfClosed(): ServiceBench {
    const bench = desk();
    const [half, rest] = [
      { volume: 0.5, remaining: 0.5 },
      { volume: 0.5, price: 1.2 },
    ];
    bench.publish({ type: 'OrderPlaced', symbol: 'EURUSD', order: entry });
    bench.publish({ type: 'OrderPartiallyFilled', symbol: 'EURUSD', fill: fillOf(entry, half) });
    bench.publish({ type: 'OrderPlaced', symbol: 'EURUSD', order: exit });
    const closing = fillOf(entry, { ...rest, clientOrderId: exit.clientOrderId, intent: 'exit', side: 'sell' });
    bench.publish({ type: 'OrderFilled', symbol: 'EURUSD', fill: closing });
    return bench;
  }

  test('opens a position when it is filled, and that one is told and closed like any', () => {
    const bench = halfClosed();
    bench.publish({ type: 'OrderFilled', symbol: 'EURUSD', fill: fillOf(entry, { volume: 0.5, price: 1.2 }) });
    expect(bench.sent('PositionOpened').slice(1)).toMatchObject([{ volume: 0.5, entryPrice: 1.2, strategy: 'test' }]);
    const stopped = fillOf(entry, { clientOrderId: idOf('s'), intent: 'stop', side: 'sell', volume: 0.5, profit: -7 });
    bench.publish({ type: 'OrderFilled', symbol: 'EURUSD', fill: stopped });
    expect(bench.sent('PositionClosed').slice(1)).toMatchObject([{ volume: 0.5, profit: -7, reason: 'stop_loss' }]);
  });

  test('is forgotten when it is canceled', () => {
    const bench = halfClosed();
    bench.publish({ type: 'OrderCanceled', symbol: 'EURUSD', clientOrderId: entry.clientOrderId, message: 'gone' });
    bench.publish({ type: 'OrderFilled', symbol: 'EURUSD', fill: fillOf(entry, { volume: 0.5 }) });
    expect(bench.sent('PositionOpened')).toHaveLength(1);
  });
});

test('a fill that is told twice counts once', () => {
  const bench = opened();
  const fill = fillOf(entry, { clientOrderId: idOf('s'), intent: 'stop', side: 'sell' });
  bench.publish({ type: 'OrderFilled', symbol: 'EURUSD', fill });
  bench.publish({ type: 'OrderFilled', symbol: 'EURUSD', fill });
  expect(bench.sent('PositionClosed')).toHaveLength(1);
});

test('a short position is a short one', () => {
  const bench = desk();
  const short = orderOf('b', { side: 'sell', direction: 'short' });
  bench.publish({ type: 'OrderPlaced', symbol: 'EURUSD', order: short });
  bench.publish({ type: 'OrderFilled', symbol: 'EURUSD', fill: fillOf(short) });
  expect(bench.sent('PositionOpened')).toMatchObject([{ direction: 'short' }]);
});
