import { aheadTogether } from './ahead-together.js';
import type { CandleRow } from './candle-columns.js';
import { CandleColumns } from './candle-columns.js';
import { ServedSeries } from './served-series.js';

const MINUTE_MS = 60_000;
const row = (minute: number, close = 1): CandleRow => {
  return { openTime: minute * MINUTE_MS, open: 1, high: 2, low: 0.5, close, volume: 7 };
};
const seriesOf = (minutes: readonly number[], bad?: number): ServedSeries =>
  new ServedSeries('1', CandleColumns.of(minutes.map((minute) => row(minute, minute === bad ? NaN : 1))));

describe('the candles ahead of several series', () => {
  const minutes = (from: number, count: number): readonly number[] =>
    Array.from({ length: count }, (_, at) => from + at);
  const togetherOf = (series: readonly (ServedSeries | undefined)[], minute = 0, most = 9) =>
    aheadTogether(series, minute * MINUTE_MS, most)?.map((ahead) => ahead && [ahead.first, ahead.count]);

  it('are equally many of each', () => {
    const [long, short, gap] = [seriesOf(minutes(0, 20)), seriesOf(minutes(0, 5)), seriesOf([0, 1, 2, 4, 5])];
    expect(togetherOf([long, short])).toEqual([
      [0, 5],
      [0, 5],
    ]);
    expect(togetherOf([long, gap, short], 1)).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
  });

  it('are those of the symbols whose candles come next, up to the first of another one', () => {
    const [early, late, over] = [seriesOf(minutes(0, 20)), seriesOf(minutes(7, 20)), seriesOf(minutes(0, 3))];
    expect(togetherOf([early, late], 2)).toEqual([[2, 5], undefined]);
    expect(togetherOf([over, early, undefined], 3)).toEqual([undefined, [3, 9], undefined]);
    expect(togetherOf([early, late], 7, 30)).toEqual([
      [7, 13],
      [0, 13],
    ]);
  });

  it('are none where one of them is unsound, where they are not equally long, and at the end', () => {
    const fives = new ServedSeries('5', CandleColumns.of([0, 5].map((minute) => row(minute))));
    expect(togetherOf([seriesOf(minutes(0, 9)), seriesOf(minutes(0, 9), 0)])).toBeUndefined();
    expect(togetherOf([seriesOf([4, 5, 6]), fives], 4)).toBeUndefined();
    expect(togetherOf([seriesOf([0]), seriesOf([0])], 1)).toBeUndefined();
    // A longer one that closes later ends them.
    expect(togetherOf([seriesOf(minutes(0, 9)), fives])).toEqual([[0, 4], undefined]);
  });
});
