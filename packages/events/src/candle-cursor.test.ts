import { CandleCursor } from './candle-cursor.js';
import { MINUTE_MS, minuteCandle, minuteStrip, quotedCandle } from './testing/quiet-market.js';

describe('CandleCursor', () => {
  it('shows each candle of a strip as the strip gives it, in any order', () => {
    const strip = minuteStrip(6);
    const cursor = new CandleCursor(strip, MINUTE_MS);
    for (const row of [0, 1, 5, 2, 2]) expect(cursor.at(row)).toEqual(strip.candleAt(row, MINUTE_MS));
  });

  it('makes no candle of its own: the one that it showed is the next one', () => {
    const cursor = new CandleCursor(minuteStrip(6), MINUTE_MS);
    const first = cursor.at(0);
    expect(cursor.at(3)).toBe(first);
    expect(first).toEqual(minuteCandle(3));
  });

  it('shows quotes in the same candle, too', () => {
    const cursor = new CandleCursor(minuteStrip(6, quotedCandle), MINUTE_MS);
    const first = cursor.at(0);
    expect(first).toEqual(quotedCandle(0));
    expect(cursor.at(4)).toBe(first);
    expect(first).toEqual(quotedCandle(4));
  });
});
