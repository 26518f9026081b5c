import fc from 'fast-check';
import { correlationIdOf } from './correlation-id.js';

/** 1 / `odd` modulo 2^32, by Newton's iteration: each step doubles the bits that are right. */
function inverse(odd: bigint): bigint {
  let found = odd;
  for (let step = 0; step < 5; step += 1) found = BigInt.asUintN(32, found * (2n - odd * found));
  return found;
}

/** Undoes `h ^= h >> shift` on 32 bits. */
function unshifted(mixed: bigint, shift: bigint): bigint {
  let found = mixed;
  for (let done = shift; done < 32n; done += shift) found = mixed ^ (found >> shift);
  return found;
}

/** The number that has this correlation id: the steps of MurmurHash3's finaliser backwards, in exact arithmetic. */
function numberOf(id: string): number {
  let mixed = unshifted(BigInt(`0x${id}`), 16n);
  mixed = unshifted(BigInt.asUintN(32, mixed * inverse(0xc2b2ae35n)), 13n);
  return Number(unshifted(BigInt.asUintN(32, mixed * inverse(0x85ebca6bn)), 16n));
}

describe('correlationIdOf', () => {
  it('is 8 hex characters that can be turned back into the number: no two numbers below 2^32 share one', () => {
    const number = fc.integer({ min: 0, max: 0xffffffff });
    fc.assert(
      fc.property(number, (n) => {
        const id = correlationIdOf(n);
        expect(id).toMatch(/^[0-9a-f]{8}$/);
        expect(numberOf(id)).toBe(n);
      }),
      { numRuns: 1_000, examples: [[0], [1], [0x7fffffff], [0x80000000], [0xffffffff]] },
    );
  });

  it('gives the values of the published test vectors of MurmurHash3 x86 32 for an empty key', () => {
    // With nothing to hash, the result is the finaliser of the seed: seeds 1 and 0xffffffff.
    expect(correlationIdOf(1)).toBe('514e28b7');
    expect(correlationIdOf(0xffffffff)).toBe('81f16f39');
  });

  it('makes neighbours look different: half of the bits change on average', () => {
    let changed = 0;
    const pairs = 2_000;
    for (let n = 1; n <= pairs; n += 1) {
      const bits = Number.parseInt(correlationIdOf(n), 16) ^ Number.parseInt(correlationIdOf(n + 1), 16);
      changed += (bits >>> 0).toString(2).replaceAll('0', '').length;
    }
    expect(changed / pairs).toBeGreaterThan(14);
    expect(changed / pairs).toBeLessThan(18);
  });
});
