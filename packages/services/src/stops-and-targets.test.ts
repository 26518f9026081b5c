import type { Candle, Fill, Order } from '@q/events';
import { instrumentSpecs } from '@q/trading';
import { positionMonitor } from './position-monitor.js';
import { idOf, orderOf } from './testing/orders.js';
import { fillOf } from './testing/recording-broker.js';
import { MINUTE_MS, ServiceBench, START } from './testing/service-bench.js';

const stopLoss = { clientOrderId: idOf('s'), price: 1.09 };
const target = (id: string, price: number, volume: number, moveStop = false) => {
  return { clientOrderId: idOf(id), price, volume, moveStop };
};

/** A long position at 1.1 that was opened at the start. */
function opened(parts: Partial<Order>): { readonly bench: ServiceBench; readonly entry: ReturnType<typeof orderOf> } {
  const bench = new ServiceBench(() => positionMonitor({ currency: 'USD', instruments: instrumentSpecs }));
  const entry = orderOf('a', { volume: 1, stopLoss, ...parts });
  bench.publish({ type: 'OrderPlaced', symbol: 'EURUSD', order: entry });
  bench.publish({ type: 'OrderFilled', symbol: 'EURUSD', fill: fillOf(entry, { price: 1.1, filledAt: START }) });
  bench.forget();
  return { bench, entry };
}

function candle(bench: ServiceBench, minute: number, parts: Partial<Candle>): void {
  const openTime = START + minute * MINUTE_MS;
  const whole = { open: 1.1, high: 1.1, low: 1.1, close: 1.1, volume: 0, bars: 1, ...parts };
  const times = { openTime, closeTime: openTime + MINUTE_MS };
  bench.publish({ type: 'NewCandle', symbol: 'EURUSD', timeframe: '1', candle: { ...times, ...whole }, phase: 'live' });
}

const moves = (bench: ServiceBench) =>
  bench.sent('StopLossMoved').map(({ from, to, reason }) => [from, to, reason] as const);

describe('several targets', () => {
  const takeProfits = [target('t0', 1.11, 0.8, true), target('t1', 1.13, 0.2)];

  test('each tells that it was hit and what is left; the first one moves the stop to the entry price', () => {
    const { bench, entry } = opened({ takeProfits });
    const part = { clientOrderId: idOf('t0'), intent: 'target', side: 'sell', price: 1.11, volume: 0.8 } as const;
    bench.publish({ type: 'OrderFilled', symbol: 'EURUSD', fill: fillOf(entry, { ...part, profit: 800 }) });
    expect(bench.types).toEqual(['TakeProfitHit', 'PositionPartiallyClosed', 'StopLossMoved']);
    expect(bench.sent('PositionPartiallyClosed')).toMatchObject([
      { volume: 0.8, remaining: 0.2, profit: 800, reason: 'take_profit' },
    ]);
    expect(bench.sent('StopLossMoved')).toMatchObject([
      { clientOrderId: idOf('s'), positionId: entry.clientOrderId, from: 1.09, to: 1.1, reason: 'break_even' },
    ]);
  });

  test('the last one closes the position with the money of all its parts, which make the initial volume', () => {
    const { bench, entry } = opened({ takeProfits });
    const hit = (id: string, price: number, volume: number, profit: number): void => {
      const fill = fillOf(entry, { clientOrderId: idOf(id), intent: 'target', side: 'sell', price, volume, profit });
      bench.publish({ type: 'OrderFilled', symbol: 'EURUSD', fill });
    };
    hit('t0', 1.11, 0.8, 800);
    hit('t1', 1.13, 0.2, 600);
    const [closed] = bench.sent('PositionClosed');
    expect(closed).toMatchObject({ volume: 1, profit: 1_400, commission: -3, netProfit: 1_397, reason: 'take_profit' });
    // 0.8 lots at 1.11 and 0.2 at 1.13.
    expect(closed?.exitPrice).toBeCloseTo(1.114, 12);
  });

  test('a target without move_stop leaves the stop alone', () => {
    const { bench, entry } = opened({ takeProfits: [target('t0', 1.11, 0.5), target('t1', 1.13, 0.5)] });
    const part = { clientOrderId: idOf('t0'), intent: 'target', side: 'sell', price: 1.11, volume: 0.5 } as const;
    bench.publish({ type: 'OrderFilled', symbol: 'EURUSD', fill: fillOf(entry, part) });
    expect(moves(bench)).toEqual([]);
  });

  test('break-even is asked for again with the next candle where the venue refused it', () => {
    const { bench, entry } = opened({ takeProfits });
    const part = { clientOrderId: idOf('t0'), intent: 'target', side: 'sell', price: 1.11, volume: 0.8 } as const;
    bench.publish({ type: 'OrderFilled', symbol: 'EURUSD', fill: fillOf(entry, part) });
    bench.publish({ type: 'StopMoveRefused', symbol: 'EURUSD', clientOrderId: idOf('s'), message: 'too close' });
    candle(bench, 1, {});
    expect(moves(bench)).toEqual([
      [1.09, 1.1, 'break_even'],
      [1.1, 1.09, 'refused'],
      [1.09, 1.1, 'break_even'],
    ]);
  });
});

