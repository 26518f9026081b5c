import fc from 'fast-check';
import { ShortestDecimal } from './shortest-decimal.js';

const view = new DataView(new ArrayBuffer(8));
const shortest = new ShortestDecimal();

/** The number with the decimals that were found, `undefined` where they were not worked out. */
function found(amount: number): string | undefined {
  view.setFloat64(0, amount);
  if (!shortest.find(amount, (view.getUint32(0) >>> 20) - 1023)) return undefined;
  const { parts, widths } = shortest;
  const decimals = Array.from(parts, (part, index) => `${part}`.padStart(8, '0').slice(0, widths[index]));
  return `${Math.floor(amount)}.${decimals.join('')}`;
}

/** So many steps from a number to one of its neighbours. */
function neighbour(amount: number, steps: number): number {
  view.setFloat64(0, amount);
  view.setBigInt64(0, view.getBigInt64(0) + BigInt(steps));
  return view.getFloat64(0);
}

const isPowerOfTwo = (amount: number): boolean => Number.isInteger(Math.log2(amount));
const between = fc.double({ min: 2 ** -6, max: 2 ** 26, noNaN: true });
/** As many of each magnitude. */
const magnitude = fc.tuple(fc.double({ min: 0.5, max: 1, noNaN: true }), fc.integer({ min: -5, max: 26 }));
const decimal = fc.tuple(fc.maxSafeNat(), fc.integer({ min: 1, max: 16 }));
const mean = fc.tuple(fc.nat({ max: 10_000_000 }), fc.integer({ min: 1, max: 400 }));
const amount = fc
  .oneof(
    between,
    magnitude.map(([fraction, exponent]) => fraction * 2 ** exponent),
    decimal.map(([whole, digits]) => whole / 10 ** digits),
    fc
      .tuple(decimal, fc.integer({ min: -3, max: 3 }))
      .map(([[whole, digits], steps]) => neighbour(whole / 10 ** digits, steps)),
    mean.map(([sum, count]) => sum / count),
  )
  .filter((one) => one > 0 && !Number.isInteger(one) && !isPowerOfTwo(one));

test('decimals are those of Number::toString', () => {
  fc.assert(
    fc.property(amount, (one) => {
      expect([undefined, String(one)]).toContain(found(one));
    }),
    { numRuns: 20_000 },
  );
});

// What indicators of a price near 49,000 leave: a mean of three and of thirty, an RSI, an ATR, a share.
test.each([
  [49_075.36666666667, '49075.36666666667'],
  [48_964.73256471859, '48964.73256471859'],
  [64.24936194434406, '64.24936194434406'],
  [6.218226860594848, '6.218226860594848'],
  [4 / 11, '0.36363636363636365'],
  [1 / 3, '0.3333333333333333'],
  [0.1 + 0.2, '0.30000000000000004'],
  [2 / 3, '0.6666666666666666'],
  [67_108_863.99999999, '67108863.99999999'],
])('%d is worked out', (one, text) => {
  expect(found(one)).toBe(text);
});

test.each([1e-7, 0.01, 67_108_864.5, 5e-324])('%d is left to the language', (one) => {
  expect(found(one)).toBeUndefined();
});
