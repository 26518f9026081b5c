import { expectedBestSharpe, probabilisticSharpe } from './deflated-sharpe.js';
import { normalProbability, normalQuantile } from './normal-distribution.js';

test.each([
  // Abramowitz and Stegun, table 26.1.
  [0, 0.5],
  [1, 0.841344746068543],
  [2, 0.977249868051821],
  [-1.96, 0.02499789514822],
  [4.5, 0.999996602326875],
])('the normal distribution up to %d is %d', (x, probability) => {
  expect(normalProbability(x)).toBeCloseTo(probability, 13);
  expect(normalQuantile(probability)).toBeCloseTo(x, 7);
});

test('far out it is 0 and 1', () => {
  expect([normalProbability(-9), normalProbability(9)]).toEqual([0, 1]);
});

test('is what Bailey and López de Prado 2014 work out for their example of 100 trials', () => {
  // Annual Sharpe ratio 2.5 of 1,250 days, variance of the trials 1/2 a year, skewness -3, kurtosis 10.
  const least = expectedBestSharpe(100, 0.5 / 250);
  expect(least).toBeCloseTo(0.1132, 4);
  const terms = { sharpe: 2.5 / Math.sqrt(250), periods: 1_250, skewness: -3, kurtosis: 10 };
  expect(probabilisticSharpe(terms, least)).toBeCloseTo(0.9004, 4);
});

test('one trial has nothing to be lucky among', () => {
  expect(expectedBestSharpe(1, 1)).toBe(0);
});
