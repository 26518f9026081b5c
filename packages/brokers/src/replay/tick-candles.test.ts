import type { Candle, Timeframe } from '@q/events';
import { timeframeMs } from '@q/events';
import fc from 'fast-check';
import type { TickRow } from '../feed/tick-columns.js';
import type { TickCandleTerms } from './tick-candles.js';
import { TICK_TIMEFRAMES, tickCandles } from './tick-candles.js';

const MINUTE_MS = 60_000;

function candlesOf(ticks: readonly TickRow[], terms: TickCandleTerms = {}): readonly Candle[] {
  const columns = tickCandles(ticks, terms);
  const periodMs = timeframeMs(terms.timeframe ?? '1');
  return Array.from({ length: columns.length }, (_, row) => columns.candleAt(row, periodMs));
}

const pricesOf = ({ open, high, low, close }: Candle) => [open, high, low, close];

const QUOTES: readonly TickRow[] = [
  { time: 0, bid: 91.715, ask: 91.717 },
  { time: 10, bid: 91.7 },
  { time: 20, bid: 91.653, ask: 91.656, last: 91.66 },
  { time: 59_999, ask: 91.72, last: 91.65 },
];

test.each([
  ['mid', [91.716, 91.716, 91.6545, 91.6865]],
  ['bid', [91.715, 91.715, 91.653, 91.653]],
  ['ask', [91.717, 91.72, 91.656, 91.72]],
  ['last', [91.66, 91.66, 91.65, 91.65]],
] as const)('by hand, a candle of %s has these prices of its ticks, and bids and asks as quotes', (bars, wanted) => {
  const [candle, ...others] = candlesOf(QUOTES, { bars });
  expect(others).toEqual([]);
  expect(candle === undefined ? [] : pricesOf(candle)).toEqual(wanted);
  expect(candle?.quotes).toEqual({
    bid: { open: 91.715, high: 91.715, low: 91.653, close: 91.653 },
    ask: { open: 91.717, high: 91.72, low: 91.656, close: 91.72 },
  });
});

test('where nothing is said candles are those of middles, of a minute', () => {
  expect(candlesOf(QUOTES)).toEqual(candlesOf(QUOTES, { bars: 'mid', timeframe: '1' }));
});

test('trades make candles of their prices without quotes, whether or not that is said', () => {
  const trades = [10, 12, 9, 11].map((last, time) => ({ time, last }));
  const [candle] = candlesOf(trades);
  expect(candle).toEqual({
    ...{ openTime: 0, closeTime: MINUTE_MS, bars: 1 },
    ...{ open: 10, high: 12, low: 9, close: 11, volume: 4 },
  });
  expect(candlesOf(trades, { bars: 'last' })).toEqual([candle]);
});

test.each(['bid', 'ask', 'mid'] as const)('ticks of trades make no candles of %s', (bars) => {
  expect(() => tickCandles([{ time: 0, last: 1 }], { bars })).toThrow(
    `ticks of trades make candles of traded prices only: bars is ${bars}, leave it out or say last`,
  );
});

test.each([
  [-1, -1],
  [0, 0],
  [MINUTE_MS - 1, 0],
  [MINUTE_MS - 0.5, 0],
  [MINUTE_MS, 1],
  [7 * MINUTE_MS, 7],
])('a tick at %d ms belongs to minute %d: the beginning included, the end not', (time, minute) => {
  const [candle] = candlesOf([{ time, last: 1 }]);
  expect(candle?.openTime).toBe(minute * MINUTE_MS);
});

test.each(TICK_TIMEFRAMES)(
  'candles of timeframe %s begin with its periods in UTC; without a tick there is none',
  (timeframe) => {
    const periodMs = timeframeMs(timeframe);
    const times = [0.2, 0.9, 1, 5.5].map((periods) => periods * periodMs);
    const candles = candlesOf(
      times.map((time) => ({ time, last: 1 })),
      { timeframe },
    );
    expect(candles.map(({ openTime, volume }) => [openTime / periodMs, volume])).toEqual([
      [0, 2],
      [1, 1],
      [5, 1],
    ]);
  },
);

