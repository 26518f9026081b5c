import { MONDAY, tradeOf } from '../report/testing/hand-made.js';
import { listedTrades } from './listed-trades.js';

const trades = Array.from({ length: 5_000 }, (_, index) =>
  tradeOf(((index * 7_919) % 5_000) - 2_500, { openedAt: MONDAY + index * 3_600_000 }),
);

test('all are listed where there is room', () => {
  expect(listedTrades(trades.slice(0, 300), () => 100)).toHaveLength(300);
  expect(listedTrades([], () => 100)).toEqual([]);
});

test('else the fifty worst, the fifty best and others spread over time, in the order in which they were closed', () => {
  const listed = listedTrades(trades, () => 100);
  expect(listed).toHaveLength(400);
  const nets = trades.map(({ netProfit }) => netProfit).sort((a, b) => a - b);
  const own = listed.map(({ netProfit }) => netProfit);
  expect(own).toEqual(expect.arrayContaining([...nets.slice(0, 50), ...nets.slice(-50)]));
  expect(listed).toEqual(trades.filter((trade) => listed.includes(trade)));
  for (const quarter of [0, 1, 2, 3]) {
    const part = trades.slice(quarter * 1_250, (quarter + 1) * 1_250).filter((trade) => listed.includes(trade));
    expect(part.length).toBeGreaterThan(75);
  }
});

test('never more than a thousand', () => {
  expect(listedTrades(trades, () => 1)).toHaveLength(1_000);
});
