import type { CandleStrip } from '@q/events';
import { CandleCursor } from '@q/events';
import fc from 'fast-check';
import { CandleMemory } from './candle-memory.js';

const MINUTE_MS = 60_000;
const ROWS = 12;

const columnOf = (first: number): Float64Array => Float64Array.from({ length: ROWS }, (_, row) => first + row / 10);

const candles: CandleStrip = {
  openTime: Float64Array.from({ length: ROWS }, (_, row) => row * MINUTE_MS),
  open: columnOf(1),
  high: columnOf(4),
  low: columnOf(0),
  close: columnOf(2),
  volume: columnOf(30),
  candleAt: (row) => ({ ...new CandleCursor(candles, MINUTE_MS).at(row) }),
};

const piece = fc.record({ first: fc.nat(ROWS - 1), count: fc.nat(ROWS) });

test('candles of a stretch are remembered as if each had come alone', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.array(piece, { maxLength: 5 }), (capacity, pieces) => {
      const [together, alone] = [new CandleMemory(capacity), new CandleMemory(capacity)];
      for (const { first, count: most } of pieces) {
        const count = Math.min(most, ROWS - first);
        together.addAll({ candles, first, count, periodMs: MINUTE_MS });
        for (let row = first; row < first + count; row += 1) alone.add(candles.candleAt(row, MINUTE_MS));
      }
      expect(together.candles()).toEqual(alone.candles());
    }),
  );
});
