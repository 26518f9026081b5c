import type { Candle, PriceBar } from '@q/events';
import { findCandleProblem } from '@q/trading';
import fc from 'fast-check';
import type { CandleRow } from './candle-columns.js';
import { CandleColumns } from './candle-columns.js';
import { SoundRuns } from './sound-runs.js';

const MINUTE_MS = 60_000;
const SOUND: PriceBar = { open: 1.1, high: 1.3, low: 1, close: 1.2 };

/** What can be wrong with a candle, and what only looks as if it were. */
const broken = fc.constantFrom<Partial<CandleRow>>(
  { open: NaN },
  { close: NaN },
  { high: Infinity },
  { high: 1e308, open: 1e308, low: 1e308, close: 1e308 },
  { low: 0 },
  { low: -1 },
  { high: 0.9 },
  { close: 1.4 },
  { open: 0.5 },
  { volume: -1 },
  { volume: NaN },
  { volume: Infinity },
);
const harmless = fc.constantFrom<Partial<CandleRow>>(
  {},
  { volume: 0 },
  { open: 1, high: 1, low: 1, close: 1 },
  { high: 1.2 },
  { low: 1e-12 },
);
const prices = fc.oneof({ weight: 12, arbitrary: harmless }, { weight: 1, arbitrary: broken });
/** From the open of one row to that of the next, in minutes. */
const step = fc.oneof({ weight: 12, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.constantFrom(0, 0.5, 2) });
const rows: fc.Arbitrary<readonly CandleRow[]> = fc
  .tuple(fc.array(fc.tuple(prices, step), { minLength: 1, maxLength: 40 }), fc.boolean(), fc.array(prices))
  .map(([parts, isQuoted, quoted]) => {
    let openTime = 0;
    return parts.map(([own, minutes], place) => {
      openTime += minutes * MINUTE_MS;
      const bid = { ...SOUND, ...pricesOnly(quoted[place % Math.max(1, quoted.length)] ?? {}) };
      const quotes = place % 2 === 0 ? { bid, ask: SOUND } : { bid: SOUND, ask: bid };
      return { openTime, ...SOUND, volume: 5, ...own, ...(isQuoted ? { quotes } : {}) };
    });
  });

function pricesOnly({ volume: _volume, ...own }: Partial<CandleRow>): Partial<PriceBar> {
  return own;
}

/** Row after row: the end of the candles from a row on with which nothing is wrong, and which come one by one without a gap. */
function plainEnd(columns: CandleColumns, first: number): number {
  const candleAt = (row: number): Candle => columns.candleAt(row, MINUTE_MS);
  for (let row = first; row < columns.length; row += 1) {
    const last = row === first ? undefined : candleAt(row - 1);
    if (findCandleProblem(candleAt(row), last) !== undefined) return row;
    if (last !== undefined && candleAt(row).openTime !== last.closeTime) return row;
    if (row + 1 < columns.length && columns.openTime[row + 1] === columns.openTime[row]) return row;
  }
  return columns.length;
}

/** Where a feed can begin: not with a candle whose time was there before. */
function beginnings(columns: CandleColumns): readonly number[] {
  const all = Array.from({ length: columns.length }, (_, row) => row);
  return all.filter((row) => row === 0 || columns.openTime[row] !== columns.openTime[row - 1]);
}

function expectEnds(runs: SoundRuns, columns: CandleColumns, asked: Iterable<readonly [number, number]>): void {
  for (const [first, count] of asked) {
    const [found, plain] = [runs.endFrom(first, count), plainEnd(columns, first)];
    expect([first, Math.min(found, first + count)]).toEqual([first, Math.min(plain, first + count)]);
    expect(found).toBeLessThanOrEqual(plain);
  }
}

test('a run ends before the first row with which something is wrong, and before a gap and a time that repeats', () => {
  const asked = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 50 })), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(rows, asked, (given, places) => {
      const columns = CandleColumns.of(given);
      const from = beginnings(columns);
      const runs = new SoundRuns(columns, MINUTE_MS);
      expectEnds(
        runs,
        columns,
        places.map(([place, count]) => [from[place % from.length] ?? 0, count]),
      );
    }),
    { numRuns: 1_000 },
  );
});

/** Far more rows than are looked at together, with something wrong in a few of them. */
function longSeries(change: (row: number) => Partial<CandleRow>): CandleColumns {
  return CandleColumns.of(
    Array.from({ length: 20_000 }, (_, row) => ({ openTime: row * MINUTE_MS, ...SOUND, volume: 5, ...change(row) })),
  );
}

/** Everywhere around where looking may begin and end. */
const PLACES = [0, 1, 4_095, 4_096, 4_097, 5_000, 8_191, 8_192, 8_193, 12_288, 19_998, 19_999];

test.each([4_094, 4_095, 4_096, 4_097, 8_192, 16_383, 19_999])(
  'in a long series a run ends exactly at row %d where that one is unsound or repeats a time',
  (bad) => {
    const series = [
      longSeries((row) => (row === bad ? { low: 0 } : {})),
      longSeries((row) => (row === bad ? { openTime: (row - 1) * MINUTE_MS } : {})),
      longSeries((row) => (row >= bad ? { openTime: (row + 1) * MINUTE_MS } : {})),
    ];
    for (const [place, columns] of series.entries()) {
      const ends = place === 1 ? bad - 1 : bad;
      const walk = new SoundRuns(columns, MINUTE_MS);
      for (let first = 0; first < ends; first += 509)
        expect(Math.min(first + 512, walk.endFrom(first, 512))).toBe(Math.min(first + 512, ends));
      const around = PLACES.filter((first) => first !== bad);
      for (const count of [ends, ends + 1])
        expect(new SoundRuns(columns, MINUTE_MS).endFrom(0, count)).toBeLessThanOrEqual(ends);
      for (const order of [around, [...around].reverse()]) {
        const runs = new SoundRuns(columns, MINUTE_MS);
        for (const first of order)
          expect([first, Math.min(first + 6_000, runs.endFrom(first, 6_000))]).toEqual([
            first,
            Math.min(first + 6_000, first >= bad ? columns.length : Math.max(first, ends)),
          ]);
      }
    }
  },
);
