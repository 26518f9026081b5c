/** The form of an id in a text line: its first 8 characters. */
export function correlationIdFormat(id: string): string {
  return id.slice(0, 8);
}

/**
 * A source of ids of 8 hex characters, no two alike within 2^32 calls. A counter goes through a bijective mix
 * (Wellons' `lowbias32`), so that neighbours look different and nothing depends on chance.
 */
export function correlationIds(): () => string {
  let count = 0;
  return () => {
    count = (count + 1) >>> 0;
    return mix(count).toString(16).padStart(8, '0');
  };
}

function mix(count: number): number {
  let mixed = count;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
