import type { CandleRow } from '@q/brokers';
import { runBacktest } from './run-backtest.js';

const MINUTE_MS = 60_000;
/** A Monday. */
const START = Date.UTC(2025, 0, 6);

const config = (spreadPips: number) => ({
  trading: { symbols: ['EURUSD'], timeframes: ['1' as const] },
  broker: { spread_pips: spreadPips, slippage_pips: 0.5 },
  risk: { daily_loss_limit: 0, account_stop_loss: { enabled: false } },
  indicators: { inline: { EURUSD: { '1': { sma_fast: { period: 3 }, sma_slow: { period: 7 } } } } },
});

const crossing = (operator: 'crosses_above' | 'crosses_below') => ({
  conditions: [{ signal: 'sma_fast', operator, value: 'sma_slow', timeframe: '1' as const }],
});
const strategy = {
  name: 'cross',
  timeframes: ['1' as const],
  entry: { long: crossing('crosses_above'), short: crossing('crosses_below') },
  risk: {
    position_sizing: { type: 'fixed' as const, value: 0.5 },
    sl: { type: 'fixed' as const, value: 8 },
    tp: { type: 'fixed' as const, value: 12 },
  },
};

/** A market whose ask is two pips above its bid, in ticks, the same every time. */
function market(count: number): { readonly bid: CandleRow[]; readonly ask: CandleRow[]; readonly mid: CandleRow[] } {
  let state = 11;
  const random = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  let price = 110_000;
  const mids = Array.from({ length: count }, () => {
    const open = price;
    price += Math.round((random() - 0.5) * 60);
    return { open, high: Math.max(open, price) + 8, low: Math.min(open, price) - 8, close: price };
  });
  const shifted = (ticks: number): CandleRow[] =>
    mids.map(({ open, high, low, close }, index) => ({
      openTime: START + index * MINUTE_MS,
      open: (open + ticks) / 1e5,
      high: (high + ticks) / 1e5,
      low: (low + ticks) / 1e5,
      close: (close + ticks) / 1e5,
      volume: 1,
    }));
  return { bid: shifted(-10), ask: shifted(10), mid: shifted(0) };
}

const run = (candles: Parameters<typeof runBacktest>[0]['candles'][string], spreadPips: number) =>
  runBacktest({ config: config(spreadPips), candles: { EURUSD: candles }, strategies: { EURUSD: [strategy] } });

test('bid and ask two pips apart trade as their middle with a spread of two pips does, to the cent', async () => {
  const { bid, ask, mid } = market(1_500);
  const [quoted, configured] = [await run({ bid, ask }, 40), await run(mid, 2)];
  expect(configured.trades.length).toBeGreaterThan(30);
  const money = ({ trades }: typeof quoted) =>
    trades.map(({ entryPrice, exitPrice, profit, commission, reason }) => [
      entryPrice,
      exitPrice,
      profit,
      commission,
      reason,
    ]);
  expect(money(quoted)).toEqual(money(configured));
  expect(quoted.figures.balance).toBe(configured.figures.balance);
  expect(quoted.equity).toEqual(configured.equity);
});

test('signals come from the prices that are asked for, fills from both sides', async () => {
  const { bid, ask } = market(600);
  const [onBid, onAsk] = [await run({ bid, ask, bars: 'bid' }, 0), await run({ bid, ask, bars: 'ask' }, 0)];
  expect(onBid.fills.length).toBeGreaterThan(10);
  // The first entry is the same; its stop is measured from the close that decides: two pips higher on the ask.
  const [first, second] = [onBid, onAsk].map(({ orders: [one] }) => one?.order);
  expect([first?.decidedAt, first?.side]).toEqual([second?.decidedAt, second?.side]);
  expect((second?.stopLoss?.price ?? NaN) - (first?.stopLoss?.price ?? NaN)).toBeCloseTo(0.0002, 10);
  expect(onAsk.fills[0]).toEqual(onBid.fills[0]);
});

test('a minute that only one side has is a bad candle, told as such', async () => {
  const { bid, ask } = market(50);
  const { figures } = await run({ bid, ask: ask.filter((_, index) => index !== 20), timeframe: '1' }, 0);
  expect(figures.candles).toMatchObject([{ in: 50, published: 49, bad: 1 }]);
});

test('one side of the market is no market, in bars as in ticks', async () => {
  const { bid } = market(5);
  const of = (text: string) => JSON.parse(text) as { ticks: { time: number }[] };
  const run = (candles: { ticks: { time: number }[] }) =>
    runBacktest({ config: config(0), candles: { EURUSD: candles }, strategies: { EURUSD: [strategy] } });
  await expect(run(of(JSON.stringify({ bid })))).rejects.toThrow(
    'the candles of EURUSD have one side of the market only: give bid and ask',
  );
  await expect(run({ ticks: bid.map(({ openTime, open }) => ({ time: openTime, bid: open })) })).rejects.toThrow(
    'none of the ticks of EURUSD knows both sides of the market: give bid and ask',
  );
});
