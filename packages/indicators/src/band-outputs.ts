import type { Output } from './indicator.js';

/** The columns of a band around a middle line. */
export const BAND_OUTPUTS: readonly Output[] = (['upper', 'middle', 'lower', 'percent_b'] as const).map((name) => ({
  name,
  suffix: `_${name}`,
  kind: 'number',
}));

/** Cells in the order of `BAND_OUTPUTS`; percent_b is where the close stands between the bands, 0 where they are one. */
export function writeBand(cells: Float64Array, close: number, middle: number, half: number): void {
  const lower = middle - half;
  const width = 2 * half;
  cells[0] = middle + half;
  cells[1] = middle;
  cells[2] = lower;
  cells[3] = width === 0 ? 0 : (close - lower) / width;
}
