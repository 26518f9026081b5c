import { Desk, instrument } from '../testing/simulated-desk.js';
import type { SimulatedBrokerOptions } from './simulated-broker.js';
import type { TradingCosts } from './trading-costs.js';

type Rounding = Pick<SimulatedBrokerOptions, 'rounding' | 'conversionRounding' | 'conversionSide'>;

const QUOTE_FIRST: Rounding = { conversionRounding: 'quote_first' };
const EVEN: Rounding = { rounding: 'half_even' };

const flat = (desk: Desk, price: number): void => desk.bar(price, price, price, price, 'USDJPY');

/** Dollars bought for 149.90 yen and sold for so many, on an account in dollars. */
function traded(volume: number, rounding: Rounding, costs: Partial<TradingCosts> = {}, exit = 150): Desk {
  const desk = new Desk(costs, { instruments: { USDJPY: instrument('USDJPY') }, ...rounding });
  flat(desk, 149.9);
  desk.buy('a', { symbol: 'USDJPY', volume });
  flat(desk, 149.9);
  desk.exit('x', 'a', { symbol: 'USDJPY', volume });
  flat(desk, exit);
  return desk;
}

const profitOf = (volume: number, rounding: Rounding) => traded(volume, rounding).answers.fills[1]?.profit;

test.each([
  // 150.6 yen / 150 = 1.004, 151 / 150 = 1.00666; 150.5 / 150 = 1.00333.
  ['once', 0.01506, {}, 1],
  ['in yen first', 0.01506, QUOTE_FIRST, 1.01],
  ['half a yen away from zero', 0.01505, QUOTE_FIRST, 1.01],
  ['half a yen to the even one', 0.01505, { ...QUOTE_FIRST, ...EVEN }, 1],
  ['in yen first, at the quote of the side', 0.01506, { ...QUOTE_FIRST, conversionSide: 'order' }, 1.01],
] as const)('a profit in yen on a dollar account: %s', (_how, volume, rounding, profit) => {
  expect(profitOf(volume, rounding)).toBe(profit);
});

test('the rate after the rounding is the exit price, or the newest quote', () => {
  const quoted = (rounding: Rounding) => {
    const desk = new Desk({}, { instruments: { USDJPY: instrument('USDJPY') }, ...rounding });
    const minute = (): void => desk.quote([149, 149, 149, 149], [149.78, 149.78, 149.78, 149.78], 'USDJPY');
    minute();
    desk.buy('a', { symbol: 'USDJPY', volume: 0.01506 });
    minute();
    desk.exit('x', 'a', { symbol: 'USDJPY', volume: 0.01506 });
    minute();
    return desk.answers.fills[1]?.profit;
  };
  // 0.78 yen of spread on 1,506 dollars: 1,174.68 yen; / 149 = 7.88376 and 1,175 / 149 = 7.88591.
  expect([quoted({}), quoted(QUOTE_FIRST)]).toEqual([-7.88, -7.89]);
  // The middle is 149.39: 7.86318 and 7.86532.
  const mid: Rounding = { conversionSide: 'mid' };
  expect([quoted(mid), quoted({ ...QUOTE_FIRST, ...mid })]).toEqual([-7.86, -7.87]);
});

test('commission in percent is rounded by its own rule in both currencies', () => {
  const paid = (rounding: 'half_away' | 'half_even', more: Rounding) =>
    traded(0.052, more, { commission: { takerPercent: 0.001, rounding } }, 125).answers.fills[1]?.commission;
  // 5,200 dollars are 650,000 yen at 125: 6.5 yen are 5.2 cents, 7 yen 5.6, 6 yen 4.8.
  expect([paid('half_away', {}), paid('half_away', QUOTE_FIRST), paid('half_even', QUOTE_FIRST)]).toEqual([
    -0.05, -0.06, -0.05,
  ]);
  expect(paid('half_away', { ...QUOTE_FIRST, ...EVEN })).toBe(-0.06);
});

test('a profit in the currency of the account has one rounding, and half a cent goes where it is said', () => {
  const profit = (rounding: Rounding) => {
    const desk = new Desk({}, rounding);
    desk.buy('a', { volume: 0.0125 });
    desk.bar(1.1, 1.1, 1.1, 1.1);
    desk.exit('x', 'a', { volume: 0.0125 });
    desk.bar(1.1001, 1.1001, 1.1001, 1.1001);
    return desk.answers.fills[1]?.profit;
  };
  // 0.125 dollars.
  expect([profit({}), profit(QUOTE_FIRST), profit(EVEN)]).toEqual([0.13, 0.13, 0.12]);
});

test('swaps are rounded as profits are', () => {
  const swapOf = (perLot: number, rounding: Rounding) => {
    const swap = { long: perLot, short: 0, unit: 'points' } as const;
    const desk = new Desk({ swap }, { instruments: { USDJPY: instrument('USDJPY') }, ...rounding });
    desk.goTo(4 * 1_440 + 22 * 60 - 1);
    desk.buy('a', { symbol: 'USDJPY', volume: 0.2 });
    desk.bar(150, 150, 150, 150, 'USDJPY');
    desk.bar(150, 150, 150, 150, 'USDJPY');
    return desk.answers.accounts.find(({ cause }) => cause === 'swap')?.swap?.amount;
  };
  // 7.53 points of 100 yen on 0.2 lots: 150.6 yen; 7.525 points: 150.5.
  expect([swapOf(-7.53, {}), swapOf(-7.53, QUOTE_FIRST)]).toEqual([-1, -1.01]);
  expect([swapOf(-7.525, QUOTE_FIRST), swapOf(-7.525, { ...QUOTE_FIRST, ...EVEN })]).toEqual([-1.01, -1]);
});

test('the balance is the sum of what is told, however it is rounded', () => {
  const desk = traded(0.01506, { ...QUOTE_FIRST, ...EVEN }, { commission: { takerPercent: 0.013 }, slippagePips: 0.7 });
  const told = desk.answers.fills.map(({ profit, commission }) => Math.round((profit + commission) * 100));
  expect(Math.round((desk.account?.balance ?? NaN) * 100)).toBe(told.reduce((sum, one) => sum + one, 1_000_000));
});
