import { runBacktest } from '../run-backtest.js';
import { checkWarmUp } from './check-warm-up.js';
import { coded, CONFIG, CROSS, ENTER, LEAVE, MINUTE_MS, START, walk } from './testing/proof-bench.js';

const candles = { BTCUSD: walk(300) };
const from = START + 150 * MINUTE_MS;

test('averages over a window settle at the declared warm-up: longer history changes nothing', async () => {
  const { ok, strategies, violations } = await checkWarmUp({
    config: CONFIG,
    candles,
    strategies: { BTCUSD: [CROSS] },
    from,
  });
  expect({ ok, violations }).toEqual({ ok: true, violations: [] });
  expect(strategies).toMatchObject([
    {
      symbol: 'BTCUSD',
      strategy: 'cross',
      // The slow average takes 12, and one more row for a crossing.
      declared: [{ timeframe: '1', candles: 13 }],
      isShown: true,
    },
  ]);
  expect(strategies[0]?.outcomes.map(({ amount, candles: count }) => [amount, count])).toEqual([
    ['none', 0],
    ['declared', 13],
    ['twice', 26],
    ['four_times', 52],
    ['all', 150],
  ]);
  expect(strategies[0]?.outcomes[4]?.decisions).toBeGreaterThan(5);
});

test('without history the first decision of a window is missing', async () => {
  const { signals } = await runBacktest({ config: CONFIG, candles, strategies: { BTCUSD: [CROSS] } });
  const entry = signals.find(({ type, decidedAt }) => type === 'EntrySignal' && decidedAt > from)?.decidedAt ?? NaN;
  const { ok, strategies } = await checkWarmUp({
    config: CONFIG,
    candles,
    strategies: { BTCUSD: [CROSS] },
    from: entry - 2 * MINUTE_MS,
  });
  expect(ok).toBe(true);
  expect(strategies[0]).toMatchObject({ settlesAt: 'declared' });
  expect(strategies[0]?.outcomes[0]).toMatchObject({ amount: 'none', isSameAsAll: false });
});

test('an average that never forgets needs more than it declares: the first decision that differs is told, also where one amount is right by chance', async () => {
  const config = {
    ...CONFIG,
    indicators: { inline: { BTCUSD: { '1': { ema_fast: { period: 5 }, ema_slow: { period: 60 } } } } },
  };
  const above = {
    ...CROSS,
    name: 'above',
    entry: { long: { conditions: [{ signal: 'ema_fast', operator: '>', value: 'ema_slow', timeframe: '1' }] } },
    exit: { long: { conditions: [{ signal: 'ema_fast', operator: '<', value: 'ema_slow', timeframe: '1' }] } },
  } as const;
  const { ok, strategies, violations } = await checkWarmUp({ config, candles, strategies: { BTCUSD: [above] }, from });
  expect(ok).toBe(false);
  expect(strategies[0]?.declared).toEqual([{ timeframe: '1', candles: 2 }]);
  expect(violations[0]).toMatchObject({ symbol: 'BTCUSD', strategy: 'above', amount: 'four_times', settlesAt: 'all' });
  const { withLess, withAll } = violations[0] ?? {};
  expect((withLess ?? withAll)?.at).toBeGreaterThan(from);
  expect(withLess).not.toEqual(withAll);
});

test('each strategy is shown alone: one that takes the only place does not change the other', async () => {
  const always = () => ({
    BTCUSD: [coded('always', () => ENTER), CROSS],
  });
  const { ok, strategies } = await checkWarmUp({ config: CONFIG, candles, strategies: always, from });
  expect(ok).toBe(true);
  expect(strategies.map(({ strategy, settlesAt }) => [strategy, settlesAt])).toEqual([
    ['always', 'declared'],
    ['cross', expect.any(String)],
  ]);
});

test('code that counts from its first candle never settles', async () => {
  const make = () => {
    let count = 0;
    return { BTCUSD: [coded('counter', () => ((count += 1) % 5 === 0 ? ENTER : count % 5 === 2 ? LEAVE : []))] };
  };
  const { ok, violations } = await checkWarmUp({ config: CONFIG, candles, strategies: make, from });
  expect(ok).toBe(false);
  expect(violations).toMatchObject([{ strategy: 'counter', settlesAt: 'all' }]);
});

test('higher timeframes get whole candles, and data that do not reach back far enough show nothing', async () => {
  const config = {
    ...CONFIG,
    trading: { symbols: ['BTCUSD'], timeframes: ['1' as const, '15' as const] },
    indicators: { inline: { BTCUSD: { '15': { sma: { period: 3 } } } } },
  };
  const slow = {
    ...CROSS,
    timeframes: ['1', '15'],
    entry: { long: { conditions: [{ signal: 'close', operator: '>', value: 'sma', timeframe: '15' }] } },
    exit: { long: { conditions: [{ signal: 'close', operator: '<', value: 'sma', timeframe: '15' }] } },
  } as const;
  const request = { config, candles, strategies: { BTCUSD: [slow] } };
  const { ok, strategies } = await checkWarmUp({ ...request, from: START + 157 * MINUTE_MS });
  expect(ok).toBe(true);
  expect(strategies[0]?.declared).toEqual([
    { timeframe: '1', candles: 2 },
    { timeframe: '15', candles: 4 },
  ]);
  expect(strategies[0]?.outcomes[0]).toMatchObject({ amount: 'none', candles: 0 });
  // Four of them, and the minutes of the one that is open when the window begins.
  expect(strategies[0]?.outcomes[1]).toMatchObject({ amount: 'declared', candles: 67 });
  const early = await checkWarmUp({ ...request, from: START + 20 * MINUTE_MS });
  expect(early.strategies[0]?.isShown).toBe(false);
});

test('a window without candles is refused', async () => {
  const request = { config: CONFIG, candles, strategies: { BTCUSD: [CROSS] }, from: START + 400 * MINUTE_MS };
  await expect(checkWarmUp(request)).rejects.toThrow(/nothing to decide from 2025-01-06T06:40:00.000Z/);
});
