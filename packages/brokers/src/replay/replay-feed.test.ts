import type { Candle } from '@q/events';
import fc from 'fast-check';
import { CandleColumns } from '../feed/candle-columns.js';
import { feedContract } from '../testing/feed-contract.js';
import { createReplayFeed } from './replay-feed.js';

const MINUTE_MS = 60_000;

/** Candles that open at these minutes; `open` says which row it was. */
function columnsAt(minutes: readonly number[]): CandleColumns {
  return CandleColumns.of(
    minutes.map((minute, index) => ({
      openTime: minute * MINUTE_MS,
      open: index,
      high: 3,
      low: 1,
      close: 2,
      volume: 1,
    })),
  );
}

function replayOf(minutes: readonly number[], window: { from?: number; to?: number } = {}) {
  return createReplayFeed({ series: [{ symbol: 'EURUSD', timeframe: '1', columns: columnsAt(minutes) }], ...window });
}

function rowsBetween(feed: ReturnType<typeof replayOf>, afterMinute: number, untilMinute: number): number[] {
  const rows: number[] = [];
  const request = {
    symbol: 'EURUSD',
    timeframe: '1',
    after: afterMinute * MINUTE_MS,
    until: untilMinute * MINUTE_MS,
  } as const;
  feed.request(request, {
    candles: (candles: readonly Candle[]) => rows.push(...candles.map(({ open }) => open)),
    failed: ({ message }) => {
      throw new Error(message);
    },
  });
  return rows;
}

feedContract('a replay', () => ({
  feed: replayOf(Array.from({ length: 500 }, (_, index) => index + Math.floor(index / 100) * 60)),
  symbol: 'EURUSD',
  start: 0,
}));

feedContract('a replay with repeated and late rows', () => ({
  feed: replayOf([0, 1, 1, 2, 5, 3, 4, 6, 6, 6, 9, 0, 10, 12, 11, 13]),
  symbol: 'EURUSD',
  start: -MINUTE_MS,
}));

describe('createReplayFeed', () => {
  it('hands a repeated or late row over together with the row before it', () => {
    const feed = replayOf([0, 1, 1, 4, 2, 3, 5]);
    expect(rowsBetween(feed, 0, 1)).toEqual([0]);
    expect(rowsBetween(feed, 1, 2)).toEqual([1, 2]);
    expect(rowsBetween(feed, 2, 4)).toEqual([]);
    expect(rowsBetween(feed, 4, 5)).toEqual([3, 4, 5]);
    expect(rowsBetween(feed, 5, 6)).toEqual([6]);
  });

  it('agrees with a plain filter for any rows and any questions', () => {
    const minute = fc.integer({ min: -2, max: 30 });
    fc.assert(
      fc.property(fc.array(fc.nat(25)), fc.array(fc.tuple(minute, minute)), (minutes, questions) => {
        const feed = replayOf(minutes);
        const released = minutes.map((_, row) => Math.max(...minutes.slice(0, row + 1)) + 1);
        for (const [after, until] of questions) {
          const expected = released.flatMap((minute_, row) => (minute_ > after && minute_ <= until ? [row] : []));
          expect(rowsBetween(feed, after, until)).toEqual(expected);
          const next = released.find((close) => close > after);
          expect(feed.nextClose?.('EURUSD', after * MINUTE_MS)).toBe(next === undefined ? undefined : next * MINUTE_MS);
        }
      }),
    );
  });

  it('keeps to candles that open from `from` on and close up to `to`', () => {
    const inOrder = replayOf([0, 1, 2, 3, 4, 5], { from: 1 * MINUTE_MS, to: 4 * MINUTE_MS });
    expect(rowsBetween(inOrder, 0, 99)).toEqual([1, 2, 3]);
    const mixed = replayOf([0, 90, 2, 1, 3, 4], { from: 1 * MINUTE_MS, to: 4 * MINUTE_MS });
    expect(rowsBetween(mixed, 0, 99)).toEqual([2, 3, 4]);
    expect(mixed.nextClose?.('EURUSD', 0)).toBe(3 * MINUTE_MS);
  });

  it('refuses two series of one symbol', () => {
    const series = { symbol: 'EURUSD', timeframe: '1', columns: columnsAt([1]) } as const;
    expect(() => createReplayFeed({ series: [series, series] })).toThrow("two series of 'EURUSD'");
  });

  it('walks a million candles with work that does not grow with their number', () => {
    const columns = columnsAt(Array.from({ length: 1_000_000 }, (_, index) => index));
    const feed = createReplayFeed({ series: [{ symbol: 'EURUSD', timeframe: '1', columns }] });
    let seen = 0;
    const inbox = { candles: (candles: readonly Candle[]) => void (seen += candles.length), failed: () => undefined };
    let after = 0;
    for (let next = feed.nextClose?.('EURUSD', 0); next !== undefined; next = feed.nextClose?.('EURUSD', next)) {
      feed.request({ symbol: 'EURUSD', timeframe: '1', after, until: next }, inbox);
      after = next;
    }
    expect(seen).toBe(1_000_000);
  });
});
