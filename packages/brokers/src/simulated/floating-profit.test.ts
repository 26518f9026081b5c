import { Desk } from '../testing/simulated-desk.js';
import type { SimulatedBrokerOptions } from './simulated-broker.js';

/** Ten lots in two parts a point apart, a quarter and the rest, and out again likewise. */
function profits(entry: number, exit: number, options: Partial<SimulatedBrokerOptions>) {
  const desk = new Desk({ depth: { lots: 2.5, ticksBeyond: 1, levels: 1 } }, options);
  desk.buy('a', { volume: 10 });
  desk.bar(entry, entry, entry, entry);
  desk.exit('x', 'a', { volume: 10 });
  desk.bar(exit, exit, exit, exit);
  return desk.answers.fills.slice(2).map(({ profit }) => profit);
}

const FLOATING = { arithmetic: 'floating' } as const;

test.each([
  // The mean is 1.5800075: 49.25 points of 2.50 dollars are 123.125, in floating point a bit more.
  ['up', 1.58, 1.5805, 123.13],
  // 124.25 points are 310.625, in floating point a bit less.
  ['down', 1.58008, 1.58133, 310.62],
])('half a cent goes where floating point has it: %s', (_where, entry, exit, profit) => {
  expect(profits(entry, exit, FLOATING)[0]).toBe(profit);
});

test('a mean is reckoned in units, not in lots', () => {
  // In lots it is a bit above 1.5800575, and the profit below 123.125.
  const inLots = (1.58005 * 2.5 + 1.58006 * 7.5) / 10;
  const inUnits = (1.58005 * 250_000 + 1.58006 * 750_000) / 1_000_000;
  expect([inLots > 1.5800575, inUnits]).toEqual([true, 1.5800575]);
  expect([profits(1.58005, 1.58055, FLOATING)[0], profits(1.58005, 1.58055, {})[0]]).toEqual([123.13, 123.12]);
});

test('it is exact where nothing is said', () => {
  expect([profits(1.58, 1.5805, {})[0], profits(1.58008, 1.58133, {})[0]]).toEqual([123.13, 310.63]);
});

test('what slippage cost is a figure beside the profit, and always exact', () => {
  // Five points of 0.1 cents each, for 100 units: half a cent, in floating point a bit less.
  const desk = new Desk({ slippagePips: 0.5 }, FLOATING);
  desk.buy('a', { volume: 0.001 });
  desk.bar(1.1, 1.1, 1.1, 1.1);
  expect([1.1 - 1.10005 > -0.00005, desk.answers.fills[0]?.price]).toEqual([true, 1.10005]);
  expect(desk.answers.fills[0]?.slippage).toBe(-0.01);
});
