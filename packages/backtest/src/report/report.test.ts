import fc from 'fast-check';
import { runBacktest } from '../run-backtest.js';
import type { BacktestResult } from '../run-backtest.js';
import { isNotAvailable } from './figure.js';
import { report } from './report.js';
import {
  cents,
  DAY_MS,
  denialOf,
  HOUR_MS,
  ledgerOf,
  MINUTE_MS,
  MONDAY,
  resultOf,
  tradeOf,
} from './testing/hand-made.js';
import { dailyCandles, walk } from './testing/market.js';

const config = {
  trading: { symbols: ['BTCUSD'], timeframes: ['1' as const] },
  account: { balance: 100_000 },
  broker: { spread_pips: 0.02, slippage_pips: 0, commission_per_lot: 0.01 },
  risk: { max_positions: 1, max_position_size: 2, daily_loss_limit: 0, account_stop_loss: { enabled: false } },
  indicators: { inline: { BTCUSD: { '1': { sma_fast: { period: 5 }, sma_slow: { period: 12 } } } } },
};

const rule = <Operator extends string>(operator: Operator) => ({
  conditions: [{ signal: 'sma_fast', operator, value: 'sma_slow', timeframe: '1' } as const],
});
const cross = {
  name: 'cross',
  timeframes: ['1'],
  entry: { long: rule('crosses_above'), short: rule('crosses_below') },
  exit: { long: rule('crosses_below'), short: rule('crosses_above') },
  risk: { position_sizing: { type: 'fixed', value: 2 } },
} as const;

async function ran(count: number, seed: number) {
  const candles = walk(count, seed);
  const result = await runBacktest({ config, candles: { BTCUSD: candles }, strategies: { BTCUSD: [cross] } });
  return { result, candles, market: { BTCUSD: { periodMs: MINUTE_MS, candles } } };
}

const total = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0);

test('the figures of a real run are those of a calculation that goes through it minute by minute', async () => {
  const { result, candles, market } = await ran(5_000, 3);
  const { trades, equity, fills } = result;
  const figures = report(result, market);
  expect(trades.length).toBeGreaterThan(100);

  const minutes = Array.from({ length: 5_001 }, (_, minute) => MONDAY + minute * MINUTE_MS);
  let step = 0;
  const worth = minutes.map((now) => {
    while (step + 1 < equity.length && (equity.at[step + 1] ?? NaN) <= now) step += 1;
    return equity.equity[step] ?? NaN;
  });
  // Fills lie on minutes, so that equity and positions hold for whole ones.
  const held = minutes.slice(0, -1).filter((now) => {
    const net = total(
      fills.filter(({ filledAt }) => filledAt <= now).map(({ side, volume }) => (side === 'buy' ? volume : -volume)),
    );
    return Math.abs(net) > 1e-9;
  });
  const under = worth.slice(0, -1).filter((value, at) => value < Math.max(...worth.slice(0, at + 1)));
  const days = [0, 1, 2, 3].map((day) => worth[Math.min(5_000, day * 1_440)] ?? NaN).concat(worth.at(-1) ?? NaN);

  expect(figures.period).toMatchObject({
    startedAt: MONDAY,
    endedAt: MONDAY + 5_000 * MINUTE_MS,
    bars: 5_000,
    gapBars: 0,
    coveragePercent: 100,
    tradingDays: 4,
  });
  expect(figures.equity).toMatchObject({
    start: 100_000,
    final: worth.at(-1),
    min: Math.min(...equity.equity),
    max: Math.max(...equity.equity),
    netProfit: cents((worth.at(-1) ?? NaN) - 100_000),
  });
  expect(figures.exposure.timePercent).toBeCloseTo((100 * held.length) / 5_000, 8);
  expect(figures.exposure.turnover).toBeCloseTo(
    total(fills.map(({ price, volume }) => price * volume)) / (total(worth.slice(0, -1)) / 5_000),
    8,
  );
  expect(figures.drawdown.timeUnderWaterPercent).toBeCloseTo((100 * under.length) / 5_000, 8);
  expect(figures.costs.commissions).toBe(cents(fills.length * 0.02));
  expect(figures.risk.worstDay).toMatchObject({
    percent: expect.closeTo(Math.min(...days.slice(1).map((value, at) => 100 * (value / (days[at] ?? NaN) - 1))), 10),
  });
  expect(figures.trades.count).toBe(trades.length);
  expect(figures.trades.averageNetProfit).toBe(cents(total(trades.map(({ netProfit }) => netProfit)) / trades.length));
  const [won, lost] = [1, -1].map((sign) => total(trades.map(({ netProfit }) => Math.max(0, sign * netProfit))));
  expect(figures.trades.profitFactor).toMatchObject({ value: expect.closeTo((won ?? NaN) / (lost ?? NaN), 10) });
  expect(figures.trades.adversePrice).toBeCloseTo(total(trades.map(({ adverse }) => adverse)) / trades.length, 10);
  expect(figures.benchmark.buyAndHoldPercent).toBeCloseTo(100 * ((candles.at(-1)?.close ?? NaN) / 100 - 1), 10);
  expect(figures.ratios.sharpe).toEqual({ na: '4 days < 30' });
});

