import type { CandleRow, TickRow } from '@q/brokers';
import { CandleDataError } from '@q/brokers';
import { runBacktest } from './run-backtest.js';
import { materialOf, searchMaterial, sharedMaterial } from './search/search-material.js';
import { checkDeterminism } from './proofs/check-determinism.js';
import { checkLookahead } from './proofs/check-lookahead.js';
import { coded, ENTER, LEAVE, MINUTE_MS, START, walk } from './proofs/testing/proof-bench.js';

const config = {
  trading: { symbols: ['BTCUSD'], timeframes: ['1' as const, '5' as const] },
  account: { balance: 100_000 },
  broker: { spread_pips: 0.06, slippage_pips: 0.02, commission_per_lot: 1.25 },
  risk: { max_positions: 1, daily_loss_limit: 0, account_stop_loss: { enabled: false } },
  indicators: { inline: { BTCUSD: { '1': { sma_fast: { period: 3 }, sma_slow: { period: 7 } } } } },
};
const crossing = (operator: 'crosses_above' | 'crosses_below') => ({
  conditions: [{ signal: 'sma_fast', operator, value: 'sma_slow', timeframe: '1' as const }],
});
/** In and out by the closes alone. */
const CLOSES = {
  name: 'cross',
  timeframes: ['1' as const],
  entry: { long: crossing('crosses_above'), short: crossing('crosses_below') },
  exit: { long: crossing('crosses_below'), short: crossing('crosses_above') },
  risk: { position_sizing: { type: 'fixed' as const, value: 0.5 } },
};
/** Out by what is inside the candles. */
const { exit: _exit, ...entering } = CLOSES;
const LEVELS = {
  ...entering,
  risk: {
    ...CLOSES.risk,
    sl: { type: 'fixed' as const, value: 0.2, unit: 'price' as const },
    tp: { type: 'fixed' as const, value: 0.3, unit: 'price' as const },
  },
};

const ROWS = walk(700);
const SPREAD = 0.04;
const side = (by: number): readonly CandleRow[] =>
  ROWS.map(({ openTime, open, high, low, close }) => {
    const moved = [open, high, low, close].map((price) => Number((price + by).toFixed(2)));
    const [o = NaN, h = NaN, l = NaN, c = NaN] = moved;
    return { openTime, open: o, high: h, low: l, close: c, volume: 1 };
  });
const QUOTES = { bid: side(-SPREAD / 2), ask: side(SPREAD / 2) };

/** Four of each candle: the first when it opens, the last just before it closes. */
const TICKS = QUOTES.bid.flatMap(({ openTime, open, high, low, close }, row): readonly TickRow[] => {
  const [second, third] = row % 2 === 0 ? [high, low] : [low, high];
  const ticks = [
    [0, open],
    [20_000, second],
    [40_000, third],
    [MINUTE_MS - 1, close],
  ] as const;
  return ticks.map(([after, bid]) => ({ time: openTime + after, bid, ask: Number((bid + SPREAD).toFixed(2)) }));
});
const TRADES = ROWS.flatMap(({ openTime, open, high, low, close }) =>
  [open, high, low, close].map((last, at) => ({ time: openTime + at * 15_000, last })),
);

type Request = Parameters<typeof runBacktest>[0];
const run = (candles: Request['candles'][string], strategy: object = CLOSES, more: object = {}) =>
  runBacktest({
    config: { ...config, broker: { ...config.broker, ...more } },
    candles: { BTCUSD: candles },
    strategies: { BTCUSD: [strategy as typeof CLOSES] },
  });

const toldOf = ({ trades, fills, orders, signals, denials, equity, figures }: Awaited<ReturnType<typeof run>>) => ({
  ...{ trades, fills, orders, signals, denials, equity },
  balance: figures.balance,
});

describe('where nothing depends on what is inside a candle', () => {
  test.each(['mid', 'bid', 'ask'] as const)('ticks, four a candle, run as bars of quotes do: %s', async (bars) => {
    const [ticked, quoted] = [await run({ ticks: TICKS, bars }), await run({ ...QUOTES, bars })];
    expect(quoted.trades.length).toBeGreaterThan(30);
    expect(toldOf(ticked)).toEqual(toldOf(quoted));
  });

  test('trades run as candles of their price do, with the configured spread', async () => {
    const [ticked, candled] = [await run({ ticks: TRADES }), await run(ROWS)];
    expect(candled.trades.length).toBeGreaterThan(30);
    expect(toldOf(ticked)).toEqual(toldOf(candled));
  });

  test('an order at the newest price is filled when it is decided, of ticks as of bars', async () => {
    const newest = { market_fill: 'newest_price' };
    const [ticked, quoted] = [await run({ ticks: TICKS }, CLOSES, newest), await run(QUOTES, CLOSES, newest)];
    expect(toldOf(ticked)).toEqual(toldOf(quoted));
    const decided = new Map(ticked.orders.map(({ order }) => [order.clientOrderId, order.decidedAt]));
    expect(ticked.fills.length).toBeGreaterThan(60);
    for (const { clientOrderId, filledAt } of ticked.fills) expect(filledAt).toBe(decided.get(clientOrderId));
  });
});

