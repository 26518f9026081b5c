/** Arithmetic mean; NaN of nothing. */
export function mean(values: ArrayLike<number>): number {
  return sum(values) / values.length;
}

export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let at = 0; at < values.length; at += 1) total += values[at] ?? NaN;
  return total;
}

/** Standard deviation of a sample: the squares are divided by one less than their number. NaN of fewer than two. */
export function deviation(values: readonly number[]): number {
  return Math.sqrt(covariance(values, values));
}

/** Sample covariance of two columns of one length; NaN of fewer than two. */
export function covariance(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  return sum(a.map((one, at) => (one - meanA) * ((b[at] ?? NaN) - meanB))) / Math.max(0, a.length - 1);
}

/** Quantile with linear interpolation between neighbours (type 7 of Hyndman and Fan 1996); NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [lower, upper] = [sorted[Math.floor(place)] ?? NaN, sorted[Math.ceil(place)] ?? NaN];
  return lower + (upper - lower) * (place - Math.floor(place));
}

/** Mean of the values that are not above the quantile: of the lower tail. */
export function lowerTailMean(values: readonly number[], share: number): number {
  const bound = quantile(values, share);
  const tail = values.filter((value) => value <= bound);
  // Interpolation of equal neighbours may fall a hair below them.
  return tail.length === 0 ? bound : mean(tail);
}