test('when everything is closed, the start and all net profits are the final equity', async () => {
  let closed = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1_000 }), async (seed) => {
      const { result, market } = await ran(400, seed);
      const { equity, tables, trades, drawdown } = report(result, market);
      const profits = cents(total(result.trades.map(({ netProfit }) => netProfit)));
      expect(cents(total(tables.byReason.map(({ netProfit }) => netProfit)))).toBe(profits);
      expect(cents(total(tables.byMonth.map(({ netProfit }) => netProfit)))).toBe(equity.netProfit);
      expect(drawdown.maxAmount).toBeGreaterThanOrEqual(0);
      if (!isNotAvailable(trades.winRate) && !isNotAvailable(trades.winRate.interval)) {
        expect(trades.winRate.interval.low).toBeLessThanOrEqual(trades.winRate.value);
        expect(trades.winRate.interval.high).toBeGreaterThanOrEqual(trades.winRate.value);
      }
      if (result.openPositions > 0) return;
      closed += result.trades.length;
      expect(equity.final).toBe(cents(100_000 + profits));
    }),
    { numRuns: 12, seed: 1 },
  );
  expect(closed).toBeGreaterThan(0);
});

test('the same result gives the same report, another seed only other resampled intervals', async () => {
  const { result, market } = await ran(2_000, 5);
  const first = report(result, market);
  expect(report(result, market)).toEqual(first);
  const other = report(result, market, { seed: 2 });
  expect(other.trades.profitFactor).not.toEqual(first.trades.profitFactor);
  expect({ ...other, trades: { ...other.trades, profitFactor: 0 } }).toEqual({
    ...first,
    trades: { ...first.trades, profitFactor: 0 },
  });
});

const euro = (count: number) => ({
  EURUSD: {
    periodMs: DAY_MS,
    candles: dailyCandles(
      MONDAY,
      Array.from({ length: count }, () => 1.1),
    ),
  },
});

test('the report of a week by hand', () => {
  const trades = [
    tradeOf(93, { closedAt: MONDAY + DAY_MS, commission: -7, volume: 0.1 }),
    tradeOf(-57, {
      openedAt: MONDAY + DAY_MS,
      closedAt: MONDAY + 2 * DAY_MS,
      commission: -7,
      volume: 0.1,
      reason: 'stop_loss',
    }),
  ];
  const points = [
    [MONDAY, 10_000],
    [MONDAY + DAY_MS, 10_093],
    [MONDAY + 2 * DAY_MS, 10_036],
  ] as const;
  const result = resultOf({
    trades,
    equity: points,
    more: { denials: [denialOf('spread'), denialOf('spread')], data: [ledgerOf('EURUSD', { warmUpBars: 2 })] },
  });
  expect(report(result, euro(5))).toMatchObject({
    currency: 'USD',
    period: { bars: 5, warmUpBars: 2, gapBars: 0, tradingDays: 5, durationMs: 5 * DAY_MS },
    equity: { start: 10_000, final: 10_036, min: 10_000, max: 10_093, netProfit: 36, netProfitPercent: 0.36 },
    // Two of five days, 0.1 lot of 11,000 each time.
    exposure: { timePercent: 40, maxGross: 11_000 },
    // 14 of 50.
    costs: { commissions: 14, sharePercent: 28 },
    drawdown: {
      maxAmount: 57,
      peakAt: MONDAY + DAY_MS,
      recoveredAt: { na: 'not recovered at the end of the run' },
      durationMs: 4 * DAY_MS,
    },
    risk: { worstDay: { date: '2025-01-07' }, worstWeek: { date: '2025-01-06', percent: expect.closeTo(0.36, 10) } },
    trades: {
      count: 2,
      won: 1,
      perDay: 0.4,
      winRate: { value: 0.5 },
      expectancy: { value: 18 },
      averageLoserMs: DAY_MS,
    },
    orders: { denied: 2 },
    benchmark: { symbol: 'EURUSD', buyAndHoldPercent: 0, excessPercent: 0.36 },
    tables: { gates: [{ reason: 'spread', denied: 2 }], byMonth: [{ month: '2025-01', netProfit: 36, trades: 2 }] },
  });
});

