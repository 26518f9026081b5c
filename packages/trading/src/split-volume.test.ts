import type { Instrument } from '@q/events';
import { instrumentSpecs } from './instrument-specs.js';
import { splitVolume } from './split-volume.js';

const found = instrumentSpecs['XAUUSD'];
if (found === undefined) throw new Error('no spec of XAUUSD');
const gold: Instrument = found;

/** Targets at 1, 2, 3 with these percents; the first moves the stop. */
function split(volume: number, percents: readonly number[], instrument = gold): readonly (readonly unknown[])[] {
  const levels = percents.map((percent, place) => ({ price: place + 1, percent, moveStop: place === 0 }));
  return splitVolume(instrument, volume, levels).map((one) => [one.price, one.percent, one.volume, one.moveStop]);
}

describe('the lots of a position', () => {
  it('are divided by percent, floored, and the last target gets the rest', () => {
    expect(split(0.1, [80, 20])).toEqual([
      [1, 80, 0.08, true],
      [2, 20, 0.02, false],
    ]);
    // 0.0333 each.
    expect(split(0.1, [33.33, 33.33, 33.34])).toEqual([
      [1, 33.33, 0.03, true],
      [2, 33.33, 0.03, false],
      [3, 33.34, 0.04, false],
    ]);
  });

  it('join the next target where their part comes to nothing, and take its move of the stop along', () => {
    // 20 % of 0.03 is 0.006; with the next 30 % it is 0.015.
    expect(split(0.03, [20, 30, 50])).toEqual([
      [2, 50, 0.01, true],
      [3, 50, 0.02, false],
    ]);
    expect(split(0.01, [80, 20])).toEqual([[2, 100, 0.01, true]]);
  });

  it('are not cut below the smallest order, neither what is closed nor what stays', () => {
    const coarse = { ...gold, minLot: 0.1 };
    // 0.12 and 0.03.
    expect(split(0.15, [80, 20], coarse)).toEqual([[2, 100, 0.15, true]]);
    expect(split(0.5, [80, 20], coarse)).toEqual([
      [1, 80, 0.4, true],
      [2, 20, 0.1, false],
    ]);
  });

  it('stay whole where there is no target', () => {
    expect(split(0.1, [])).toEqual([]);
  });
});
