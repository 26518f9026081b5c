import fc from 'fast-check';
import { isNotAvailable } from './figure.js';
import { cents, repeated, tradesOf } from './testing/hand-made.js';
import {
  expectancy,
  kellyShare,
  payoffRatio,
  profitFactor,
  recoveryFactor,
  systemQuality,
  tradeRatios,
} from './trade-ratios.js';

const resampling = { seed: 1, resamples: 1_000 };
/** Thirty trades: 18 win 20, 12 lose 10. */
const trades = tradesOf(...repeated([20, 20, 20, -10, -10], 6));

test('won 360 and lost 120: profit factor 3, payoff 2, Kelly 0.6 - 0.4 / 2', () => {
  expect(profitFactor(trades, resampling)).toMatchObject({ value: 3 });
  expect(payoffRatio(trades)).toBe(2);
  expect(kellyShare(trades)).toBeCloseTo(0.4, 12);
});

test('six of ten even bets are to be played with a fifth of the capital', () => {
  expect(kellyShare(tradesOf(...repeated([1, 1, 1, 1, 1, 1, -1, -1, -1, -1], 3)))).toBeCloseTo(0.2, 12);
});

test('the expectancy is win rate * average win - share lost * average loss, with the interval of Student', () => {
  // 0.6 * 20 - 0.4 * 10 = 8; deviation sqrt(900 * 0.24 * 30 / 29) = 14.9482; reach 2.04523 * 14.9482 / sqrt(30) = 5.5818.
  expect(expectancy(trades)).toEqual({
    value: 8,
    interval: { low: expect.closeTo(2.4182, 3), high: expect.closeTo(13.5818, 3) },
  });
  expect(expectancy(tradesOf(1, 2))).toEqual({ value: 1.5, interval: { na: '2 trades < 30' } });
  expect(expectancy([])).toEqual({ na: 'no trades' });
});

test('the quality number is sqrt(30) * 8 / 14.9482', () => {
  expect(systemQuality(trades)).toBeCloseTo((Math.sqrt(30) * 8) / Math.sqrt((900 * 0.24 * 30) / 29), 10);
});

test('seven trades are too few for every ratio of trades', () => {
  const few = tradesOf(1, 2, 3, -1, -2, -3, 4);
  const na = { na: '7 trades < 30' };
  for (const figure of [profitFactor(few, resampling), payoffRatio(few), kellyShare(few), systemQuality(few)])
    expect(figure).toEqual(na);
});

test('where no trade loses, or none wins, there is nothing to divide by', () => {
  const winners = tradesOf(...repeated([1, 2, 0], 10));
  const none = { na: 'no losing trade' };
  expect([profitFactor(winners, resampling), payoffRatio(winners), kellyShare(winners)]).toEqual([none, none, none]);
  const losers = tradesOf(...repeated([-1, -2, -3], 10));
  expect(profitFactor(losers, resampling)).toEqual({ value: 0, interval: { low: 0, high: 0 } });
  expect(payoffRatio(losers)).toEqual({ na: 'no winning trade' });
  expect(systemQuality(tradesOf(...repeated([5], 30)))).toEqual({ na: 'every trade brought the same' });
  expect(payoffRatio(tradesOf(...repeated([0], 30)))).toEqual(none);
});

test('the recovery factor is net profit over the largest fall', () => {
  expect(recoveryFactor(300, 200)).toBe(1.5);
  expect(recoveryFactor(-300, 200)).toBe(-1.5);
  expect(recoveryFactor(300, 0)).toEqual({ na: 'equity never fell below a former peak' });
});

test('money is told at the decimals of the currency, ratios are not rounded', () => {
  const thirds = tradesOf(...repeated([1, 0, 0, 1, -1, 0], 5), 0);
  const figures = tradeRatios(thirds, { netProfit: 5, largestFall: 3, resampling, money: cents });
  expect(figures.expectancy).toMatchObject({ value: 0.16 });
  expect(figures.recoveryFactor).toBe(5 / 3);
});

test('the profit factor is that of sums, and mostly lies inside its interval, which never depends on anything but the seed', () => {
  const profits = fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 30, maxLength: 60 });
  fc.assert(
    fc.property(profits, (list) => {
      const factor = profitFactor(tradesOf(...list), { seed: 3, resamples: 100 });
      const [gained, lost] = [1, -1].map((sign) => list.reduce((sum, one) => sum + Math.max(0, sign * one), 0));
      if (isNotAvailable(factor)) return expect(lost).toBe(0);
      expect(factor.value).toBeCloseTo((gained ?? NaN) / (lost ?? NaN), 10);
      expect(profitFactor(tradesOf(...list), { seed: 3, resamples: 100 })).toEqual(factor);
      if (!isNotAvailable(factor.interval)) expect(factor.interval.low).toBeLessThanOrEqual(factor.interval.high);
    }),
    { numRuns: 30 },
  );
});
