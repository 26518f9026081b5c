import fc from 'fast-check';
import { report } from './report.js';
import { reportToJson, reportToRecord } from './report-json.js';
import type { ReportValue } from './report-json.js';
import type { HandMade } from './testing/hand-made.js';
import { DAY_MS, denialOf, MONDAY, repeated, resultOf, tradeOf, tradesOf } from './testing/hand-made.js';
import { dailyCandles } from './testing/market.js';

const reported = (made: HandMade, closes: readonly number[] = repeated([1.1, 1.2], 25)) =>
  report(resultOf(made), { EURUSD: { periodMs: DAY_MS, candles: dailyCandles(MONDAY, closes) } }, { resamples: 50 });

/** Every number and text of a report with its path. */
function leaves(value: ReportValue, path = ''): (readonly [path: string, leaf: string | number])[] {
  if (typeof value === 'number' || typeof value === 'string') return [[path, value]];
  return Object.entries(value).flatMap(([key, one]: [string, ReportValue]) => leaves(one, `${path}.${key}`));
}

function expectSound(made: HandMade, closes?: readonly number[]): void {
  const figures = reported(made, closes);
  const json = reportToJson(figures);
  expect(
    leaves(reportToRecord(figures)).filter(([, leaf]) => typeof leaf === 'number' && !Number.isFinite(leaf)),
  ).toEqual([]);
  expect(json).not.toMatch(/null|NaN|Infinity/);
  expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(reportToRecord(figures))));
}

const daily = (...values: readonly number[]) => values.map((value, day) => [MONDAY + day * DAY_MS, value] as const);

test.each<[string, HandMade]>([
  ['no trades', {}],
  ['no word of the account', { equity: [] }],
  ['one trade', { trades: tradesOf(5), equity: daily(10_000, 10_005) }],
  ['all winners', { trades: tradesOf(...repeated([5], 40)), equity: daily(...repeated([10_000], 3), 10_200) }],
  ['all losers', { trades: tradesOf(...repeated([-5], 40)), equity: daily(10_000, 9_800) }],
  ['only trades of 0', { trades: tradesOf(...repeated([0], 40)) }],
  ['equity that falls below zero', { trades: tradesOf(-12_000), equity: daily(10_000, 500, -2_000, -2_000, 3_000) }],
  ['equity that ends at zero', { equity: daily(10_000, 0) }],
  ['equity that was never there', { equity: daily(0, 0) }],
  ['equity that grows beyond measure', { equity: daily(1e-2, 1e15) }],
])('with %s no figure is NaN or infinite', (_what, made) => {
  expectSound(made);
});

test('with a flat market and with a single candle no figure is NaN or infinite', () => {
  expectSound(
    { trades: tradesOf(...repeated([5, -5], 20)), equity: daily(10_000, 10_005, 10_000) },
    repeated([1.1], 50),
  );
  expectSound({ trades: tradesOf(5), equity: daily(10_000, 10_005) }, [1.1]);
});

test('whatever the trades and the equity, no figure is NaN or infinite', () => {
  const trade = fc.record({
    netProfit: fc.integer({ min: -50_000, max: 50_000 }),
    commission: fc.integer({ min: -20, max: 0 }),
    volume: fc.integer({ min: 1, max: 500 }),
    direction: fc.constantFrom('long' as const, 'short' as const),
    reason: fc.constantFrom('stop_loss' as const, 'exit_signal' as const),
    openedAt: fc.integer({ min: 0, max: 40 }).map((day) => MONDAY + day * DAY_MS),
    adverse: fc.double({ min: 0, max: 2, noNaN: true }),
  });
  fc.assert(
    fc.property(
      fc.array(trade, { maxLength: 50 }),
      fc.array(fc.integer({ min: -1_000, max: 20_000 }), { minLength: 1, maxLength: 50 }),
      (trades, equity) =>
        expectSound({
          trades: trades.map(({ netProfit, ...more }) => tradeOf(netProfit, more)),
          equity: daily(...equity),
        }),
    ),
    { numRuns: 100 },
  );
});

test('keys are in snake_case, instants in ISO 8601, money at two decimals', () => {
  const trades = tradesOf(...repeated([10, -5, 0], 12));
  const figures = reported({
    trades,
    equity: daily(10_000, 10_100, 10_060),
    more: { denials: [denialOf('max_positions')] },
  });
  const record = reportToRecord(figures);
  expect(record).toMatchObject({
    schema_version: 1,
    currency: 'USD',
    period: { started_at: '2025-01-06T00:00:00.000Z', trading_days: 36 },
    drawdown: { peak_at: '2025-01-07T00:00:00.000Z', recovered_at: { na: 'not recovered at the end of the run' } },
    risk: { value_at_risk_95_percent: 0 },
    trades: {
      average_net_profit: 1.67,
      expectancy: { value: 1.67 },
      win_rate: { value: 1 / 3 },
      profit_factor: { value: 2 },
    },
    costs: { slippage: { na: expect.any(String) } },
    tables: { by_reason: [{ name: 'exit_signal', win_rate: 1 / 3 }], gates: [{ reason: 'max_positions', denied: 1 }] },
  });
  expect(
    leaves(record)
      .flatMap(([path]) => path.split('.'))
      .filter((key) => !/^[a-z0-9_]*$/.test(key)),
  ).toEqual([]);
});

test('one line, the same for the same report', () => {
  const made = { trades: tradesOf(1, 2, 3), equity: daily(10_000, 10_006) };
  const [first, second] = [reportToJson(reported(made)), reportToJson(reported(made))];
  expect(second).toBe(first);
  expect(first).not.toContain('\n');
});
