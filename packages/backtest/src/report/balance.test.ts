import type { CandleRow } from '@q/brokers';
import { runBacktest } from '../run-backtest.js';
import { report } from './report.js';
import { cents, HOUR_MS, MONDAY } from './testing/hand-made.js';
import { walk } from './testing/market.js';

/** An hourly walk around a price, of twelve days without the weekend between. */
function hours(price: number, digits: number, seed: number): CandleRow[] {
  const scaled = (value: number): number => Number(((price * value) / 100).toFixed(digits));
  return walk(9 * 24, seed).map(({ open, high, low, close, volume }, hour) => ({
    openTime: MONDAY + (hour + (hour >= 5 * 24 ? 48 : 0)) * HOUR_MS,
    open: scaled(open),
    high: scaled(high),
    low: scaled(low),
    close: scaled(close),
    volume,
  }));
}

const cross = (operator: 'crosses_above' | 'crosses_below') => ({
  conditions: [{ signal: 'sma_fast', operator, value: 'sma_slow', timeframe: '60' as const }],
});
const rules = {
  name: 'cross',
  timeframes: ['60' as const],
  entry: { long: cross('crosses_above'), short: cross('crosses_below') },
  risk: {
    position_sizing: { type: 'fixed' as const, value: 0.37 },
    sl: { type: 'fixed' as const, value: 0.9, unit: 'percent' as const },
    tp: {
      type: 'multi_target' as const,
      targets: [
        { value: 0.35, percent: 40 },
        { value: 0.8, percent: 60 },
      ],
    },
  },
};
const averages = { '60': { sma_fast: { period: 3 }, sma_slow: { period: 9 } } };

async function ran(seed: number, account: object) {
  const candles = { EURGBP: hours(0.85, 5, seed), GBPUSD: hours(1.25, 5, seed + 1), USDJPY: hours(150, 3, seed + 2) };
  const result = await runBacktest({
    config: {
      trading: { symbols: ['EURGBP', 'GBPUSD', 'USDJPY'], timeframes: ['60'] },
      account: { balance: 50_000, ...account },
      broker: {
        slippage_pips: 0.7,
        commission_taker_percent: 0.0031,
        commission_maker_percent: 0.0013,
        commission_per_order: 0.11,
        swap_long: -6.5,
        swap_short: 2.3,
        depth_at_touch: 0.2,
      },
      risk: { daily_loss_limit: 0, account_stop_loss: { enabled: false } },
      indicators: { inline: { EURGBP: averages, GBPUSD: averages, USDJPY: averages } },
    },
    candles,
    strategies: { EURGBP: [rules], GBPUSD: [rules], USDJPY: [rules] },
  });
  const market = Object.entries(candles).map(([symbol, rows]) => [symbol, { periodMs: HOUR_MS, candles: rows }]);
  return { result, figures: report(result, Object.fromEntries(market)) };
}

const total = (values: readonly number[]): number => cents(values.reduce((sum, one) => sum + one, 0));

const CASES = [
  ['hedging', 1, {}],
  ['hedging, rounded in quote currency first', 2, { conversion_rounding: 'quote_first', rounding: 'half_even' }],
  ['netting', 3, { position_mode: 'netting' }],
  ['netting at the side of the order', 4, { position_mode: 'netting', conversion_side: 'order' }],
] as const;

describe.each(CASES)('a run in three quote currencies on a dollar account, %s', (_how, seed, account) => {
  test('the balance is the start, the net profits of all trades and what is booked of open positions', async () => {
    const { result, figures } = await ran(seed, account);
    const { trades, fills, swaps = [], equity } = result;
    expect(new Set(trades.map(({ symbol }) => symbol)).size).toBe(3);
    const closed = new Set(trades.map(({ positionId }) => positionId));
    const openFills = fills.filter(({ positionId }) => !closed.has(positionId));
    const openSwaps = swaps.filter(({ positionId }) => !closed.has(positionId)).map(({ amount }) => amount);
    expect(new Set(openFills.map(({ positionId }) => positionId)).size).toBe(result.openPositions);
    const balance = equity.balance[equity.length - 1];
    const booked = [...openFills.flatMap(({ profit, commission }) => [profit, commission]), ...openSwaps];
    expect(balance).toBe(total([50_000, ...trades.map(({ netProfit }) => netProfit), ...booked]));
    expect(figures.equity.final).toBe(cents((balance ?? NaN) + figures.equity.openProfit));
  });

  test('the costs of the report are those of trades and open positions, and with the net profit what was earned', async () => {
    const { result, figures } = await ran(seed, account);
    const { trades, fills, swaps = [] } = result;
    const closed = new Set(trades.map(({ positionId }) => positionId));
    const open = fills.filter(({ positionId }) => !closed.has(positionId));
    const openSwaps = swaps.filter(({ positionId }) => !closed.has(positionId)).map(({ amount }) => amount);
    const { commissions, swap, slippage, sharePercent } = figures.costs;
    expect(swaps.length).toBeGreaterThan(5);
    expect(commissions).toBe(-total([...trades, ...open].map(({ commission }) => commission)));
    expect(swap).toBe(-total([...trades.map((trade) => trade.swap ?? 0), ...openSwaps]));
    expect(slippage).toBe(-total(fills.map((fill) => fill.slippage ?? NaN)));
    expect(slippage).toBeGreaterThan(0);
    const earned = total([...fills.map(({ profit }) => profit), figures.equity.openProfit]);
    expect(cents(figures.equity.netProfit + commissions + swap)).toBe(earned);
    if (earned > 0) expect(sharePercent).toBeCloseTo((100 * (commissions + swap)) / earned, 6);
    else expect(sharePercent).toEqual({ na: 'nothing was earned before costs' });
    for (const { netProfit, profit, commission, swap: carried = 0 } of trades)
      expect(netProfit).toBeCloseTo(profit + commission + carried, 8);
  });
});
