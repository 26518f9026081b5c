import * as fc from 'fast-check';
import { idOf } from '../testing/broker-contract.js';
import { Desk } from '../testing/simulated-desk.js';
import type { BarPath } from './bar-path.js';

const PATHS = ['pessimistic', 'open_high_low_close', 'open_low_high_close', 'nearest_extreme_first'] as const;
type Four = readonly [open: number, high: number, low: number, close: number];

const target = (id: string, price: number, volume = 1) => ({ clientOrderId: idOf(id), price, volume, moveStop: false });

/** What closes a lot that was opened at 1.1 with a stop and a target 100 pips away, by one candle. */
function closes(barPath: BarPath, side: 'buy' | 'sell', [open, high, low, close]: Four) {
  const desk = new Desk({}, { barPath });
  const sign = side === 'buy' ? 1 : -1;
  const stopLoss = { clientOrderId: idOf('s'), price: 1.1 - sign * 0.01 };
  desk[side]('a', { stopLoss, takeProfits: [target('t', 1.1 + sign * 0.01)] });
  desk.bar(1.1, 1.1, 1.1, 1.1);
  desk.bar(open, high, low, close);
  return desk.fills.slice(1).map(([intent, , price]) => [intent, price]);
}

const BOTH: Four = [1.1, 1.115, 1.08, 1.1];
const LOW_NEARER: Four = [1.1, 1.12, 1.088, 1.1];

test.each([
  ['pessimistic', 'buy', BOTH, 'stop', 1.09],
  ['pessimistic', 'sell', BOTH, 'stop', 1.11],
  ['open_high_low_close', 'buy', BOTH, 'target', 1.11],
  ['open_high_low_close', 'sell', BOTH, 'stop', 1.11],
  ['open_low_high_close', 'buy', BOTH, 'stop', 1.09],
  ['open_low_high_close', 'sell', BOTH, 'target', 1.09],
  ['nearest_extreme_first', 'buy', BOTH, 'target', 1.11],
  ['nearest_extreme_first', 'sell', BOTH, 'stop', 1.11],
  ['nearest_extreme_first', 'buy', LOW_NEARER, 'stop', 1.09],
  ['nearest_extreme_first', 'sell', LOW_NEARER, 'target', 1.09],
] as const)('%s, %s: a candle that reaches both, %p, takes the %s', (path, side, bar, intent, price) => {
  expect(closes(path, side, bar)).toEqual([[intent, price]]);
});

test('extremes that are as near as each other: the low comes first', () => {
  const desk = new Desk({}, { barPath: 'nearest_extreme_first' });
  desk.buy('a', { stopLoss: { clientOrderId: idOf('s'), price: 0.75 }, takeProfits: [target('t', 1.25)] });
  desk.bar(1, 1, 1, 1);
  desk.bar(1, 1.5, 0.5, 1);
  expect(desk.fills[1]).toEqual(['stop', 'sell', 0.75]);
});

test('an open beyond the stop is the stop, and one beyond the target the target, whatever comes after; pessimists stop all the same', () => {
  for (const path of PATHS) {
    expect(closes(path, 'buy', [1.08, 1.13, 1.07, 1.1])).toEqual([['stop', 1.08]]);
    const wanted = path === 'pessimistic' ? ['stop', 1.09] : ['target', 1.12];
    expect(closes(path, 'buy', [1.12, 1.13, 1.07, 1.1])).toEqual([wanted]);
  }
});

test('of several targets those that are reached come first, and the stop closes the rest', () => {
  const desk = new Desk({}, { barPath: 'open_high_low_close' });
  const takeProfits = [target('t', 1.11, 0.4), target('u', 1.2, 0.6)];
  desk.buy('a', { stopLoss: { clientOrderId: idOf('s'), price: 1.09 }, takeProfits });
  desk.bar(1.1, 1.1, 1.1, 1.1);
  desk.bar(1.1, 1.115, 1.08, 1.1);
  expect(desk.answers.fills.slice(1).map(({ intent, price, volume }) => [intent, price, volume])).toEqual([
    ['target', 1.11, 0.4],
    ['stop', 1.09, 0.6],
  ]);
  // 0.4 * 0.01 and 0.6 * -0.01, each * 100,000.
  expect(desk.account).toMatchObject({ balance: 9_800, openProfit: 0 });
});

test('a stop that is moved when a target is told works at its new price from the next candle on', () => {
  const desk = new Desk({}, { barPath: 'open_high_low_close' });
  const takeProfits = [target('t', 1.11, 0.4), target('u', 1.2, 0.6)];
  const { answers, broker } = desk;
  broker.connect({
    accepted: () => undefined,
    rejected: () => undefined,
    canceled: () => undefined,
    expired: () => undefined,
    unknown: () => undefined,
    stopNotMoved: () => undefined,
    account: () => undefined,
    filled(fill) {
      answers.filled(fill);
      if (fill.intent === 'target') broker.moveStop(idOf('s'), 1.1);
    },
  });
  desk.buy('a', { stopLoss: { clientOrderId: idOf('s'), price: 1.09 }, takeProfits });
  desk.bar(1.1, 1.1, 1.1, 1.1);
  desk.bar(1.1, 1.115, 1.095, 1.105);
  expect(desk.fills).toHaveLength(2);
  desk.bar(1.105, 1.105, 1.095, 1.1);
  expect(desk.fills[2]).toEqual(['stop', 'sell', 1.1]);
});

test('no path changes a candle that reaches only one of them, and none is worse than the pessimistic one', () => {
  const tick = fc.integer({ min: 107_500, max: 112_500 });
  const bar = fc.tuple(tick, tick, tick, tick).map((four): Four => {
    const [open, , , close] = four;
    return [open / 1e5, Math.max(...four) / 1e5, Math.min(...four) / 1e5, close / 1e5];
  });
  fc.assert(
    fc.property(bar, fc.constantFrom('buy' as const, 'sell' as const), fc.constantFrom(...PATHS), (one, side, path) => {
      const [found, worst] = [closes(path, side, one), closes('pessimistic', side, one)];
      expect(found).toHaveLength(worst.length);
      const [, high, low] = one;
      if (!(high >= 1.11 && low <= 1.09)) expect(found).toEqual(worst);
      const gain = (closed: typeof found): number => Number(closed[0]?.[1] ?? 1.1) * (side === 'buy' ? 1 : -1);
      expect(gain(found)).toBeGreaterThanOrEqual(gain(worst));
    }),
  );
});