const snapped = (price: number): number => Number((Math.round(price / 0.01) * 0.01).toFixed(2));

test('stops and targets are filled by ticks: at their instants, a stop where the price was', async () => {
  const { fills } = await run({ ticks: TICKS }, LEVELS);
  const times = new Set(TICKS.map(({ time }) => time));
  const ended = fills.filter(({ intent }) => intent !== 'entry');
  expect(ended.length).toBeGreaterThan(30);
  for (const { filledAt } of ended) expect(times.has(filledAt)).toBe(true);
  const bids = new Map(TICKS.map(({ time, bid = NaN }) => [time, bid]));
  const sold = fills.filter(({ intent, side: of }) => intent === 'stop' && of === 'sell');
  expect(sold.length).toBeGreaterThan(5);
  for (const { price, filledAt } of sold) expect(price).toBe(snapped((bids.get(filledAt) ?? NaN) - 0.02));
});

test('threads of a search get the ticks with the candles', async () => {
  const request = {
    config,
    candles: { BTCUSD: { ticks: TICKS } },
    search: { objective: 'net_profit', parameters: {} },
  };
  const shared = sharedMaterial(searchMaterial(request as unknown as Parameters<typeof searchMaterial>[0]));
  const [series] = materialOf(structuredClone(shared)).series;
  if (series === undefined) throw new Error('the series is lost');
  const { timeframe, columns } = series;
  const [whole, there] = [await run({ ticks: TICKS }, LEVELS), await run({ timeframe, candles: columns }, LEVELS)];
  expect(toldOf(there)).toEqual(toldOf(whole));
  columns.keepTicks(undefined);
  const without = await run({ timeframe, candles: columns }, LEVELS);
  expect(without.fills).not.toEqual(whole.fills);
});

test('candles of ticks are minutes, or as long as it is said', async () => {
  const five = await runBacktest({
    config: { ...config, trading: { ...config.trading, timeframes: ['5'] }, indicators: {} },
    candles: { BTCUSD: { ticks: TICKS, timeframe: '5' } },
  });
  expect(five.data).toMatchObject([{ timeframe: '5', rows: 140 }]);
  expect((await run({ ticks: TICKS })).data).toMatchObject([{ timeframe: '1', rows: 700 }]);
});

describe('the proofs', () => {
  const request = { config, candles: { BTCUSD: { ticks: TICKS.slice(0, 600) } } };

  test('of determinism and against looking ahead hold over ticks', async () => {
    const strategies = { BTCUSD: [LEVELS] };
    expect(await checkDeterminism({ ...request, strategies })).toMatchObject({ ok: true, violations: [] });
    const ahead = await checkLookahead({ ...request, strategies: () => strategies }, { limit: 8 });
    expect(ahead).toMatchObject({ ok: true, violations: [] });
    expect(ahead.checkedCuts).toBe(8);
  });

  test('catch one that looks among the ticks for what comes', async () => {
    const ahead = await checkLookahead(
      {
        ...request,
        strategies: (all) => ({
          BTCUSD: [
            coded('seer', (view) => {
              const ticks = all['BTCUSD']?.ticks;
              const now = view.row('1')?.closeTime ?? NaN;
              const { first, end } = ticks?.within(now, now + MINUTE_MS) ?? { first: 0, end: 0 };
              const [one = 0, other = 0] = [ticks?.bid[first], ticks?.bid[end - 1]];
              return first === end ? [] : other > one ? ENTER : LEAVE;
            }),
          ],
        }),
      },
      { limit: 8 },
    );
    expect(new Set(ahead.violations.map(({ method }) => method))).toEqual(new Set(['removed', 'changed']));
  });
});

test.each<readonly [string, TickRow, RegExp]>([
  ['a time before', { time: START - 1, bid: 1 }, /^the ticks of BTCUSD: tick 3 is older \(2025-01-05T23:59:59\.999Z\)/],
  ['no price', { time: START + 60_000 }, /^the ticks of BTCUSD: tick 3 has no price/],
  ['a price of 0', { time: START + 60_000, ask: 0 }, /^the ticks of BTCUSD: tick 3 has ask 0, which is no price/],
])('a bad tick is refused by name: %s', async (_what, bad, message) => {
  await expect(run({ ticks: [...TICKS.slice(0, 2), bad] })).rejects.toThrow(message);
});

test('ticks that make no candle, and bars that they do not have, are refused by name', async () => {
  await expect(run({ ticks: [] })).rejects.toThrow(CandleDataError);
  await expect(run({ ticks: [] })).rejects.toThrow('there are no candles of BTCUSD');
  await expect(run({ ticks: TRADES, bars: 'ask' })).rejects.toThrow(
    /^the ticks of BTCUSD: ticks of trades make candles/,
  );
});
