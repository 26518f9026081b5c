import type { Candle } from '@q/events';
import { RowSchema, RowStrip } from '@q/events';
import fc from 'fast-check';
import { CandleMemory } from './candle-memory.js';

const MINUTE_MS = 60_000;
const ROWS = 12;
const schema = new RowSchema(
  ['open', 'high', 'low', 'close', 'volume', 'sma'].map((name) => ({ name, kind: 'number' }) as const),
);

/** Prices that no other has. */
const candleOf = (row: number): Candle => ({
  openTime: row * MINUTE_MS,
  closeTime: (row + 1) * MINUTE_MS,
  open: row + 0.1,
  high: row + 0.4,
  low: row,
  close: row + 0.2,
  volume: row + 30,
  bars: 1,
});

/** The rows of the candles from one on. */
function stripFrom(first: number): RowStrip {
  const strip = new RowStrip(schema, ROWS);
  for (let place = 0; place < ROWS; place += 1) {
    const { open, high, low, close, volume, closeTime } = candleOf(first + place);
    strip.cells.set([open, high, low, close, volume, NaN], place * strip.width);
    strip.closeTimes[place] = closeTime;
  }
  return strip;
}

const step = fc.oneof(
  fc.record({ count: fc.nat(ROWS) }),
  fc.constant('alone' as const),
  fc.constant('new strip' as const),
);

test('candles of stretches are remembered as if each had come alone, whatever comes between them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.array(step, { maxLength: 20 }), (capacity, steps) => {
      const [together, alone] = [new CandleMemory(capacity), new CandleMemory(capacity)];
      let [first, next] = [0, 0];
      let strip = stripFrom(first);
      for (const one of steps) {
        if (one === 'new strip' || next - first === ROWS) {
          first = next;
          strip = stripFrom(first);
        }
        const count = one === 'alone' ? 1 : one === 'new strip' ? 0 : Math.min(one.count, first + ROWS - next);
        if (one === 'alone') together.add(candleOf(next));
        else together.addAll({ strip, from: next - first }, count, MINUTE_MS);
        for (const end = next + count; next < end; next += 1) alone.add(candleOf(next));
      }
      expect(together.candles()).toEqual(alone.candles());
    }),
  );
});

test('a candle that came alone is remembered with what its row does not tell', () => {
  const memory = new CandleMemory(3);
  const bar = { ...candleOf(1), openTime: 7, bars: 4 };
  memory.addAll({ strip: stripFrom(0), from: 0 }, 1, MINUTE_MS);
  memory.add(bar);
  memory.addAll({ strip: stripFrom(0), from: 2 }, 1, MINUTE_MS);
  expect(memory.candles()).toEqual([candleOf(0), bar, candleOf(2)]);
});
