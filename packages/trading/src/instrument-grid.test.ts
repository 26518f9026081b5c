import fc from 'fast-check';
import type { Instrument } from '@q/events';
import { decimalsOf, floorVolume, roundTo, snapPrice } from './instrument-grid.js';
import { instrumentSpecs } from './instrument-specs.js';

const instruments: readonly Instrument[] = Object.values(instrumentSpecs);
const steps = fc.constantFrom(0.01, 0.001, 0.1, 1, 0.25, 5, 100, 1e-8);

function withSteps(lotStep: number, tickSize = 0.01, digits = 2): Instrument {
  const [any] = instruments;
  if (any === undefined) throw new Error('no instrument');
  return { ...any, lotStep, tickSize, digits };
}

describe('floorVolume', () => {
  it('leaves a volume that stands on the grid as it is', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 1_000_000 }), (step, count) => {
        // Written as a decimal, as it stands in a file: 3 steps of 0.1 are 0.3.
        const volume = Number((BigInt(Math.round(step * 1e8)) * BigInt(count)).toString()) / 1e8;
        expect(floorVolume(withSteps(step), volume)).toBe(volume);
      }),
    );
  });

  it('leaves sums of steps as they are, however they were added up', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 500 }), { maxLength: 30 }), (hundredths) => {
        const sum = hundredths.reduce((total, one) => total + one / 100, 0);
        const wanted = hundredths.reduce((total, one) => total + one, 0) / 100;
        expect(floorVolume(withSteps(0.01), sum)).toBe(wanted);
      }),
    );
  });

  it('never goes up, and stays within one step', () => {
    fc.assert(
      fc.property(steps, fc.double({ min: 0, max: 10_000, noNaN: true }), (step, volume) => {
        const floor = floorVolume(withSteps(step), volume);
        // A ten-millionth of a step is what binary fractions may be off.
        expect(floor).toBeLessThanOrEqual(volume + step * 2e-7);
        expect(volume - floor).toBeLessThan(step * (1 + 1e-6));
      }),
    );
  });

  it.each([
    [0.019, 0.01],
    [0.029999, 0.02],
    [0.009, 0],
    [0.07, 0.07],
    [1.15, 1.15],
    [2.675, 2.67],
  ])('takes %d lots as %d', (volume, wanted) => {
    expect(floorVolume(withSteps(0.01), volume)).toBe(wanted);
  });
});

describe('snapPrice', () => {
  it('leaves prices on the grid of every known instrument as they are', () => {
    fc.assert(
      fc.property(fc.constantFrom(...instruments), fc.integer({ min: 1, max: 20_000_000 }), (instrument, ticks) => {
        const price = ticks / 10 ** instrument.digits;
        expect(snapPrice(instrument, price)).toBe(price);
      }),
    );
  });

  it('goes to the nearest tick', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...instruments),
        fc.double({ min: 0.5, max: 5_000, noNaN: true }),
        (instrument, price) => {
          const snapped = snapPrice(instrument, price);
          expect(Math.abs(snapped - price)).toBeLessThanOrEqual(instrument.tickSize * 0.500_001);
          expect(snapPrice(instrument, snapped)).toBe(snapped);
        },
      ),
    );
  });

  it('knows ticks that are no power of ten', () => {
    const quarter = withSteps(0.01, 0.25, 2);
    expect([4_500.12, 4_500.13, 4_500.3, 4_500.9].map((price) => snapPrice(quarter, price))).toEqual([
      4_500, 4_500.25, 4_500.25, 4_501,
    ]);
    const five = withSteps(0.01, 5, 0);
    expect([12, 13, 12.5].map((price) => snapPrice(five, price))).toEqual([10, 15, 15]);
  });
});

describe('decimalsOf and roundTo', () => {
  it('count the decimals of a step', () => {
    expect([0.01, 0.1, 1, 0.25, 5, 100, 1e-8, 2.5e-7].map(decimalsOf)).toEqual([2, 1, 0, 2, 0, 0, 8, 8]);
  });

  it('leave no dust', () => {
    expect([roundTo(0.1 + 0.2, 2), roundTo(1.1 * 3, 5), roundTo(-0.30000000000000004, 8)]).toEqual([0.3, 3.3, -0.3]);
  });
});

describe('roundTo', () => {
  it('gives the number that its text shows, near halves and far from them', () => {
    const numbers = fc.oneof(
      fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }).map((steps) => steps / 2_000),
      fc.integer({ min: -2_000_000, max: 2_000_000 }).map((steps) => steps * 0.005),
    );
    fc.assert(
      fc.property(numbers, fc.integer({ min: 0, max: 10 }), (value, decimals) => {
        expect(roundTo(value, decimals)).toBe(Number(value.toFixed(decimals)));
      }),
      {
        numRuns: 2_000,
        examples: [
          [1.005, 2],
          [-1.005, 2],
          [2.5, 0],
          [-0, 2],
          [-0.001, 2],
          [8.345, 2],
          [1e21, 2],
        ],
      },
    );
  });
});
