import * as fc from 'fast-check';
import { instrumentSpecs } from './instrument-specs.js';
import { breakEvenStop, trailedStop } from './move-stop.js';

const gold = instrumentSpecs['XAUUSD'];
if (gold === undefined) throw new Error('no gold');
const long = { direction: 'long', instrument: gold, entryPrice: 2_650, stop: 2_640 } as const;
const short = { direction: 'short', instrument: gold, entryPrice: 2_650, stop: 2_660 } as const;

test('break-even is the entry price, in both directions, and never a step back', () => {
  expect([breakEvenStop(long), breakEvenStop(short)]).toEqual([2_650, 2_650]);
  expect([breakEvenStop({ ...long, stop: 2_650 }), breakEvenStop({ ...short, stop: 2_649 })]).toEqual([
    undefined,
    undefined,
  ]);
});

test.each([
  ['follows the best price at its distance', { distance: 5, activation: 0 }, 2_653, 2_648, 2_652],
  ['waits for its activation', { distance: 5, activation: 4 }, 2_653, undefined, undefined],
  ['begins at its activation', { distance: 5, activation: 4 }, 2_654, 2_649, 2_651],
  ['goes no further than its cap', { distance: 5, activation: 0, cap: 6 }, 2_670, 2_656, 2_644],
  ['does not move for less than it has', { distance: 15, activation: 0 }, 2_654, undefined, undefined],
] as const)('a trailing stop %s', (_what, trailing, best, wanted, mirrored) => {
  expect(trailedStop(long, trailing, best)).toBe(wanted);
  expect(trailedStop(short, trailing, 2_650 - (best - 2_650))).toBe(mirrored);
});

test('a mean of parts of one price that binary sums put a bit beyond it does not hold the stop up', () => {
  const [parts, above] = [
    { ...long, entryPrice: 2_650.0000000000005 },
    { ...long, entryPrice: 2_650.01 },
  ];
  expect(trailedStop(parts, { distance: 5, activation: 0 }, 2_650)).toBe(2_645);
  // The mean of parts of several prices: the best of them was no profit.
  expect(trailedStop(above, { distance: 5, activation: 0 }, 2_650)).toBeUndefined();
});

test('whatever the price does, a trailing stop never moves back and never passes its cap', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 50 }),
      fc.constantFrom(long, short),
      (moves, start) => {
        const sign = start.direction === 'long' ? 1 : -1;
        let stop: number = start.stop;
        let [price, best]: [number, number] = [start.entryPrice, start.entryPrice];
        for (const move of moves) {
          price += move / 100;
          best = sign * Math.max(sign * best, sign * price);
          const moved = trailedStop({ ...start, stop }, { distance: 4, activation: 1, cap: 8 }, best);
          if (moved === undefined) continue;
          expect((moved - stop) * sign).toBeGreaterThan(0);
          expect((moved - start.entryPrice) * sign).toBeLessThanOrEqual(8);
          // Half a tick is lost to rounding at the most.
          expect((best - moved) * sign).toBeGreaterThan(4 - 0.0051);
          stop = moved;
        }
      },
    ),
  );
});
