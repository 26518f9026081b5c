import type { Candle, CandleFeed, CandleInbox } from '@q/events';
import type { CandleRow } from '../feed/candle-columns.js';
import { CandleColumns } from '../feed/candle-columns.js';
import { createReplayFeed } from '../replay/replay-feed.js';
import { MINUTE_MS } from '../testing/simulated-desk.js';
import type { MarketListener } from './feed-through-market.js';
import { feedThroughMarket } from './feed-through-market.js';

const row = (minute: number): CandleRow => ({
  openTime: minute * MINUTE_MS,
  open: 1,
  high: 2,
  low: 0.5,
  close: 1,
  volume: 7,
});
const recorded = (minutes: readonly number[]): CandleFeed =>
  createReplayFeed({ series: [{ symbol: 'EURUSD', timeframe: '1', columns: CandleColumns.of(minutes.map(row)) }] });

/** A market that writes down what it is told, and finds the first `quiet` candles quiet. */
function marketOf(quiet = Infinity) {
  const told: string[] = [];
  const market: MarketListener = {
    onCandle: (symbol, { openTime }) => void told.push(`${symbol} ${openTime / MINUTE_MS}`),
    look(symbol, ahead) {
      told.push(`${symbol} looks at ${ahead.first}+${ahead.count}`);
      return quiet === 0 ? undefined : { ...ahead, count: Math.min(quiet, ahead.count) };
    },
    pass: (symbol, ahead) => void told.push(`${symbol} passes ${ahead.first}+${ahead.count}`),
  };
  return { told, market };
}

const ask = (feed: CandleFeed, after: number, until: number): readonly Candle[] => {
  const got: Candle[] = [];
  const inbox: CandleInbox = { candles: (candles) => void got.push(...candles), failed: () => undefined };
  const [from, to] = [after * MINUTE_MS, until * MINUTE_MS];
  feed.request({ symbol: 'EURUSD', timeframe: '1', after: from, until: to }, inbox);
  return got;
};

test('what is ahead is what the market finds quiet of it', () => {
  const { told, market } = marketOf(3);
  const ahead = feedThroughMarket(recorded([0, 1, 2, 3, 4]), market).ahead?.('EURUSD', MINUTE_MS, 9);
  expect(ahead).toMatchObject({ first: 1, count: 3 });
  expect(told).toEqual(['EURUSD looks at 1+4']);
});

test('nothing is ahead where the market finds nothing quiet, and the market does not look where the feed has nothing', () => {
  const none = marketOf(0);
  expect(feedThroughMarket(recorded([0, 1]), none.market).ahead?.('EURUSD', 0, 9)).toBeUndefined();
  const { told, market } = marketOf();
  expect(feedThroughMarket(recorded([0, 1]), market).ahead?.('EURUSD', 2 * MINUTE_MS, 9)).toBeUndefined();
  expect(told).toEqual([]);
});

test('candles that passed do not come to the market again, and the next one does', () => {
  const { told, market } = marketOf();
  const feed = feedThroughMarket(recorded([0, 1, 2, 2, 3, 4]), market);
  const ahead = feed.ahead?.('EURUSD', 0, 2);
  if (ahead === undefined) throw new Error('two candles are sound');
  feed.passed?.('EURUSD', ahead);
  expect(ask(feed, 0, 4)).toHaveLength(5);
  expect(told.slice(1)).toEqual(['EURUSD passes 0+2', 'EURUSD 2', 'EURUSD 3']);
});

test('nobody can ask for what is ahead where the feed cannot tell, or the market cannot look', () => {
  const { market } = marketOf();
  const feed = recorded([0]);
  const simple: CandleFeed = {
    baseTimeframe: () => '1',
    request: (request, inbox) => feed.request(request, inbox),
    close: () => Promise.resolve(),
  };
  expect('ahead' in feedThroughMarket(recorded([0]), market)).toBe(true);
  expect('ahead' in feedThroughMarket(simple, market)).toBe(false);
  expect('ahead' in feedThroughMarket(recorded([0]), { onCandle: () => undefined })).toBe(false);
});
