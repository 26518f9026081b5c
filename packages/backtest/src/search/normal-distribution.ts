/**
 * Standard normal distribution: probability of a value up to x. Below 1e-14 off.
 * Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.11 (series).
 */
export function normalProbability(x: number): number {
  // So far out nothing is left that a number of this size could show.
  if (Math.abs(x) > 8) return x > 0 ? 1 : 0;
  let term = x;
  let sum = x;
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return 0.5 + sum * Math.exp((-x * x) / 2) * (1 / Math.sqrt(2 * Math.PI));
}

/** The value up to which the probability lies, 0 to 1 excluded: found by halving. */
export function normalQuantile(probability: number): number {
  let [low, high] = [-8, 8];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (normalProbability(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