describe('a trailing stop', () => {
  const trailing = { distance: 0.005, activation: 0.002 };

  test('follows the highs once it is active, never back, and only as far as its cap', () => {
    const { bench } = opened({ trailing: { ...trailing, cap: 0.004 } });
    candle(bench, 1, { high: 1.1015 });
    candle(bench, 2, { high: 1.102 });
    candle(bench, 3, { high: 1.1 });
    candle(bench, 4, { high: 1.108 });
    candle(bench, 5, { high: 1.2 });
    expect(moves(bench)).toEqual([
      [1.09, 1.097, 'trailing'],
      [1.097, 1.103, 'trailing'],
      [1.103, 1.104, 'trailing'],
    ]);
  });

  test('of a short position follows the lows', () => {
    const short = { direction: 'short', side: 'sell', stopLoss: { clientOrderId: idOf('s'), price: 1.11 } } as const;
    const { bench } = opened({ ...short, trailing });
    candle(bench, 1, { low: 1.09 });
    expect(moves(bench)).toEqual([[1.11, 1.095, 'trailing']]);
  });

  test('does not look at a candle that had begun before the position', () => {
    const { bench } = opened({ trailing });
    candle(bench, -1, { high: 1.2 });
    expect(moves(bench)).toEqual([]);
  });

  test('is gone with its position, and other symbols do not move it', () => {
    const { bench, entry } = opened({ trailing });
    const openTime = START + MINUTE_MS;
    const high = { openTime, closeTime: openTime + MINUTE_MS, open: 2, high: 2, low: 2, close: 2, volume: 0, bars: 1 };
    bench.publish({ type: 'NewCandle', symbol: 'GBPUSD', timeframe: '1', candle: high, phase: 'live' });
    const fill = fillOf(entry, { clientOrderId: idOf('s'), intent: 'stop', side: 'sell' });
    bench.publish({ type: 'OrderFilled', symbol: 'EURUSD', fill });
    candle(bench, 2, { high: 1.2 });
    expect(moves(bench)).toEqual([]);
  });
});

describe('an entry that is filled in parts', () => {
  const takeProfits = [target('t0', 1.11, 0.5, true), target('t1', 1.13, 0.5)];
  const part = (entry: ReturnType<typeof orderOf>, price: number, parts: Partial<Fill> = {}): Fill =>
    fillOf(entry, { price, volume: 1, filledAt: START + 2 * MINUTE_MS, remaining: 1, ...parts });

  test('has its stop where that was moved to, and not where it began', () => {
    const { bench, entry } = opened({ volume: 3, trailing: { distance: 0.005, activation: 0 } });
    candle(bench, 1, { high: 1.11 });
    bench.publish({ type: 'OrderPartiallyFilled', symbol: 'EURUSD', fill: part(entry, 1.1) });
    candle(bench, 2, { high: 1.105 });
    candle(bench, 3, { high: 1.112 });
    expect(moves(bench)).toEqual([
      [1.09, 1.105, 'trailing'],
      [1.105, 1.107, 'trailing'],
    ]);
  });

  test('a stop that is at the entry price stays there where a later part makes the mean another one', () => {
    const { bench, entry } = opened({ volume: 3, takeProfits });
    const hit = { clientOrderId: idOf('t0'), intent: 'target', side: 'sell', volume: 0.5, remaining: 0 } as const;
    bench.publish({ type: 'OrderFilled', symbol: 'EURUSD', fill: part(entry, 1.11, hit) });
    bench.publish({ type: 'OrderPartiallyFilled', symbol: 'EURUSD', fill: part(entry, 1.106) });
    candle(bench, 3, {});
    expect(moves(bench)).toEqual([[1.09, 1.1, 'break_even']]);
  });
});

