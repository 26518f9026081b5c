import type { CellValue } from '@q/events';

/** How prices of the symbol are written, and about how large they are. */
export interface PriceScale {
  readonly digits: number;
  readonly price: number | undefined;
}

/**
 * Two values that were compared, with just so many decimals that a difference shows: prices with the decimals of the symbol, others with
 * two, small ones with four places that count.
 */
export function comparedTexts(
  [left, right]: readonly [CellValue | null, CellValue | null],
  scale: PriceScale,
): readonly [string, string] {
  for (let more = 0; more <= 10; more += 1) {
    const texts = [valueText(left, scale, more), valueText(right, scale, more)] as const;
    if (texts[0] !== texts[1] || left === right) return texts;
  }
  return [String(left), String(right)];
}

/** @param more decimals than usual */
export function valueText(value: CellValue | null, scale: PriceScale, more = 0): string {
  if (value === null) return 'not ready';
  if (typeof value !== 'number') return String(value);
  // What somebody wrote, such as a limit of 40, stays as it is.
  if (String(value).length <= 4) return String(value);
  return value.toFixed(Math.min(20, decimalsOf(value, scale) + more));
}

function decimalsOf(value: number, { digits, price }: PriceScale): number {
  const size = Math.abs(value);
  if (price !== undefined && size > price / 2 && size < price * 2) return digits;
  return size >= 1 || size === 0 ? 2 : Math.min(12, 3 - Math.floor(Math.log10(size)));
}
