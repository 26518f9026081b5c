import fc from 'fast-check';
import { BandWidths } from './band-widths.js';
import type { CandleRun } from './candle-run.js';

/** Of the last 20 closes, summed in the order of the places they are kept in. */
function widthOf(closes: readonly number[]): number {
  const newest = closes.slice(-20);
  const shift = closes.length % newest.length;
  const kept = newest.map((_close, place) => newest[(place - shift + newest.length) % newest.length] as number);
  const mean = kept.reduce((sum, close) => sum + close, 0) / kept.length;
  const variance = kept.reduce((sum, close) => sum + (close - mean) ** 2, 0) / kept.length;
  return mean === 0 ? 0 : (4 * Math.sqrt(variance)) / mean;
}

test('are those of the window at each close, to the last bit, however the candles come', () => {
  const close = fc.oneof(fc.constantFrom(0, 1, 1.1), fc.double({ min: 0, max: 1e6, noNaN: true }));
  fc.assert(
    fc.property(fc.array(close, { maxLength: 70 }), fc.array(fc.integer({ min: 1, max: 30 })), (closes, lengths) => {
      const bands = new BandWidths();
      const column = Float64Array.from(closes);
      const found: number[] = [];
      for (let first = 0, turn = 0; first < closes.length; turn += 1) {
        const end = Math.min(closes.length, first + (lengths[turn] ?? closes.length));
        const widths = new Float64Array(end - first);
        bands.fill({ candles: { close: column }, first, end } as CandleRun, first, widths);
        found.push(...widths);
        first = end;
      }
      expect(found).toEqual(closes.map((_close, last) => widthOf(closes.slice(0, last + 1))));
    }),
  );
});
