import type { Candle } from '@q/events';
import { LINES } from './event-lines.js';

const candle: Candle = {
  openTime: Date.UTC(2025, 0, 6, 22),
  closeTime: Date.UTC(2025, 0, 7, 22),
  open: 1.1,
  high: 1.2,
  low: 1,
  close: 1.15,
  volume: 0,
  bars: 23,
};

test.each([
  [candle, 'New candle EURUSD 1d 2025-01-06T22:00:00.000Z close 1.15'],
  [
    { ...candle, isPartial: true as const },
    'New candle EURUSD 1d 2025-01-06T22:00:00.000Z close 1.15, partial: of 23 bars',
  ],
])('the line of a candle says where it is partial', (one, text) => {
  expect(
    LINES.NewCandle?.text({ type: 'NewCandle', symbol: 'EURUSD', timeframe: '1d', candle: one, phase: 'live' }),
  ).toBe(text);
});
