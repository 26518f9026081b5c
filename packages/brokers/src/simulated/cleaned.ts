/** Sums of lots without the dust of binary fractions: eight decimals. */
export function cleaned(volume: number): number {
  return Math.round(volume * 1e8) / 1e8;
}
