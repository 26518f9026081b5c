const HEX: readonly string[] = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'));

/**
 * The correlation id of the n-th root event: 8 hex characters, different for every n below 2^32.
 * A bijective mix (the 32-bit finaliser of MurmurHash3), so that neighbours look different.
 */
export function correlationIdOf(n: number): string {
  let mixed = n >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  mixed = (mixed ^ (mixed >>> 16)) >>> 0;
  return `${HEX[mixed >>> 24]}${HEX[(mixed >>> 16) & 0xff]}${HEX[(mixed >>> 8) & 0xff]}${HEX[mixed & 0xff]}`;
}