test('what is open at the end is in equity, and told apart from what was closed', () => {
  const at = Float64Array.of(MONDAY, MONDAY + DAY_MS);
  const equity = { length: 2, at, equity: Float64Array.of(10_000, 10_080), balance: Float64Array.of(10_000, 9_993) };
  expect(report(resultOf({ more: { equity, openPositions: 1 } }), euro(5)).equity).toMatchObject({
    final: 10_080,
    netProfit: 80,
    openProfit: 87,
    openPositions: 1,
  });
});

test('what a reader has to know beside the figures is noted', () => {
  const flaw = { kind: 'duplicate', effect: 'left out', rows: 1, firstAt: MONDAY, message: 'twice' } as const;
  const data = [ledgerOf('EURUSD', { gapBars: 1, flaws: [flaw] })];
  const { notes } = report(resultOf({ more: { openPositions: 1, data } }), euro(5));
  expect(notes.join()).toMatch(/252 trading days.*knows no holidays.*positions open at the end/);
  expect(notes.at(-1)).toBe('data of EURUSD: duplicate in 1 row, left out: twice');
  const sound = report(resultOf(), euro(5));
  expect(sound.notes.join()).not.toMatch(/holidays: missing|positions open|data of/);
});

test('buy and hold is in the quote currency, which is noted where the account has another', () => {
  const notesOf = (currency: string) =>
    report(
      resultOf({ config: { trading: { symbols: ['EURUSD'], timeframes: ['1'] }, account: { currency } } }),
      euro(5),
    ).notes.join();
  expect(notesOf('EUR')).toContain('buy and hold is the change of the price of EURUSD, not turned into EUR');
  expect(notesOf('USD')).not.toContain('buy and hold');
});

test('what the data were like is added up over the symbols', () => {
  const half = { expectedBars: 10, gapBars: 5, gaps: 2, coveragePercent: 50, warmUpBars: 3 };
  const data = [ledgerOf('EURUSD', { warmUpBars: 1 }), ledgerOf('BTCUSD', half)];
  const { period, data: told } = report(resultOf({ more: { data } }), euro(5));
  expect(period).toMatchObject({ warmUpBars: 4, gapBars: 5, gaps: 2, coveragePercent: (100 * 10) / 15 });
  expect(told).toEqual(data);
});

test('a range leaves out the candles beside it', () => {
  const { period } = report(resultOf({ equity: [[MONDAY + DAY_MS, 10_000]] }), euro(5), {
    from: MONDAY + DAY_MS,
    to: MONDAY + 3 * DAY_MS,
  });
  expect(period).toMatchObject({ startedAt: MONDAY + DAY_MS, endedAt: MONDAY + 3 * DAY_MS, bars: 2 });
});

test('a run that was halted ends with its last change of equity', () => {
  const equity = [
    [MONDAY, 10_000],
    [MONDAY + 2 * DAY_MS, 9_000],
  ] as const;
  const { period } = report(resultOf({ equity, more: { haltedBecause: 'daily loss' } }), euro(5));
  expect(period).toMatchObject({ endedAt: MONDAY + 3 * DAY_MS, bars: 3, haltedBecause: 'daily loss' });
});

test('where a symbol trades always, a year has 365 days and a week seven', () => {
  const coins = { ...euro(7), BTCUSD: { periodMs: HOUR_MS, candles: [{ openTime: MONDAY, open: 1, close: 1 }] } };
  const result = resultOf({ config: { trading: { symbols: ['EURUSD', 'BTCUSD'], timeframes: ['1'] } } });
  const { period, notes } = report(result, coins);
  expect(period.tradingDays).toBe(7);
  expect(notes[0]).toContain('365 trading days');
});

test.each<[string, BacktestResult, Parameters<typeof report>[1], RegExp]>([
  ['a symbol without candles', resultOf(), {}, /needs the candles of EURUSD/],
  [
    'an empty series',
    resultOf(),
    { EURUSD: { periodMs: DAY_MS, candles: [] } },
    /no candle of EURUSD lies in the range/,
  ],
])('%s is refused', (_what, result, market, message) => {
  expect(() => report(result, market)).toThrow(message);
});
