/** So many digits of a price are sure after a few sums and differences: a double has nearly 16. */
const SURE_DIGITS = 14;

/**
 * A price, or a distance of prices, without the dust of binary fractions: 12.3 and not 12.300000000000011.
 * @param price the largest of those that it was made of, which says where the dust begins
 */
export function tidyPrice(value: number, price = value): number {
  const digitsBefore = 1 + Math.floor(Math.log10(Math.abs(price)));
  const decimals = SURE_DIGITS - digitsBefore;
  // Adding 0 makes 0 of -0.
  return decimals >= 0 && decimals <= 100 ? Number(value.toFixed(decimals)) + 0 : value + 0;
}
