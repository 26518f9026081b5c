const HEX_PAIRS: readonly string[] = Array.from({ length: 65_536 }, (_, value) => value.toString(16).padStart(4, '0'));

/**
 * The correlation id of the n-th root event: 8 hex characters, different for every n below 2^32.
 * A bijective mix (the 32-bit finaliser of MurmurHash3), so that neighbours look different.
 */
export function correlationIdOf(n: number): string {
  let mixed = n >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  mixed = (mixed ^ (mixed >>> 16)) >>> 0;
  return `${HEX_PAIRS[mixed >>> 16]}${HEX_PAIRS[mixed & 0xffff]}`;
}