describe('volume', () => {
  const volumes = (ticks: readonly TickRow[], bars?: 'last') => candlesOf(ticks, { bars }).map(({ volume }) => volume);
  const both = { bid: 1, ask: 2 };

  test.each([
    ['their number where none brings one', [{ ...both }, { bid: 1 }, { last: 3 }], 3, 1],
    ['the sum of those that bring one', [{ ...both, volume: 2 }, { bid: 1 }, { last: 3, volume: 0.5 }], 2.5, 0.5],
    ['0 where all that is brought is 0', [{ ...both, volume: 0 }, { bid: 1 }], 0, 0],
  ])('is %s; among trades only trades count', (_what, ticks, ofAll, ofTrades) => {
    const timed = ticks.map((tick, time) => ({ time, ...tick }));
    expect([volumes(timed), volumes(timed, 'last')]).toEqual([[ofAll], [ofTrades]]);
  });

  test('is reckoned for each candle by itself', () => {
    expect(
      volumes([{ time: 0, last: 1, volume: 7 }, ...[1, 2].map((one) => ({ time: one * MINUTE_MS, last: 1 }))]),
    ).toEqual([7, 1, 1]);
  });
});

test('a candle of traded prices without a trade has the close before and no volume; before the first there is no price', () => {
  const quote = (minute: number) => ({ time: minute * MINUTE_MS, bid: 1, ask: 2 });
  const candles = candlesOf([quote(0), { ...quote(1), last: 5 }, { time: MINUTE_MS, last: 4 }, quote(2), quote(4)], {
    bars: 'last',
  });
  expect(candles.map((one) => [...pricesOf(one), one.volume])).toEqual([
    [NaN, NaN, NaN, NaN, 0],
    [5, 5, 4, 4, 2],
    [4, 4, 4, 4, 0],
    [4, 4, 4, 4, 0],
  ]);
});

test('the ticks stay beside the candles: quotes with both sides, trades with their price', () => {
  const { ticks } = tickCandles(QUOTES);
  expect([ticks?.isQuoted, [...(ticks?.bid ?? [])]]).toEqual([true, [91.715, 91.7, 91.653, 91.653]]);
  const traded = tickCandles([{ time: 3, last: 7 }]).ticks;
  expect([traded?.isQuoted, [...(traded?.time ?? [])], [...(traded?.ask ?? [])]]).toEqual([false, [3], [7]]);
});

test('the first tick that cannot be used is named, counted from 1', () => {
  const good = { time: 5, bid: 1, ask: 2 };
  expect(() => tickCandles([good, good, { time: 4, bid: 1 }])).toThrow(
    /^tick 3 is older \(1970-01-01T00:00:00\.004Z\)/,
  );
  expect(() => tickCandles([{ time: 5 }, { time: NaN }])).toThrow(
    'tick 1 has no price: bid and ask, or last, are needed',
  );
  expect(() => tickCandles([good, { time: 6, bid: 0 }])).toThrow('tick 2 has bid 0, which is no price');
});

test('a text is no price and no volume, and a word that is not known is none of the prices', () => {
  // As JSON may have them: sums of such texts would be other numbers.
  const tick = (text: string): TickRow => JSON.parse(text) as TickRow;
  const words = (text: string): TickCandleTerms => JSON.parse(text) as TickCandleTerms;
  expect(() => tickCandles([tick('{"time":1,"bid":"1","ask":2}')])).toThrow(
    'tick 1 has bid the text "1", which is no price',
  );
  expect(() => tickCandles([tick('{"time":1,"last":1,"volume":"3"}')])).toThrow('tick 1 has volume the text "3"');
  expect(() => tickCandles(QUOTES, words('{"bars":"open"}'))).toThrow(
    'bars is open, and must be one of bid, ask, mid, last',
  );
  expect(() => tickCandles(QUOTES, words('{"timeframe":"3"}'))).toThrow("timeframe is 3, and must be one of '1', '5'");
});

