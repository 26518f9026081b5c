import { columnsOf, MINUTE_MS, START, walk } from './testing/proof-bench.js';
import { chooseCuts } from './choose-cuts.js';

const series = [{ symbol: 'BTCUSD', timeframe: '1' as const, columns: columnsOf(walk(100)) }];
const none = { from: undefined, to: undefined, decisionsAt: [], suspectedAt: [], seed: 7 };
/** When the n-th candle closes, counted from 1. */
const close = (count: number): number => START + count * MINUTE_MS;

test('takes every close where there are no more than the limit', () => {
  expect(chooseCuts({ series, ...none, limit: 1_000 })).toEqual(Array.from({ length: 100 }, (_, at) => close(at + 1)));
});

test('takes the first and last ones, a decision, those around it, and a sample that is the same for the same seed', () => {
  const choice = { series, ...none, decisionsAt: [close(50)], limit: 12 };
  const cuts = chooseCuts(choice);
  expect(cuts).toHaveLength(12);
  expect(cuts).toEqual(expect.arrayContaining([1, 2, 49, 50, 51, 99, 100].map(close)));
  expect(chooseCuts(choice)).toEqual(cuts);
  expect(chooseCuts({ ...choice, seed: 8 })).not.toEqual(cuts);
});

test('leaves room for other closes where there are many decisions', () => {
  const decisionsAt = Array.from({ length: 40 }, (_, at) => close(at + 20));
  const cuts = chooseCuts({ series, ...none, decisionsAt, limit: 20 });
  const onDecisions = cuts.filter((cut) => decisionsAt.includes(cut));
  expect(onDecisions.length).toBeGreaterThanOrEqual(8);
  expect(onDecisions.length).toBeLessThan(18);
});

test('takes suspected closes before decisions', () => {
  const decisionsAt = Array.from({ length: 40 }, (_, at) => close(at + 20));
  expect(chooseCuts({ series, ...none, decisionsAt, suspectedAt: [close(70)], limit: 5 })).toContain(close(70));
});

test('stays in the range, and begins when every series has a candle', () => {
  const late = { symbol: 'ETHUSD', timeframe: '1' as const, columns: columnsOf(walk(100).slice(30)) };
  const cuts = chooseCuts({ series: [...series, late], ...none, to: close(60), limit: 1_000 });
  expect([cuts[0], cuts.at(-1)]).toEqual([close(31), close(60)]);
  const ranged = chooseCuts({ series, ...none, from: close(10), limit: 1_000 });
  expect(ranged[0]).toBe(close(11));
});
