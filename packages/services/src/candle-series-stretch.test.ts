import type { Candle, CandlesAhead, CandleStrip, Timeframe } from '@q/events';
import { CandleCursor, Stretch } from '@q/events';
import fc from 'fast-check';
import type { SeriesOptions } from './candle-series.js';
import { CandleSeries } from './candle-series.js';

const QUARTER_MS = 900_000;
/** Monday in summer; the days of fx begin at 21:00 UTC then. */
const START = Date.parse('2025-07-07T18:30:00Z');
const COUNT = 160;

/** Quarters of an hour, some of which are missing, each at another price. */
function quarters(missing: ReadonlySet<number>): readonly Candle[] {
  const all = Array.from({ length: COUNT }, (_, place): Candle => {
    const [openTime, price] = [START + place * QUARTER_MS, 100 + 9 * Math.sin(place * place)];
    const prices = { open: price, high: price + 1 + (place % 3), low: price - 1 - (place % 5), close: price + 0.5 };
    return { openTime, closeTime: openTime + QUARTER_MS, ...prices, volume: place, bars: 1 };
  });
  return all.filter((_candle, place) => !missing.has(place));
}

function stripOf(candles: readonly Candle[]): CandleStrip {
  const column = (key: 'openTime' | 'open' | 'high' | 'low' | 'close' | 'volume'): Float64Array =>
    Float64Array.from(candles, (candle) => candle[key]);
  return {
    openTime: column('openTime'),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
    candleAt(row) {
      const candle = candles[row];
      if (candle === undefined) throw new RangeError(`no quarter ${row}`);
      return candle;
    },
  };
}

/** The next candles without a gap between them, at most so many. */
function stretchFrom(strip: CandleStrip, first: number, most: number): Stretch {
  let count = 1;
  const { openTime } = strip;
  while (count < most && openTime[first + count] === (openTime[first] ?? NaN) + count * QUARTER_MS) count += 1;
  const cursor = new CandleCursor(strip, QUARTER_MS);
  const ahead: CandlesAhead = { strip, first, count, periodMs: QUARTER_MS, cursor };
  return new Stretch({ symbol: 'EURUSD', timeframe: '15', ahead, cycle: 1 });
}

function seriesOf(timeframes: readonly Timeframe[], more: Partial<SeriesOptions> = {}) {
  const series = new CandleSeries({
    symbol: 'EURUSD',
    session: 'fx',
    base: '15',
    timeframes,
    candleIndex: 1,
    ...more,
  });
  const out: (readonly [Timeframe, Candle])[] = [];
  const output = {
    closed: (timeframe: Timeframe, candle: Candle) => void out.push([timeframe, candle]),
    bad: (candle: Candle, problem: string) => {
      throw new Error(`${problem} at ${candle.openTime}`);
    },
  };
  return { series, out, take: (candle: Candle) => series.take([candle], candle.closeTime, output) };
}

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ most: fc.integer({ min: 1, max: 30 }), less: fc.nat(8), lessYet: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.constant('alone' as const) },
);
const sets = fc.constantFrom<readonly Timeframe[]>(['15'], ['60'], ['15', '60', '240'], ['30', '1d'], ['15', '1d']);

test('the higher candles that close inside a stretch, and those that close later, are the same as one by one', () => {
  fc.assert(
    fc.property(sets, fc.uniqueArray(fc.nat(COUNT)), fc.array(step, { minLength: 12 }), (timeframes, gaps, steps) => {
      const candles = quarters(new Set(gaps));
      const strip = stripOf(candles);
      const [together, plain] = [seriesOf(timeframes), seriesOf(timeframes)];
      let row = 0;
      const alone = (): number => {
        const before = plain.out.length;
        const candle = strip.candleAt(row, QUARTER_MS);
        row += 1;
        for (const { take } of [together, plain]) take(candle);
        return plain.out.slice(before).filter(([timeframe]) => timeframe !== '15').length;
      };
      alone();
      for (const one of steps) {
        if (row >= candles.length) break;
        if (one === 'alone') alone();
        else {
          const stretch = stretchFrom(strip, row, one.most);
          const asked = stretch.count;
          const goesOn = stretch.openTime === plain.series.lastClose;
          together.series.limit(stretch);
          const found = stretch.count;
          stretch.shorten(Math.max(1, found - one.less));
          if (stretch.count > 0) together.series.look(stretch);
          stretch.shorten(Math.max(1, stretch.count - one.lessYet));
          const { count } = stretch;
          for (let place = 0; place < count; place += 1) {
            plain.take(stretch.candle(place));
            for (const close of stretch.closes)
              if (close.place === place) together.out.push([close.timeframe, close.candle]);
            if (stretch.publishesCandles) together.out.push(['15', stretch.candle(place)]);
          }
          if (count > 0) together.series.takeStretch(stretch);
          row += count;
          // What was not found to be quiet goes on after a gap, or completes a higher candle while none of its own is published.
          if (count === found && found < asked) expect(goesOn ? alone() : 1).toBeGreaterThan(0);
        }
        const { lastClose, answeredUntil } = plain.series;
        expect(together.series).toMatchObject({ lastClose, answeredUntil });
        expect(together.out).toEqual(plain.out);
      }
      while (row < candles.length) alone();
      expect(together.out).toEqual(plain.out);
    }),
    { numRuns: 300 },
  );
});

test('nothing passes together before the first candle, after a gap, and where candles are held back', () => {
  const candles = quarters(new Set([3]));
  const strip = stripOf(candles);
  const passing = (given: number, options: Partial<SeriesOptions> = {}): number => {
    const { series, take } = seriesOf(['15'], options);
    for (const candle of candles.slice(0, given)) take(candle);
    const stretch = stretchFrom(strip, given, 20);
    series.limit(stretch);
    return stretch.count;
  };
  expect([passing(0), passing(1), passing(3), passing(4)]).toEqual([0, 2, 0, 20]);
  expect(passing(4, { candleIndex: 2 })).toBe(0);
});

test('nothing passes that the feed vouched not to send any more', () => {
  const [candle, ...others] = quarters(new Set());
  const strip = stripOf(candle === undefined ? [] : [candle, ...others]);
  const { series, take } = seriesOf(['15']);
  if (candle !== undefined) take(candle);
  series.take([], START + 3 * QUARTER_MS, { closed: () => undefined, bad: () => undefined });
  const stretch = stretchFrom(strip, 1, 20);
  series.limit(stretch);
  expect(stretch.count).toBe(0);
});

test('while the candles of other symbols come, nothing passes in which a higher candle of a silent one closes', () => {
  const candles = quarters(new Set());
  const strip = stripOf(candles);
  const passing = (given: number, options: Partial<SeriesOptions> = {}): number => {
    const { series, take } = seriesOf(['15', '60'], options);
    for (const candle of candles.slice(0, given)) take(candle);
    const stretch = stretchFrom(strip, given, 20);
    series.limitWithout(stretch);
    return stretch.count;
  };
  // From half past the hour: its candle lacks the second quarter, closes with it, and is over then.
  expect([passing(1), passing(2)]).toEqual([0, 20]);
  expect([passing(3), passing(4), passing(5)]).toEqual([2, 1, 0]);
  expect([passing(0), passing(2, { candleIndex: 2 })]).toEqual([0, 0]);
});
