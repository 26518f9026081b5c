import { isNotAvailable } from './figure.js';
import type { Estimated, Figure } from './figure.js';
import { alphaPercent, beta, calmarRatio, omegaRatio, serenityRatio, sharpeRatio, sortinoRatio } from './ratios.js';
import { repeated } from './testing/hand-made.js';

const resampling = { seed: 1, resamples: 1_000 };
const valueOf = (figure: Estimated | Figure): number => {
  if (typeof figure === 'number') return figure;
  return isNotAvailable(figure) ? NaN : figure.value;
};

/** Eight years of the example of Rollinger and Hoffman, Sortino: A Sharper Ratio: mean 10 %, downside deviation 2.264 %, ratio 4.417. */
const EXAMPLE = [0.17, 0.15, 0.23, -0.05, 0.12, 0.09, 0.13, -0.04];

test('the Sortino ratio of the example of Rollinger and Hoffman is 4.417', () => {
  expect(valueOf(sortinoRatio(repeated(EXAMPLE, 4), 1, resampling))).toBeCloseTo(4.417, 3);
});

test('the Sortino ratio lies inside its interval, which is the same for the same seed', () => {
  const returns = repeated(EXAMPLE, 8);
  const ratio = sortinoRatio(returns, 1, resampling);
  expect(sortinoRatio(returns, 1, resampling)).toEqual(ratio);
  if (isNotAvailable(ratio) || isNotAvailable(ratio.interval)) throw new Error('no ratio');
  expect(ratio.interval.low).toBeLessThan(ratio.value);
  expect(ratio.interval.high).toBeGreaterThan(ratio.value);
});

test('the Sharpe ratio of 3 % and -1 % by turns is 1 % / (2 % * sqrt(40 / 39)) * sqrt(252)', () => {
  const ratio = sharpeRatio(repeated([0.03, -0.01], 20), 252);
  expect(valueOf(ratio)).toBeCloseTo(0.5 * Math.sqrt(39 / 40) * Math.sqrt(252), 10);
  // Daily 0.493710, error sqrt((1 + 0.121875) / 40) = 0.167473, reach 0.328241, scale 15.874508.
  expect(ratio).toMatchObject({ interval: { low: expect.closeTo(2.62673, 3), high: expect.closeTo(13.04794, 3) } });
});

test('a series without any spread has no Sharpe ratio, flat or not', () => {
  expect(sharpeRatio(repeated([0], 40), 252)).toEqual({ na: 'equity did not move' });
  expect(sharpeRatio(repeated([0.001], 40), 252)).toEqual({ na: 'every day brought the same' });
  expect(sortinoRatio(repeated([0.001], 40), 252, resampling)).toEqual({ na: 'no day lost money' });
  expect(omegaRatio(repeated([0, 0.001], 20))).toEqual({ na: 'no day lost money' });
});

test('20 days are too few for any ratio of days', () => {
  const few = repeated([0.03, -0.01], 10);
  const na = { na: '20 days < 30' };
  expect(sharpeRatio(few, 252)).toEqual(na);
  expect(sortinoRatio(few, 252, resampling)).toEqual(na);
  expect(omegaRatio(few)).toEqual(na);
  expect(beta(few, few)).toEqual(na);
  expect(alphaPercent(few, few, 252)).toEqual(na);
});

test('growth of 12 % with a fall of 8 % is a Calmar ratio of 1.5', () => {
  expect(calmarRatio(12, 8)).toBe(1.5);
  expect(calmarRatio(12, 0)).toEqual({ na: 'equity never fell below a former peak' });
  expect(calmarRatio({ na: 'x' }, 8)).toEqual({ na: 'x' });
});

test('gains of 6 % against losses of 4 % are an omega of 1.5', () => {
  expect(omegaRatio(repeated([0.02, 0.04, -0.01, -0.03, 0], 8))).toBeCloseTo(1.5, 12);
});

test('half of the market and a hundredth of a percent a day is a beta of 0.5 and an alpha of 2.52 % in 252 days', () => {
  const market = repeated([0.01, -0.02, 0.015, 0.003], 10);
  const own = market.map((one) => one / 2 + 0.0001);
  expect(beta(own, market)).toBeCloseTo(0.5, 12);
  expect(alphaPercent(own, market, 252)).toBeCloseTo(2.52, 10);
  expect(beta(own, repeated([0], 40))).toEqual({ na: 'the benchmark did not move' });
  expect(alphaPercent({ na: 'lost' }, market, 252)).toEqual({ na: 'lost' });
});

test('the Serenity ratio is growth over ulcer index and pitfall', () => {
  const returns = repeated([0.1, -0.1], 20);
  const dailyEquity = [100, ...returns.map((_one, day) => (day % 2 === 0 ? 110 : 99))];
  const given = { growthPercent: 10, returns, dailyEquity, daysPerYear: 100 };
  // Twenty of 41 days lie 10 % below the peak of 110: ulcer 10 * sqrt(20 / 41), deepest 5 % all 10; volatility 100 * sqrt(40 / 39).
  const pitfall = 10 / (100 * Math.sqrt(40 / 39));
  expect(serenityRatio(given)).toBeCloseTo(10 / (10 * Math.sqrt(20 / 41) * pitfall), 10);
  expect(serenityRatio({ ...given, dailyEquity: [1, 2, 3] })).toEqual({ na: 'no day ended below a former peak' });
  expect(serenityRatio({ ...given, growthPercent: { na: 'x' } })).toEqual({ na: 'x' });
});
