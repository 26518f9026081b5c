import { byLength, isTimeframe, TIMEFRAMES, timeframeMs, timeframeOfMs } from './timeframe.js';

describe('timeframes', () => {
  it('have the length that their name says', () => {
    expect((['1', '15', '240', '1d'] as const).map(timeframeMs)).toEqual([60_000, 900_000, 14_400_000, 86_400_000]);
  });

  it('can be told from their length, and no two have the same', () => {
    for (const timeframe of TIMEFRAMES) expect(timeframeOfMs(timeframeMs(timeframe))).toBe(timeframe);
    expect(timeframeOfMs(7 * 60_000)).toBeUndefined();
  });

  it('include all of the original system', () => {
    for (const name of ['1', '5', '15', '30', '60', '240', '1d']) expect(isTimeframe(name)).toBe(true);
  });

  it('are known by their exact name only', () => {
    for (const text of ['', 'H1', '1D', '01', ' 1', '1.0', '7', 'toString']) expect(isTimeframe(text)).toBe(false);
  });

  it('sort by length, not as text', () => {
    expect((['1d', '5', '240', '15', '1'] as const).toSorted(byLength)).toEqual(['1', '5', '15', '240', '1d']);
  });
});
