import { costFigures } from './costs.js';
import { cents, fillsOf, tradeOf } from './testing/hand-made.js';

test('commissions of all fills and swaps are costs, and what the venue does not report is said so', () => {
  const fills = [tradeOf(1, { commission: -7 }), tradeOf(1, { commission: -3.5 })].flatMap(fillsOf);
  // Paid 3 over two nights, got 1 over a third.
  const swaps = [{ amount: -2 }, { amount: -1 }, { amount: 1 }];
  expect(costFigures(fills, { netProfit: 37.5, money: cents, swaps })).toEqual({
    commissions: 10.5,
    slippage: { na: 'the venue does not report it: it is in the prices of the fills' },
    swap: 2,
    // Of 50 earned, 12.5.
    sharePercent: 25,
  });
});

test('slippage is the sum of what the fills report, where all of them do', () => {
  const [one, two] = [tradeOf(1), tradeOf(1)].flatMap(fillsOf).map((fill) => ({ ...fill, slippage: -1.25 }));
  if (one === undefined || two === undefined) throw new Error('no fills');
  const slippageOf = (fills: Parameters<typeof costFigures>[0]) =>
    costFigures(fills, { netProfit: 1, money: cents }).slippage;
  expect(slippageOf([one, two])).toBe(2.5);
  expect(slippageOf([{ ...one, slippage: 0 }])).toBe(0);
  expect(slippageOf([])).toBe(0);
  const { slippage: _, ...silent } = two;
  expect(slippageOf([one, silent])).toEqual({ na: expect.stringMatching(/does not report/) });
});

test('where nothing was earned before costs they are no share of it', () => {
  const fills = fillsOf(tradeOf(1, { commission: -7 }));
  const na = { na: 'nothing was earned before costs' };
  expect(costFigures(fills, { netProfit: -7, money: cents }).sharePercent).toEqual(na);
  expect(costFigures(fills, { netProfit: -20, money: cents }).sharePercent).toEqual(na);
  expect(costFigures([], { netProfit: 0, money: cents })).toMatchObject({ commissions: 0, sharePercent: na });
});
