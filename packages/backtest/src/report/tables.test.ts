import fc from 'fast-check';
import { byMonth, byReason, byStrategy, bySymbol, gates } from './tables.js';
import { cents, denialOf, tradeOf, trackOf } from './testing/hand-made.js';

const money = cents;
const at = (text: string): number => Date.parse(text);

test('trades are grouped by why they were closed, the largest group first', () => {
  const trades = [
    tradeOf(-10, { reason: 'stop_loss', commission: -1 }),
    tradeOf(30, { reason: 'take_profit' }),
    tradeOf(-20, { reason: 'stop_loss', commission: -1 }),
    tradeOf(0, { reason: 'stop_loss' }),
    tradeOf(5, { reason: 'exit_signal' }),
  ];
  expect(byReason(trades, money)).toEqual([
    {
      name: 'stop_loss',
      trades: 3,
      won: 0,
      lost: 2,
      winRate: 0,
      netProfit: -30,
      commission: -2,
      averageNetProfit: -10,
    },
    { name: 'exit_signal', trades: 1, won: 1, lost: 0, winRate: 1, netProfit: 5, commission: 0, averageNetProfit: 5 },
    { name: 'take_profit', trades: 1, won: 1, lost: 0, winRate: 1, netProfit: 30, commission: 0, averageNetProfit: 30 },
  ]);
});

test('gates are told by how often they blocked', () => {
  const denials = (['spread', 'cooldown', 'spread', 'news'] as const).map(denialOf);
  expect(gates(denials)).toEqual([
    { reason: 'spread', denied: 2, sharePercent: 50 },
    { reason: 'cooldown', denied: 1, sharePercent: 25 },
    { reason: 'news', denied: 1, sharePercent: 25 },
  ]);
  expect(gates([])).toEqual([]);
});

test('a month goes from the equity at its beginning to that at its end; midnight ends it', () => {
  const range = { startedAt: at('2025-01-15T00:00Z'), endedAt: at('2025-03-10T00:00Z') };
  const track = trackOf(
    [range.startedAt, 1_000],
    [at('2025-02-01T00:00Z'), 1_100],
    [at('2025-02-01T00:01Z'), 1_090],
    [at('2025-03-05T00:00Z'), 981],
  );
  const trades = ['2025-01-20T00:00Z', '2025-02-01T00:00Z', '2025-02-01T00:01Z'].map((time) =>
    tradeOf(1, { closedAt: at(time) }),
  );
  expect(byMonth(trades, { track, range, money })).toEqual([
    { month: '2025-01', netProfit: 100, returnPercent: 10, trades: 2 },
    { month: '2025-02', netProfit: -10, returnPercent: expect.closeTo(-1_000 / 1_100, 10), trades: 1 },
    { month: '2025-03', netProfit: -109, returnPercent: -10, trades: 0 },
  ]);
});

test('a month that begins without equity has no return', () => {
  const range = { startedAt: at('2025-01-15T00:00Z'), endedAt: at('2025-02-10T00:00Z') };
  const track = trackOf([range.startedAt, 100], [at('2025-01-20T00:00Z'), -5]);
  expect(byMonth([], { track, range, money }).map(({ returnPercent }) => returnPercent)).toEqual([
    -105,
    { na: 'equity was 0 or below at its beginning' },
  ]);
});

test('every table adds up to the whole', () => {
  const one = fc.record({
    cents: fc.integer({ min: -100_000, max: 100_000 }),
    reason: fc.constantFrom('stop_loss', 'take_profit', 'exit_signal'),
    strategy: fc.constantFrom('a', 'b'),
    symbol: fc.constantFrom('EURUSD', 'USDJPY', 'BTCUSD'),
    hour: fc.integer({ min: 1, max: 24 * 200 }),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 60 }), (list) => {
      const start = at('2025-01-15T00:00Z');
      const trades = [...list]
        .sort((a, b) => a.hour - b.hour)
        .map(({ cents: profit, hour, ...more }) =>
          tradeOf(profit / 100, { ...more, closedAt: start + hour * 3_600_000 }),
        );
      const total = list.reduce((sum, { cents: profit }) => sum + profit, 0);
      for (const rows of [byReason(trades, money), byStrategy(trades, money), bySymbol(trades, money)]) {
        expect(rows.reduce((sum, row) => sum + Math.round(row.netProfit * 100), 0)).toBe(total);
        expect(rows.reduce((sum, row) => sum + row.trades, 0)).toBe(trades.length);
        expect(rows.every(({ winRate }) => winRate >= 0 && winRate <= 1)).toBe(true);
      }
      let equity = 10_000_00;
      const track = trackOf(
        [start, equity / 100],
        ...trades.map(({ closedAt, netProfit }) => [closedAt, (equity += Math.round(netProfit * 100)) / 100] as const),
      );
      const months = byMonth(trades, { track, range: { startedAt: start, endedAt: start + 200 * 86_400_000 }, money });
      expect(months.reduce((sum, { netProfit }) => sum + Math.round(netProfit * 100), 0)).toBe(total);
      expect(months.reduce((sum, month) => sum + month.trades, 0)).toBe(trades.length);
      expect(months).toHaveLength(8);
    }),
    { numRuns: 50 },
  );
});
