import type { CandleColumns } from '@q/brokers';
import type { StrategyForm } from '@q/trading';
import { checkDeterminism } from './check-determinism.js';
import { checkLookahead } from './check-lookahead.js';
import type { Decision } from './decision.js';
import { decisionText } from './decision.js';
import { CONFIG, CROSS, walk } from './testing/proof-bench.js';

const rows = walk(160);
const candles = { BTCUSD: rows };

type EntryOrder = NonNullable<StrategyForm['risk']['order']>;

/** Always the same signals; the order of an entry is what is said. */
const crossWith = (order: EntryOrder) => ({
  BTCUSD: [{ ...CROSS, risk: { ...CROSS.risk, order: { unit: 'price' as const, ...order } } }],
});

const lastClose = ({ BTCUSD }: Readonly<Record<string, CandleColumns>>): number =>
  BTCUSD?.close[BTCUSD.length - 1] ?? NaN;

test.each([
  ['stopPrice', (last: number): EntryOrder => ({ type: 'stop', offset: last > 100 ? 0.1 : 0.2 })],
  ['price', (last: number): EntryOrder => ({ type: 'stop_limit', offset: 0.1, limit_offset: last > 100 ? 0.1 : 0.2 })],
  [
    'timeInForce',
    (last: number): EntryOrder => ({ type: 'stop', offset: 0.1, time_in_force: last > 100 ? 'gtc' : 'day' }),
  ],
] as const)('an order whose %s follows from the last candle of all sees ahead', async (key, order) => {
  // Changed candles are mirrored at the cut: where the last close was above 100 it is below it.
  const strategies = (all: Readonly<Record<string, CandleColumns>>) => crossWith(order(lastClose(all)));
  const { ok, violations } = await checkLookahead({ config: CONFIG, candles, strategies }, { limit: 8 });
  expect(ok).toBe(false);
  const { whole, truncated } = violations[0] ?? {};
  expect([whole?.kind, truncated?.kind]).toEqual(['order', 'order']);
  expect(whole?.[key]).toBeDefined();
  expect(truncated?.[key]).not.toBe(whole?.[key]);
  expect({ ...truncated, [key]: whole?.[key] }).toEqual(whole);
});

test.each([
  ['stop price', (run: number): EntryOrder => ({ type: 'stop', offset: run > 1 ? 0.1 : 0.2 })],
  [
    'time in force',
    (run: number): EntryOrder => ({ type: 'stop', offset: 0.1, time_in_force: run > 1 ? 'gtc' : 'day' }),
  ],
] as const)('a run that has another %s the second time is not determined', async (_what, order) => {
  let runs = 0;
  const strategies = () => crossWith(order((runs += 1)));
  const { ok, violations } = await checkDeterminism({ config: CONFIG, candles, strategies });
  expect(ok).toBe(false);
  expect(violations[0]?.first).toContain('"type":"OrderApproved"');
});

test('an honest order that waits is no violation', async () => {
  const strategies = () => crossWith({ type: 'stop_limit', offset: 0.1, limit_offset: 0.05 });
  const { ok, decisions } = await checkLookahead({ config: CONFIG, candles, strategies }, { limit: 6 });
  expect([ok, decisions > 0]).toEqual([true, true]);
});

test('decisions that differ in one of their prices or in how long they wait have other texts', () => {
  const order: Decision = {
    kind: 'order',
    symbol: 'BTCUSD',
    strategy: 'cross',
    timeframe: '1',
    direction: 'long',
    at: 1,
    decidedAt: 1,
    price: 101,
    stopPrice: 100,
    timeInForce: 'GTD',
  };
  const others: readonly Partial<Decision>[] = [{ price: 102 }, { stopPrice: 101 }, { timeInForce: 'DAY' }];
  const texts = others.map((more) => decisionText({ ...order, ...more }));
  expect(new Set([...texts, decisionText(order)]).size).toBe(4);
});
