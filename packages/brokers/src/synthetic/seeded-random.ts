/** Noise that is the same on every machine: integer arithmetic of 32 bits, then `+ - * /` and square roots only. */
export interface SeededRandom {
  /** Even between 0 (inclusive) and 1 (exclusive). */
  next(): number;
  /** Around 0 with variance 1: the sum of four even numbers, which looks normal up to three deviations and never passes 3.47. */
  normal(): number;
}

const SPREAD = Math.sqrt(3);

/** Small fast counter generator, 32 bits (sfc32 of Chris Doty-Humphrey's PractRand), started from a text. */
export function seededRandom(seed: string): SeededRandom {
  let a = hashOf(seed, 0x9e3779b9);
  let b = hashOf(seed, 0x243f6a88);
  let c = hashOf(seed, 0xb7e15162);
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let round = 0; round < 20; round += 1) next();
  return { next, normal: () => (next() + next() + next() + next() - 2) * SPREAD };
}

/** FNV-1a over UTF-16 units, finished as in MurmurHash3. */
function hashOf(text: string, start: number): number {
  let hash = start | 0;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
