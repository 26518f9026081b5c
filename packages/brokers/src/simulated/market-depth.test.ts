import fc from 'fast-check';
import { idOf } from '../testing/broker-contract.js';
import { Desk } from '../testing/simulated-desk.js';
import type { DepthTerms } from './market-depth.js';
import { depthParts } from './market-depth.js';

const depth = (lots: number, ticksBeyond = 1, levels = 1): DepthTerms => ({ lots, ticksBeyond, levels });
const stop = (price: number) => ({ stopLoss: { clientOrderId: idOf('s'), price } });

const fillsOf = ({ answers }: Desk) =>
  answers.fills.map(({ intent, price, volume, remaining }) => [intent, price, volume, remaining]);

describe('the depth of the market', () => {
  test('what is beyond the best price is filled so many ticks worse, all of it', () => {
    const desk = new Desk({ depth: depth(1, 3) });
    desk.buy('a', { volume: 2.5 });
    desk.bar(1.1, 1.1, 1.1, 1.1);
    expect(fillsOf(desk)).toEqual([
      ['entry', 1.1, 1, 1.5],
      ['entry', 1.10003, 1.5, 0],
    ]);
    // 3 ticks on a lot and a half: 4.50 of open loss.
    expect(desk.account).toMatchObject({ balance: 10_000, openProfit: -4.5 });
  });

  test('nobody sells for nothing: no level is below one tick', () => {
    const desk = new Desk({ depth: depth(1, 100_000, 2) });
    desk.sell('a', { volume: 3 });
    desk.bar(1.1, 1.1, 1.1, 1.1);
    expect(fillsOf(desk).map(([, price]) => price)).toEqual([1.1, 0.1, 0.00001]);
  });

  test('it is lots of eight decimals, so that its parts make the whole', () => {
    const desk = new Desk({ depth: depth(0.123456789, 1, 3) });
    desk.buy('a', { volume: 1 });
    desk.bar(1.1, 1.1, 1.1, 1.1);
    expect(fillsOf(desk).map(([, , volume]) => volume)).toEqual([0.12345679, 0.12345679, 0.12345679, 0.62962963]);
  });

  test('with levels each has as much as the best price, and the one behind them the rest', () => {
    const desk = new Desk({ depth: depth(1, 2, 3), slippagePips: 1 });
    desk.sell('a', { volume: 4.5 });
    desk.bar(1.1, 1.1, 1.1, 1.1);
    expect(fillsOf(desk)).toEqual([
      ['entry', 1.0999, 1, 3.5],
      ['entry', 1.09988, 1, 2.5],
      ['entry', 1.09986, 1, 1.5],
      ['entry', 1.09984, 1.5, 0],
    ]);
  });

  test('holds for exits and stop losses, each fill with its own profit and commission', () => {
    const desk = new Desk({ depth: depth(1, 10), commissionPerLot: 1, commission: { perOrder: 2 } });
    desk.buy('a', { volume: 3, ...stop(1.09) });
    desk.bar(1.1, 1.1, 1.1, 1.1);
    desk.exit('x', 'a', { volume: 1.5 });
    desk.bar(1.2, 1.2, 1.2, 1.2);
    desk.bar(1.1, 1.1, 1.08, 1.09);
    // Entered at the mean of 1.1 and two lots at 1.1001.
    expect(fillsOf(desk).slice(2)).toEqual([
      ['exit', 1.2, 1, 0.5],
      ['exit', 1.1999, 0.5, 0],
      ['stop', 1.09, 1, 0.5],
      ['stop', 1.0899, 0.5, 0],
    ]);
    expect(desk.answers.fills.map(({ commission }) => commission)).toEqual([-3, -2, -3, -0.5, -3, -0.5]);
    // (0.1 - 0.0002 / 3) * 100,000, half of (0.0999 - ...), -(0.01 + ...), half of -(0.0101 + ...).
    expect(desk.answers.fills.map(({ profit }) => profit)).toEqual([0, 0, 9_993.33, 4_991.67, -1_006.67, -508.33]);
  });

  test('holds for stop entries and stop-outs, not for limits, targets and limit orders that do not wait', () => {
    const desk = new Desk({ depth: depth(1, 5) });
    desk.buy('a', { volume: 2, stopPrice: 1.11 });
    desk.buy('b', { volume: 2, limitPrice: 1.09 });
    desk.buy('c', { volume: 2, limitPrice: 1.1, timeInForce: 'FOK' });
    desk.bar(1.1, 1.12, 1.08, 1.1);
    expect(fillsOf(desk)).toEqual([
      ['entry', 1.11, 1, 1],
      ['entry', 1.11005, 1, 0],
      ['entry', 1.09, 2, 0],
      ['entry', 1.1, 2, 0],
    ]);
    const out = new Desk({ depth: depth(1, 5) }, { margin: { leverage: 100, callLevel: 100, stopOutLevel: 50 } });
    out.buy('a', { volume: 5 });
    out.bar(1.1, 1.1, 1.1, 1.1);
    out.bar(1.08, 1.08, 1.08, 1.08);
    expect(fillsOf(out).slice(2)).toEqual([
      ['stop_out', 1.08, 1, 4],
      ['stop_out', 1.07995, 4, 0],
    ]);
  });

  test('is there for each order by itself, and for each part that a limit of volume leaves of it', () => {
    const desk = new Desk({ depth: depth(1) }, { friction: { ...NONE, volumeLimit: 0.5 } });
    desk.volume = 6;
    desk.buy('a', { volume: 2 });
    desk.buy('b', { volume: 3 });
    desk.bar(1.1, 1.1, 1.1, 1.1);
    desk.bar(1.1, 1.1, 1.1, 1.1);
    expect(fillsOf(desk)).toEqual([
      ['entry', 1.1, 1, 1],
      ['entry', 1.10001, 1, 0],
      ['entry', 1.1, 1, 2],
      ['entry', 1.1, 1, 1],
      ['entry', 1.10001, 1, 0],
    ]);
  });

  test('a netting entry that turns a position closes and opens price by price', () => {
    const desk = new Desk({ depth: depth(1, 10) }, { positionMode: 'netting' });
    desk.buy('a', { volume: 1.5 });
    desk.bar(1.1, 1.1, 1.1, 1.1);
    desk.sell('b', { volume: 3 });
    desk.bar(1.1, 1.1, 1.1, 1.1);
    expect(fillsOf(desk).slice(2)).toEqual([
      ['entry', 1.1, 1, 2],
      ['entry', 1.0999, 0.5, 1.5],
      ['entry', 1.0999, 1.5, 0],
    ]);
  });

  test('a fill that takes its order back leaves the rest of it alone', () => {
    const desk = new Desk({ depth: depth(1) }, { friction: { ...NONE, volumeLimit: 0.5 } });
    const { answers, broker } = desk;
    desk.volume = 6;
    const inbox = Object.assign(Object.create(answers) as typeof answers, {
      filled(fill: Parameters<typeof answers.filled>[0]) {
        answers.filled(fill);
        broker.cancel(fill.clientOrderId);
      },
    });
    broker.connect(inbox);
    desk.buy('a', { volume: 5 });
    desk.bar(1.1, 1.1, 1.1, 1.1);
    expect(fillsOf(desk)).toEqual([['entry', 1.1, 1, 4]]);
    expect(answers.orders.at(-1)).toBe(`canceled ${idOf('a')}`);
  });
});

const NONE = {
  slippageModel: 'fixed',
  latencyBars: 0,
  latencyMs: 0,
  rejectPercent: 0,
  seed: 0,
} as const;

test('the parts make the whole, each further one worse, and only the last has more than a level', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5_000 }),
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 1, max: 9 }),
      (volume, lots, levels) => {
        const parts = depthParts(volume / 100, depth(lots / 100, 2, levels), 0.5);
        expect(parts.reduce((sum, part) => sum + Math.round(part.volume * 100), 0)).toBe(volume);
        expect(parts.length).toBeLessThanOrEqual(levels + 1);
        expect(parts.map(({ worse }) => worse)).toEqual(parts.map((_, level) => level));
        for (const part of parts.slice(0, levels)) expect(part.volume).toBeLessThanOrEqual(lots / 100);
      },
    ),
  );
  expect(depthParts(7, undefined, 0.5)).toEqual([{ volume: 7, worse: 0 }]);
});
