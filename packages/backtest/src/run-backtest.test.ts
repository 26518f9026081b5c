import type { CandleRow } from '@q/brokers';
import type { ConfigInput } from '@q/config';
import { defineService } from '@q/services';
import { defineStrategy } from '@q/trading';
import { CONFIG, CROSS, MINUTE_MS, START, walk } from './proofs/testing/proof-bench.js';
import { runBacktest } from './run-backtest.js';

/** The same job without any part of the system: averages summed afresh, orders at the next open, money in cents. */
function straightLine(candles: readonly CandleRow[]): { readonly trades: readonly number[]; readonly balance: number } {
  const cents = candles.map(({ close }) => Math.round(close * 100));
  const mean = (at: number, period: number): number | undefined =>
    at < period - 1 ? undefined : cents.slice(at - period + 1, at + 1).reduce((sum, one) => sum + one, 0) / period;
  let [balance, entry] = [10_000_000, NaN];
  let [wantsIn, wantsOut] = [false, false];
  const trades: number[] = [];
  candles.forEach(({ open }, at) => {
    if (wantsIn) [entry, balance] = [Math.round(open * 100), balance - 125];
    if (wantsOut) {
      trades.push(Math.round(open * 100) - entry);
      balance += Math.round(open * 100) - entry - 125;
      entry = NaN;
    }
    [wantsIn, wantsOut] = [false, false];
    const [fast, slow, fastBefore, slowBefore] = [mean(at, 5), mean(at, 12), mean(at - 1, 5), mean(at - 1, 12)];
    if (fast === undefined || slow === undefined || fastBefore === undefined || slowBefore === undefined) return;
    // Averages of whole cents over 5 and 12: closer than this they are equal.
    const sign = (a: number, b: number): number => (Math.abs(a - b) < 1e-6 ? 0 : Math.sign(a - b));
    if (sign(fastBefore, slowBefore) <= 0 && sign(fast, slow) > 0 && Number.isNaN(entry)) wantsIn = true;
    if (sign(fastBefore, slowBefore) >= 0 && sign(fast, slow) < 0 && !Number.isNaN(entry)) wantsOut = true;
  });
  return { trades, balance: balance / 100 };
}

test('trades and balance are to the cent those of a straight-line program', async () => {
  const candles = walk(5_000);
  const wanted = straightLine(candles);
  const result = await runBacktest({ config: CONFIG, candles: { BTCUSD: candles }, strategies: { BTCUSD: [CROSS] } });
  expect(wanted.trades.length).toBeGreaterThan(100);
  expect(result.trades.map(({ profit }) => Math.round(profit * 100))).toEqual(wanted.trades);
  const open = result.openPositions === 1 ? result.fills.at(-1)?.commission : 0;
  expect(open).toBeDefined();
  expect(result.figures.balance).toBe(wanted.balance);
  expect(result.equity.balance.at(-1)).toBe(wanted.balance);
});

test('two runs of the same are the same, value for value', async () => {
  const request = { config: CONFIG, candles: { BTCUSD: walk(1_000) }, strategies: { BTCUSD: [CROSS] } };
  const [first, second] = [await runBacktest(request), await runBacktest(request)];
  expect(second).toEqual(first);
  expect(first.trades.length).toBeGreaterThan(0);
});

test('a strategy in code is run as one in a file is', async () => {
  const candles = { BTCUSD: walk(1_000) };
  const coded = defineStrategy({
    name: 'cross',
    timeframes: ['1'],
    warmUp: 2,
    risk: CROSS.risk,
    evaluate(view) {
      const [fast, slow, fastBefore, slowBefore] = (['sma_fast', 'sma_slow'] as const)
        .map((column) => view.value('1', column))
        .concat((['sma_fast', 'sma_slow'] as const).map((column) => view.value('1', column, 1)));
      if (typeof fast !== 'number' || typeof slow !== 'number') return [];
      if (typeof fastBefore !== 'number' || typeof slowBefore !== 'number') return [];
      if (fastBefore <= slowBefore && fast > slow) return [{ kind: 'entry', direction: 'long' }];
      return fastBefore >= slowBefore && fast < slow ? [{ kind: 'exit', direction: 'long' }] : [];
    },
  });
  const [inFile, inCode] = [
    await runBacktest({ config: CONFIG, candles, strategies: { BTCUSD: [CROSS] } }),
    await runBacktest({ config: CONFIG, candles, strategies: { BTCUSD: [coded] } }),
  ];
  expect(inCode.trades).toEqual(inFile.trades);
  expect(inCode.signals).toEqual(inFile.signals);
});

test('a service of the bot stands beside the line', async () => {
  const closed: number[] = [];
  const diary = defineService({
    name: 'Diary',
    produces: [],
    on: { PositionClosed: ({ netProfit }) => void closed.push(netProfit) },
  });
  const candles = { BTCUSD: walk(1_000) };
  const result = await runBacktest({ config: CONFIG, candles, strategies: { BTCUSD: [CROSS] }, services: [diary] });
  expect(closed.length).toBeGreaterThan(0);
  expect(closed).toEqual(result.trades.map(({ netProfit }) => netProfit));
});

test('only the candles of the asked range are traded', async () => {
  const [from, to] = [START + 200 * MINUTE_MS, START + 800 * MINUTE_MS];
  const candles = { BTCUSD: walk(1_000) };
  const result = await runBacktest({ config: CONFIG, candles, strategies: { BTCUSD: [CROSS] }, from, to });
  expect(result.figures.candles).toMatchObject([{ symbol: 'BTCUSD', timeframe: '1', in: 600, published: 600, bad: 0 }]);
  for (const { openedAt, closedAt } of result.trades) {
    expect(openedAt).toBeGreaterThanOrEqual(from);
    expect(closedAt).toBeLessThanOrEqual(to);
  }
});

test.each([
  ['no candles of a symbol', {}, /no candles of BTCUSD/],
  ['an empty series', { BTCUSD: [] }, /no candles of BTCUSD/],
  [
    'candles of no timeframe',
    { BTCUSD: walk(5).map((row, index) => ({ ...row, openTime: index * 7_000 })) },
    /7000 ms apart/,
  ],
])('%s is refused', async (_what, candles, message) => {
  await expect(runBacktest({ config: CONFIG, candles: candles as Record<string, CandleRow[]> })).rejects.toThrow(
    message,
  );
});

test('the section restrictions holds: schedule and market close by themselves, and a calendar that nobody gives blocks', async () => {
  const candles = { BTCUSD: walk(1_000) };
  const run = async (restrictions: ConfigInput['restrictions']) => {
    const config = { ...CONFIG, restrictions } as ConfigInput;
    const { denials, orders } = await runBacktest({ config, candles, strategies: { BTCUSD: [CROSS] } });
    return { orders, reasons: [...new Set(denials.map(({ reason }) => reason))] };
  };
  const scheduled = await run({ schedule: { hours: '02:00-03:00' } });
  expect(scheduled.reasons).toEqual(['outside_schedule']);
  expect(scheduled.orders.length).toBeGreaterThan(0);
  const close = { enabled: true, time: '02:00:00+00:00', minutes: 60 };
  expect((await run({ account_type: 'daily', market_close: close })).reasons).toEqual(['market_close']);
  expect(await run({ news: { enabled: true } })).toEqual({ orders: [], reasons: ['restriction_file'] });
});
