import type { Candle } from '@q/events';
import { quotesOf } from '@q/trading';
import { SeenQuotes } from './seen-quotes.js';

const TIMES = { openTime: 0, closeTime: 60_000, volume: 1, bars: 1 };
const one: Candle = { ...TIMES, open: 1.1, high: 1.3, low: 0.9, close: 1.2 };
const other: Candle = { ...TIMES, open: 2.1, high: 2.3, low: 1.9, close: 2.2 };

describe('SeenQuotes', () => {
  it('shows the quotes of each candle in one object', () => {
    const seen = new SeenQuotes();
    const first = seen.of(one, 0.07);
    expect(first).toEqual(quotesOf(one, 0.07));
    expect(seen.of(other, 0.03)).toBe(first);
    expect(first).toEqual(quotesOf(other, 0.03));
  });

  it('shows the quotes that a candle brings, and leaves them as they are', () => {
    const seen = new SeenQuotes();
    const quoted: Candle = { ...one, quotes: quotesOf(one, 0.01) };
    expect(seen.of(quoted, 0.07)).toBe(quoted.quotes);
    seen.of(other, 0.07);
    expect(quoted.quotes).toEqual(quotesOf(one, 0.01));
  });
});