describe('a netting account', () => {
  test('a later part of an entry brings no stop to a position that has none', () => {
    const bench = new ServiceBench(() => positionMonitor({ currency: 'USD', instruments: instrumentSpecs }));
    const entry = orderOf('a', { volume: 3, stopLoss, trailing: { distance: 0.005, activation: 0 } });
    bench.publish({ type: 'OrderPlaced', symbol: 'EURUSD', order: entry });
    const first = fillOf(entry, { price: 1.1, volume: 1, remaining: 2, filledAt: START });
    bench.publish({ type: 'OrderPartiallyFilled', symbol: 'EURUSD', fill: first });
    // Its own position is stopped out, and the rest goes into one that another entry has opened since.
    const out = { clientOrderId: idOf('s'), intent: 'stop', side: 'sell', price: 1.09, volume: 1 } as const;
    bench.publish({ type: 'OrderFilled', symbol: 'EURUSD', fill: fillOf(entry, out) });
    const other = orderOf('b', { strategy: 'other', volume: 1 });
    bench.publish({ type: 'OrderPlaced', symbol: 'EURUSD', order: other });
    bench.publish({ type: 'OrderFilled', symbol: 'EURUSD', fill: fillOf(other, { price: 1.1, filledAt: START }) });
    const rest = fillOf(entry, {
      positionId: other.clientOrderId,
      price: 1.1,
      volume: 1,
      remaining: 1,
      filledAt: START,
    });
    bench.publish({ type: 'OrderPartiallyFilled', symbol: 'EURUSD', fill: rest });
    candle(bench, 1, { high: 1.2 });
    expect(moves(bench)).toEqual([]);
  });

  test('a stop that came with an addition follows what came after the addition', () => {
    const { bench, entry } = opened({ trailing: { distance: 0.02, activation: 0 } });
    candle(bench, 1, { high: 1.2 });
    const added = { clientOrderId: idOf('s2'), price: 1.08 };
    const more = orderOf('b', { volume: 1, stopLoss: added, trailing: { distance: 0.01, activation: 0 } });
    bench.publish({ type: 'OrderPlaced', symbol: 'EURUSD', order: more });
    // Added at 1.12 inside minute 2; the mean is 1.11, and the high of 1.19 may have come before.
    const filledAt = START + 2 * MINUTE_MS + 30_000;
    const fill = fillOf(more, { positionId: entry.clientOrderId, price: 1.12, filledAt });
    bench.publish({ type: 'OrderFilled', symbol: 'EURUSD', fill });
    candle(bench, 2, { high: 1.19 });
    candle(bench, 3, { high: 1.115 });
    candle(bench, 4, { high: 1.13 });
    expect(moves(bench)).toEqual([
      [1.09, 1.18, 'trailing'],
      [1.08, 1.11, 'trailing'],
      [1.11, 1.12, 'trailing'],
    ]);
  });

  test('an entry in the same direction makes the position larger, and its stop is the one that is moved from then on', () => {
    const { bench, entry } = opened({});
    const more = orderOf('b', {
      strategy: 'other',
      volume: 1,
      stopLoss: { clientOrderId: idOf('s2'), price: 1.08 },
      trailing: { distance: 0.01, activation: 0 },
    });
    bench.publish({ type: 'OrderPlaced', symbol: 'EURUSD', order: more });
    const fill = fillOf(more, { positionId: entry.clientOrderId, price: 1.12, filledAt: START });
    bench.publish({ type: 'OrderFilled', symbol: 'EURUSD', fill });
    const [increased] = bench.sent('PositionIncreased');
    expect(increased).toMatchObject({ positionId: entry.clientOrderId, strategy: 'test', volume: 2 });
    expect(increased?.entryPrice).toBeCloseTo(1.11, 12);
    candle(bench, 1, { high: 1.13 });
    expect(bench.sent('StopLossMoved')).toMatchObject([{ clientOrderId: idOf('s2'), from: 1.08, to: 1.12 }]);
  });

  test('an entry in the other direction closes a part of it, then all, and opens its own with the rest', () => {
    const { bench, entry } = opened({});
    const against = orderOf('b', { strategy: 'other', direction: 'short', side: 'sell', volume: 1.5 });
    bench.publish({ type: 'OrderPlaced', symbol: 'EURUSD', order: against });
    const closing = fillOf(against, { positionId: entry.clientOrderId, volume: 1, remaining: 0.5, profit: -20 });
    bench.publish({ type: 'OrderPartiallyFilled', symbol: 'EURUSD', fill: closing });
    bench.publish({ type: 'OrderFilled', symbol: 'EURUSD', fill: fillOf(against, { volume: 0.5 }) });
    expect(bench.types).toEqual(['PositionClosed', 'PositionOpened']);
    expect(bench.sent('PositionClosed')).toMatchObject([{ strategy: 'test', reason: 'netted', profit: -20 }]);
    expect(bench.sent('PositionOpened')).toMatchObject([{ strategy: 'other', direction: 'short', volume: 0.5 }]);
  });
});
