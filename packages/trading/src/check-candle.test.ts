import fc from 'fast-check';
import type { Candle, CandleProblem } from '@q/events';
import { findCandleProblem } from './check-candle.js';

const sound: Candle = {
  openTime: 60_000,
  closeTime: 120_000,
  open: 10,
  high: 12,
  low: 9,
  close: 11,
  volume: 5,
  bars: 1,
};
const next: Candle = { ...sound, openTime: 120_000, closeTime: 180_000 };
const problem = (change: Partial<Candle>): CandleProblem | undefined =>
  findCandleProblem({ ...sound, ...change }, undefined);

describe('findCandleProblem', () => {
  it('finds nothing wrong with a sound candle, the first or one that follows', () => {
    expect([findCandleProblem(sound, undefined), findCandleProblem(next, sound)]).toEqual([undefined, undefined]);
    expect(findCandleProblem({ ...next, openTime: 600_000, closeTime: 660_000 }, sound)).toBeUndefined();
  });

  it('finds nothing wrong with a candle whose prices are all the same, and with no volume', () => {
    expect(problem({ open: 10, high: 10, low: 10, close: 10, volume: 0 })).toBeUndefined();
  });

  it.each(['open', 'high', 'low', 'close', 'volume'] as const)('finds a %s that is no finite number', (field) => {
    for (const value of [NaN, Infinity, -Infinity]) expect(problem({ [field]: value })).toBe('not_a_number');
  });

  it.each(['open', 'high', 'low', 'close'] as const)('finds a %s of zero or below', (field) => {
    for (const value of [0, -1]) expect(problem({ [field]: value })).toBe('not_positive');
  });

  it.each<[CandleProblem, Partial<Candle>]>([
    ['high_below_low', { high: 8 }],
    ['outside_range', { open: 12.01 }],
    ['outside_range', { open: 8.99 }],
    ['outside_range', { close: 12.01 }],
    ['outside_range', { close: 8.99 }],
    ['negative_volume', { volume: -1 }],
  ])('finds %s', (wanted, change) => {
    expect(problem(change)).toBe(wanted);
  });

  it('finds what does not follow the candle before', () => {
    const after = (openTime: number): CandleProblem | undefined =>
      findCandleProblem({ ...next, openTime, closeTime: openTime + 60_000 }, sound);
    expect([after(60_000), after(59_999), after(60_001), after(119_999), after(120_000)]).toEqual([
      'duplicate',
      'out_of_order',
      'overlapping',
      'overlapping',
      undefined,
    ]);
  });

  it('finds nothing wrong with any candle made of real prices', () => {
    const price = fc.double({ min: 1e-8, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(fc.array(price, { minLength: 4, maxLength: 4 }), fc.nat(), (prices, volume) => {
        const [open = 1, close = 1] = prices;
        const candle = { ...sound, open, close, high: Math.max(...prices), low: Math.min(...prices), volume };
        expect(findCandleProblem(candle, undefined)).toBeUndefined();
      }),
    );
  });
});
