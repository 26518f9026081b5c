import type { CandleFeed, Instrument, Timeframe } from '@q/events';
import { ClockInstants, VirtualInstants } from './instants.js';

const sessionOf = (): Instrument['session'] => 'always';

/** A feed whose candles close at these minutes. */
function feedOf(closes: Readonly<Record<string, readonly number[]>>, base: Timeframe = '1'): CandleFeed {
  return {
    baseTimeframe: (symbol) => (symbol in closes ? base : undefined),
    request: () => undefined,
    nextClose: (symbol, instant) => closes[symbol]?.map((minute) => minute * 60_000).find((close) => close > instant),
    close: () => Promise.resolve(),
  };
}

function walk(
  closes: Readonly<Record<string, readonly number[]>>,
  timeframes: readonly Timeframe[],
  start = 0,
): readonly number[] {
  const instants = new VirtualInstants({ feed: feedOf(closes), symbols: Object.keys(closes), timeframes, sessionOf });
  const seen: number[] = [];
  for (let next = instants.next(start); next !== undefined; next = instants.next(next)) seen.push(next / 60_000);
  return seen;
}

test('one instant for each close of the base candles, of all symbols, each once', () => {
  expect(walk({ A: [1, 2, 4], B: [2, 3] }, ['1'])).toEqual([1, 2, 3, 4]);
});

test('a higher candle whose last base candle is missing has an instant of its own, in a gap and at the end of the data', () => {
  expect(walk({ A: [1, 2, 3, 8, 9] }, ['1', '5', '15'])).toEqual([1, 2, 3, 5, 8, 9, 10, 15]);
});

test('a gap over several higher candles has no instant for those without any base candle', () => {
  expect(walk({ A: [1, 61] }, ['1', '5'])).toEqual([1, 5, 61, 65]);
});

test('the gap of one symbol is seen while another one goes on', () => {
  expect(walk({ A: [1, 2, 9], B: [1, 2, 3, 4, 6, 7, 8, 9] }, ['1', '5'])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('the day of an fx symbol that lacks its last hours closes at 17:00 in New York, in winter and in summer, and once in a weekend', () => {
  const at = (text: string): number => Date.parse(`${text}Z`) / 60_000;
  const closes = ['2025-01-09T20:00', '2025-01-10T19:00', '2025-01-13T05:00', '2025-07-09T20:00', '2025-07-10T19:00'];
  const feed = feedOf({ EURUSD: closes.map(at), BTCUSD: [at('2025-01-09T20:00')] }, '60');
  const symbols = ['EURUSD', 'BTCUSD'];
  const instants = new VirtualInstants({
    feed,
    symbols,
    timeframes: ['60', '1d'],
    sessionOf: (symbol) => (symbol === 'EURUSD' ? 'fx' : 'always'),
  });
  const seen: string[] = [];
  for (let next = instants.next(0); next !== undefined; next = instants.next(next))
    seen.push(new Date(next).toISOString().slice(0, 13));
  expect(seen).toEqual([
    '2025-01-09T20',
    '2025-01-09T22',
    '2025-01-10T00',
    '2025-01-10T19',
    '2025-01-10T22',
    '2025-01-13T05',
    '2025-01-13T22',
    '2025-07-09T20',
    '2025-07-09T21',
    '2025-07-10T19',
    '2025-07-10T21',
  ]);
});

test('begins after the start and ends with the data', () => {
  expect(walk({ A: [1, 2, 3] }, ['1'], 60_000)).toEqual([2, 3]);
  expect(walk({ A: [] }, ['1', '5'])).toEqual([]);
});

test('a feed without an end, and one without the symbol, are refused', () => {
  const endless: CandleFeed = {
    baseTimeframe: () => '1',
    request: () => undefined,
    close: () => Promise.resolve(),
  };
  expect(() => new VirtualInstants({ feed: endless, symbols: ['A'], timeframes: ['1'], sessionOf })).toThrow(
    'has no end',
  );
  expect(() => new VirtualInstants({ feed: feedOf({}), symbols: ['A'], timeframes: ['1'], sessionOf })).toThrow(
    'no candles of "A"',
  );
  expect(() => new ClockInstants({ feed: feedOf({}), symbols: ['A'] })).toThrow('no candles of any traded symbol');
});

test('a real clock has the grid of the shortest base timeframe, and every instant since the last is due', () => {
  const instants = new ClockInstants({ feed: feedOf({ A: [] }, '5'), symbols: ['A'] });
  expect(instants.gridMs).toBe(300_000);
  expect(instants.newest(899_999)).toBe(600_000);
  expect(instants.newest(900_000)).toBe(900_000);
  expect(instants.due(300_000, 1_499_999)).toEqual([600_000, 900_000, 1_200_000]);
  expect(instants.due(300_000, 599_999)).toEqual([]);
});
