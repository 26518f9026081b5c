import type { Decision } from './decision.js';
import { differingDecisions } from './differing-decisions.js';

const decision = (at: number, strategy: string, more: Partial<Decision> = {}): Decision => ({
  kind: 'entry',
  symbol: 'BTCUSD',
  strategy,
  timeframe: '1',
  direction: 'long',
  at,
  decidedAt: at,
  price: 100,
  ...more,
});

test('runs that decide the same do not differ', () => {
  expect(differingDecisions([decision(1, 'a')], [decision(1, 'a')])).toEqual([]);
});

test('a price or an input is enough to differ', () => {
  const [one, two] = [decision(1, 'a', { inputs: { '1:atr': 2 } }), decision(1, 'a', { inputs: { '1:atr': 2.5 } })];
  expect(differingDecisions([one], [two])).toEqual([{ symbol: 'BTCUSD', strategy: 'a', whole: one, other: two }]);
});

test('only the first instant at which they part is told', () => {
  const whole = [decision(1, 'a'), decision(2, 'a'), decision(3, 'b')];
  expect(differingDecisions(whole, [decision(1, 'a')])).toEqual([
    { symbol: 'BTCUSD', strategy: 'a', whole: decision(2, 'a'), other: undefined },
  ]);
});

test('each strategy that parts there is told, also one that decides only in the other run', () => {
  const found = differingDecisions([decision(1, 'a')], [decision(1, 'b')]);
  expect(found.map(({ strategy, whole, other }) => [strategy, whole?.at, other?.at])).toEqual([
    ['a', 1, undefined],
    ['b', undefined, 1],
  ]);
});

test('an order is blamed only where all signals are the same', () => {
  const order = decision(1, 'honest', { kind: 'order' });
  const whole = [decision(1, 'honest'), order];
  const blamed = (other: readonly Decision[]): readonly string[] =>
    differingDecisions(whole, other).map(({ strategy }) => strategy);
  expect(blamed([decision(1, 'honest'), decision(1, 'cheat')])).toEqual(['cheat']);
  expect(blamed([decision(1, 'honest')])).toEqual(['honest']);
});
