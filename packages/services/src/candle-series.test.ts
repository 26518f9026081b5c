import type { Candle, Timeframe } from '@q/events';
import { instrumentSpecs, sessionCalendar } from '@q/trading';
import type { SeriesOptions } from './candle-series.js';
import { CandleSeries } from './candle-series.js';

const HOUR_MS = 3_600_000;
const at = (text: string): number => Date.parse(`${text}Z`);
const hour = (instant: number): string => new Date(instant).toISOString().slice(0, 13);
const calendar = sessionCalendar(Object.values(instrumentSpecs));

/** Every hour in which EURUSD trades, each at another price. */
function hours(from: string, to: string, isThere: (opens: string) => boolean = () => true): readonly Candle[] {
  const candles: Candle[] = [];
  for (let openTime = at(from), price = 1; openTime < at(to); openTime += HOUR_MS, price += 1) {
    const prices = { open: price, high: price + 0.5, low: price - 0.5, close: price };
    const candle = { openTime, closeTime: openTime + HOUR_MS, ...prices, volume: 1, bars: 1 };
    if (calendar.isOpen('EURUSD', openTime) && isThere(hour(openTime))) candles.push(candle);
  }
  return candles;
}

/** What a series gives out of candles that come one by one, and of a feed that then vouches for two days. */
function published(
  candles: readonly Candle[],
  timeframe: Timeframe = '1d',
  options: Partial<SeriesOptions> = {},
): readonly Candle[] {
  const series = new CandleSeries({
    symbol: 'EURUSD',
    session: 'fx',
    base: '60',
    timeframes: [timeframe],
    candleIndex: 1,
    ...options,
  });
  const out: Candle[] = [];
  const output = { closed: (_timeframe: Timeframe, candle: Candle) => void out.push(candle), bad: () => undefined };
  for (const candle of candles) series.take([candle], candle.closeTime, output);
  series.take([], (candles.at(-1)?.closeTime ?? NaN) + 48 * HOUR_MS, output);
  return out;
}

const told = ({ openTime, closeTime, bars, isPartial }: Candle): string =>
  `${hour(openTime)} ${hour(closeTime)} ${bars}${isPartial === true ? ' partial' : ''}`;

test('a day of fx goes from 17:00 to 17:00 in New York, Monday from Sunday on, and there is no candle of a weekend', () => {
  const days = published(hours('2025-01-08T22:00', '2025-01-14T22:00'));
  expect(days.map(told)).toEqual([
    '2025-01-08T22 2025-01-09T22 24',
    '2025-01-09T22 2025-01-10T22 24',
    '2025-01-12T22 2025-01-13T22 24',
    '2025-01-13T22 2025-01-14T22 24',
  ]);
  const week = hours('2025-01-08T22:00', '2025-01-14T22:00');
  expect(days[2]).toMatchObject({ open: week[48]?.open, close: week[71]?.close, low: week[48]?.low ?? NaN });
});

test('days move with the clocks of New York: in spring', () => {
  expect(published(hours('2025-03-06T22:00', '2025-03-10T21:00')).map(told)).toEqual([
    '2025-03-06T22 2025-03-07T22 24',
    '2025-03-09T21 2025-03-10T21 24',
  ]);
});

test('days move with the clocks of New York: in autumn', () => {
  expect(published(hours('2025-10-30T21:00', '2025-11-03T22:00')).map(told)).toEqual([
    '2025-10-30T21 2025-10-31T21 24',
    '2025-11-02T22 2025-11-03T22 24',
  ]);
});

test('what trades always has UTC days, those of a weekend too', () => {
  const candles = hours('2025-01-09T00:00', '2025-01-11T00:00').map((candle) => ({
    ...candle,
    openTime: candle.openTime + 24 * HOUR_MS,
    closeTime: candle.closeTime + 24 * HOUR_MS,
  }));
  expect(published(candles, '1d', { session: 'always' }).map(told)).toEqual([
    '2025-01-10T00 2025-01-11T00 24',
    '2025-01-11T00 2025-01-12T00 22 partial',
  ]);
});

test('a candle with a missing hour is partial, one with all of them missing is none', () => {
  const closed = ['2025-01-07T05', '2025-01-08T21'];
  const isThere = (opens: string): boolean =>
    !closed.includes(opens) && (opens < '2025-01-08T22' || opens >= '2025-01-09T22');
  expect(published(hours('2025-01-06T22:00', '2025-01-10T22:00', isThere)).map(told)).toEqual([
    '2025-01-06T22 2025-01-07T22 23 partial',
    '2025-01-07T22 2025-01-08T22 23 partial',
    '2025-01-09T22 2025-01-10T22 24',
  ]);
});

test('data that begin inside a day make a partial one of it', () => {
  expect(published(hours('2025-01-07T08:00', '2025-01-08T22:00')).map(told)).toEqual([
    '2025-01-06T22 2025-01-07T22 14 partial',
    '2025-01-07T22 2025-01-08T22 24',
  ]);
});

test('four hours are counted from the begin of the day, an hour and less are the same everywhere', () => {
  const week = hours('2025-07-06T21:00', '2025-07-11T21:00');
  const fours = published(week, '240');
  expect(fours).toHaveLength(30);
  expect(fours.map(told).slice(0, 2)).toEqual(['2025-07-06T21 2025-07-07T01 4', '2025-07-07T01 2025-07-07T05 4']);
  expect(fours.every(({ isPartial }) => isPartial === undefined)).toBe(true);
  expect(published(week, '60')).toEqual(week);
});

test('a base candle has no mark, also where it is published beside its days', () => {
  const both = published(hours('2025-01-07T08:00', '2025-01-07T22:00'), '1d', { timeframes: ['60', '1d'] });
  expect(both.filter(({ isPartial }) => isPartial)).toHaveLength(1);
  expect(both.filter(({ bars }) => bars === 1).every((candle) => !('isPartial' in candle))).toBe(true);
});
