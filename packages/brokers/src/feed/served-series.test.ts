import * as fc from 'fast-check';
import type { CandleRow } from './candle-columns.js';
import { CandleColumns } from './candle-columns.js';
import { ServedSeries } from './served-series.js';

const MINUTE_MS = 60_000;
const row = (minute: number, close = 1): CandleRow => ({
  openTime: minute * MINUTE_MS,
  open: 1,
  high: 2,
  low: 0.5,
  close,
  volume: 7,
});
const seriesOf = (minutes: readonly number[], bad?: number): ServedSeries =>
  new ServedSeries('1', CandleColumns.of(minutes.map((minute) => row(minute, minute === bad ? NaN : 1))));

describe('the candles ahead of a series', () => {
  it('are those that close after an instant, at most so many, as the series has them', () => {
    const series = seriesOf([0, 1, 2, 3, 4, 5]);
    const ahead = series.ahead(2 * MINUTE_MS, 3);
    expect(ahead).toMatchObject({ first: 2, count: 3, periodMs: MINUTE_MS });
    expect(ahead?.strip).toBe(series.columns);
    expect(ahead?.cursor.at(2)).toEqual(series.columns.candleAt(2, MINUTE_MS));
    expect(series.ahead(2 * MINUTE_MS - 1, 9)).toMatchObject({ first: 1, count: 5 });
  });

  it('end before a gap, a time that repeats and an unsound candle', () => {
    expect(seriesOf([0, 1, 2, 4, 5]).ahead(0, 9)).toMatchObject({ first: 0, count: 3 });
    expect(seriesOf([0, 1, 2, 2, 3]).ahead(0, 9)).toMatchObject({ first: 0, count: 2 });
    expect(seriesOf([0, 1, 2, 3], 2).ahead(0, 9)).toMatchObject({ first: 0, count: 2 });
  });

  it('are none at the end, before an unsound one, and in a series that is not in order', () => {
    expect(seriesOf([0, 1]).ahead(2 * MINUTE_MS, 9)).toBeUndefined();
    expect(seriesOf([0, 1, 2], 1).ahead(MINUTE_MS, 9)).toBeUndefined();
    expect(seriesOf([0, 1, 2, 1, 3]).ahead(0, 9)).toBeUndefined();
  });
});

test('the next close is the first one after an instant, however far the requests go forward or back', () => {
  const minutes = fc.array(fc.nat(60), { minLength: 1, maxLength: 80 }).map((all) => all.sort((a, b) => a - b));
  const instants = fc.array(
    fc.integer({ min: -2, max: 126 }).map((halves) => (halves * MINUTE_MS) / 2),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(minutes, instants, (opened, asked) => {
      const series = seriesOf(opened);
      for (const instant of asked) {
        const next = opened.map((minute) => (minute + 1) * MINUTE_MS).find((close) => close > instant);
        expect(series.nextRelease(instant)).toBe(next);
      }
    }),
  );
});