test.each([
  ['no ticks', []],
  [
    'ticks of one side only',
    [
      { time: 0, bid: 1 },
      { time: 1, bid: 1 },
    ],
  ],
])('%s make no candles', (_what, ticks) => expect(tickCandles(ticks).length).toBe(0));

/** Straight-line: every candle from a look at all ticks. */
function wantedOf(ticks: readonly TickRow[], bars: 'bid' | 'ask' | 'mid' | 'last', timeframe: Timeframe) {
  const periodMs = timeframeMs(timeframe);
  const carried = ticks.map((tick, at) => ({
    ...tick,
    bid: ticks.slice(0, at + 1).findLast(({ bid }) => bid !== undefined)?.bid,
    ask: ticks.slice(0, at + 1).findLast(({ ask }) => ask !== undefined)?.ask,
  }));
  const known = carried.filter(({ bid, ask }) => bid !== undefined && ask !== undefined);
  const periods = [...new Set(known.map(({ time }) => Math.floor(time / periodMs)))];
  const bar = (prices: readonly number[]) => [prices[0], Math.max(...prices), Math.min(...prices), prices.at(-1)];
  return periods.map((period) => {
    const own = known.filter(({ time }) => time >= period * periodMs && time < (period + 1) * periodMs);
    const traded = own.flatMap(({ last }) => (last === undefined ? [] : [last]));
    const [bids, asks] = [own.map(({ bid = NaN }) => bid), own.map(({ ask = NaN }) => ask)];
    const middles = bids.map((bid, at) => Math.round(((bid + (asks[at] ?? NaN)) / 2) * 1e8) / 1e8);
    const before = known
      .filter(({ time }) => time < period * periodMs)
      .findLast(({ last }) => last !== undefined)?.last;
    const prices = { bid: bids, ask: asks, mid: middles, last: traded.length > 0 ? traded : [before ?? NaN] }[bars];
    const counted = bars === 'last' ? own.filter(({ last }) => last !== undefined) : own;
    const told = counted.flatMap(({ volume }) => (volume === undefined ? [] : [volume]));
    const volume = told.length > 0 ? told.reduce((sum, one) => sum + one, 0) : counted.length;
    return [period * periodMs, ...bar(prices), volume, bar(bids), bar(asks)];
  });
}

test('over random ticks every candle is that of a straight-line computation', () => {
  const price = fc.option(
    fc.integer({ min: 90_000, max: 110_000 }).map((points) => points / 1e5),
    { nil: undefined },
  );
  const moved = fc.record({
    after: fc.constantFrom(0, 1, 999, 20_000, 59_999, 60_000, 400_000),
    bid: price,
    ask: price,
    last: price,
    volume: fc.option(fc.nat(9), { nil: undefined, freq: 1 }),
  });
  fc.assert(
    fc.property(
      fc.array(moved, { maxLength: 60 }),
      fc.constantFrom('bid', 'ask', 'mid', 'last'),
      fc.constantFrom(...TICK_TIMEFRAMES),
      (moves, bars, timeframe) => {
        let time = Date.UTC(2025, 0, 6) + 17;
        const ticks = moves
          .filter(({ bid, ask, last }) => (bid ?? ask ?? last) !== undefined)
          .map(({ after, ...tick }) => ({ ...tick, time: (time += after) }));
        if (!ticks.some(({ bid, ask }) => (bid ?? ask) !== undefined)) return;
        const made = candlesOf(ticks, { bars, timeframe }).map((candle) => {
          const { openTime, volume, quotes } = candle;
          const sides = [quotes?.bid, quotes?.ask].map((side) => side && [side.open, side.high, side.low, side.close]);
          return [openTime, ...pricesOf(candle), volume, ...sides];
        });
        expect(made).toEqual(wantedOf(ticks, bars, timeframe));
      },
    ),
    { numRuns: 400 },
  );
});
