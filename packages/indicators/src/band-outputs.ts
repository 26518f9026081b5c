import type { Output } from './indicator.js';

/** The columns of a band around a middle line. */
export const BAND_OUTPUTS: readonly Output[] = (['upper', 'middle', 'lower', 'percent_b'] as const).map((name) => ({
  name,
  suffix: `_${name}`,
  kind: 'number',
}));

/** Cell of a band by its place in `BAND_OUTPUTS`; percent_b is where the close stands between the bands, 0 where they are one. */
export function bandCell(index: number, close: number, middle: number, half: number): number {
  if (index === 0) return middle + half;
  if (index === 1) return middle;
  if (index === 2) return middle - half;
  const width = 2 * half;
  if (width === 0) return 0;
  return (close - (middle - half)) / width;
}
