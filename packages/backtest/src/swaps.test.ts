import { runBacktest } from './run-backtest.js';
import { MONDAY, risingHours } from './testing/rising-hours.js';

const HOUR_MS = 3_600_000;

test('the swaps of a run are told, and balance is start, profits, commissions and swaps to the cent', async () => {
  const result = await runBacktest({
    config: {
      trading: { symbols: ['EURUSD'], timeframes: ['60'] },
      broker: { swap_long: -6.5, swap_short: 99 },
      risk: { max_positions: 1 },
    },
    candles: { EURUSD: risingHours },
    strategies: {
      EURUSD: [
        {
          name: 'hold',
          timeframes: ['60'],
          entry: { long: { conditions: [{ signal: 'close', operator: '>', value: 1, timeframe: '60' }] } },
          risk: { position_sizing: { type: 'fixed', value: 0.3 } },
        },
      ],
    },
  });
  // 6.5 points on 0.3 lots: 1.95 dollars on Monday and Tuesday, 5.85 on Wednesday, 1.95 on Thursday; 22:00 UTC each.
  expect(result.swaps?.map(({ amount, nights, at }) => [amount, nights, at])).toEqual([
    [-1.95, 1, MONDAY + 22 * HOUR_MS],
    [-1.95, 1, MONDAY + 46 * HOUR_MS],
    [-5.85, 3, MONDAY + 70 * HOUR_MS],
    [-1.95, 1, MONDAY + 94 * HOUR_MS],
  ]);
  const cents = (amount: number): number => Math.round(amount * 100);
  const fills = result.fills.flatMap(({ profit, commission }) => [profit, commission]);
  const swaps = (result.swaps ?? []).map(({ amount }) => amount);
  expect(cents(result.figures.balance ?? NaN)).toBe(
    [...fills, ...swaps].reduce((sum, amount) => sum + cents(amount), 1_000_000),
  );
});

test('a trade has the swaps of its position in its net profit: trades make the change of the balance', async () => {
  const result = await runBacktest({
    config: {
      trading: { symbols: ['EURUSD'], timeframes: ['60'] },
      broker: { swap_long: -6.5 },
      risk: { max_positions: 1 },
    },
    candles: { EURUSD: risingHours },
    strategies: {
      EURUSD: [
        {
          name: 'hold',
          timeframes: ['60'],
          entry: { long: { conditions: [{ signal: 'close', operator: '<', value: 1.1001, timeframe: '60' }] } },
          exit: { long: { conditions: [{ signal: 'close', operator: '>', value: 1.1006, timeframe: '60' }] } },
          risk: { position_sizing: { type: 'fixed', value: 0.3 } },
        },
      ],
    },
  });
  // Two nights: after the close of the 60th hour it is over.
  expect([result.openPositions, result.trades.map(({ swap }) => swap)]).toEqual([0, [-3.9]]);
  const [trade] = result.trades;
  expect(trade?.netProfit).toBeCloseTo(Number(trade?.profit) + Number(trade?.commission) - 3.9, 10);
  expect(trade?.netProfit).toBeCloseTo((result.figures.balance ?? NaN) - 10_000, 6);
});

test('a run that carries nothing over a rollover tells of none', async () => {
  const result = await runBacktest({
    config: { trading: { symbols: ['EURUSD'], timeframes: ['60'] } },
    candles: { EURUSD: risingHours },
  });
  expect('swaps' in result).toBe(false);
});
