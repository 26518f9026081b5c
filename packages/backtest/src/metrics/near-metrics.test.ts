import { findMetrics } from './metrics.js';
import { nearMetrics } from './near-metrics.js';

test.each([
  ['sharp', 'sharpe'],
  ['shrape', 'sharpe'],
  ['Sortnio', 'sortino'],
  ['profit', 'net_profit'],
  ['trades.win_rat', 'trades.win_rate'],
  ['max drawdwn', 'max_drawdown'],
])('near %s is %s', (text, name) => {
  expect(findMetrics(text)).toEqual([]);
  expect(nearMetrics(text)).toContain(name);
});

test('each of them is found by that name, and there are not many', () => {
  const near = nearMetrics('profit');
  expect(near.length).toBeLessThanOrEqual(5);
  expect(near.filter((name) => findMetrics(name).length === 0)).toEqual([]);
});

test('near what is like nothing there is none', () => {
  expect(nearMetrics('zzzzzzzzzz')).toEqual([]);
});
