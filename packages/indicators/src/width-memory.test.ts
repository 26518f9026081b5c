import fc from 'fast-check';
import { WidthMemory } from './width-memory.js';

/** The 70th percentile as numpy.percentile has it, from the widths sorted anew each time; 0.04 of none. */
function percentileOf(widths: readonly number[]): number {
  if (widths.length === 0) return 0.04;
  const sorted = [...widths].sort((left, right) => left - right);
  const position = (sorted.length - 1) * 0.7;
  const below = sorted[Math.floor(position)] as number;
  const above = sorted[Math.min(Math.floor(position) + 1, sorted.length - 1)] as number;
  const fraction = position - Math.floor(position);
  return fraction >= 0.5 ? above - (above - below) * (1 - fraction) : below + (above - below) * fraction;
}

test('tells before each width the percentile of the newest ones, also where many are as wide', () => {
  const width = fc.oneof(fc.constantFrom(0, 0.01, 0.02, 0.03), fc.double({ min: 0, max: 1, noNaN: true }));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.array(width, { maxLength: 60 }), (capacity, widths) => {
      const memory = new WidthMemory(capacity);
      const told = new Float64Array(widths.length);
      memory.follow(Float64Array.from(widths), told, widths.length);
      const newest = widths.map((_width, index) => widths.slice(Math.max(0, index - capacity), index));
      expect([...told]).toEqual(newest.map(percentileOf));
      expect(memory.values()).toEqual(widths.slice(-capacity));
    }),
  );
});
