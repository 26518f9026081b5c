import type { CandleRow } from '@q/brokers';
import { CandleDataError } from '@q/brokers';
import type { ConfigInput } from '@q/config';
import { defineStrategy } from '@q/trading';
import { CONFIG, coded, CROSS, MINUTE_MS, START, walk } from '../proofs/testing/proof-bench.js';
import { runBacktest } from '../run-backtest.js';

const run = (rows: readonly CandleRow[], more: Partial<Parameters<typeof runBacktest>[0]> = {}) =>
  runBacktest({ config: CONFIG, candles: { BTCUSD: { timeframe: '1', candles: rows } }, ...more });
const refusal = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

test('sound data are told to be so', async () => {
  const { data } = await run(walk(100));
  expect(data).toEqual([
    {
      symbol: 'BTCUSD',
      timeframe: '1',
      startsAt: START,
      endsAt: START + 100 * MINUTE_MS,
      rows: 100,
      soundBars: 100,
      warmUpBars: 0,
      expectedBars: 100,
      gapBars: 0,
      gaps: 0,
      coveragePercent: 100,
      longestGaps: [],
      flaws: [],
      higher: [],
    },
  ]);
});

test('what is wrong with rows is told by kind, with the first of them and what became of it', async () => {
  const rows = walk(1_000).map((row, minute) => (minute === 50 ? { ...row, close: NaN } : row));
  rows.splice(700, 0, ...rows.slice(699, 700));
  const { data } = await run(rows);
  expect(data[0]).toMatchObject({ rows: 1_001, soundBars: 999, gapBars: 1 });
  expect(data[0]?.flaws).toMatchObject([
    { kind: 'not_a_number', effect: 'left out', rows: 1, firstAt: START + 50 * MINUTE_MS },
    { kind: 'duplicate', effect: 'left out', rows: 1, firstAt: START + 699 * MINUTE_MS },
  ]);
});

test('jumps, a wrong zone and mixed decimals are used and told', async () => {
  const rows = walk(20_000).map((row, minute) => {
    const tenths = (price: number): number => (minute < 10_000 ? price : Math.round(price * 10) / 10);
    const times = minute === 5_000 ? 10 : 1;
    const [open, close] = [tenths(row.open * times), tenths(row.close * times)];
    return { ...row, open, close, high: Math.max(open, close), low: Math.min(open, close) };
  });
  const [ledger] = (await run(rows)).data;
  expect(ledger?.flaws.map(({ kind, effect }) => [kind, effect])).toEqual([
    ['absurd_jump', 'used'],
    ['mixed_digits', 'used'],
  ]);
});

test('weeks from Monday 00:00 to Friday 24:00 are those of a zone two hours ahead', async () => {
  const rows = [0, 1, 2].flatMap((week) =>
    walk(120).map((row, hour) => ({ ...row, openTime: START + (week * 168 + hour) * 3_600_000 })),
  );
  const config: ConfigInput = { trading: { symbols: ['EURUSD'], timeframes: ['60'] } };
  const { data } = await runBacktest({ config, candles: { EURUSD: rows } });
  expect(data[0]?.flaws.map(({ kind, rows: count }) => [kind, count])).toEqual([
    ['outside_session', 6],
    ['wrong_zone', 360],
  ]);
  expect(data[0]?.flaws[1]?.message).toMatch(/2 hours ahead of UTC/);
});

test('too few of the candles that should be there: refused with the longest gap and what to do', async () => {
  const rows = walk(1_000).filter((_, minute) => minute < 400 || minute >= 520);
  const error = await refusal(run(rows));
  expect(error).toBeInstanceOf(CandleDataError);
  expect(String(error)).toBe(
    'CandleDataError: BTCUSD: 88.00 % of the candles of timeframe 1 from 2025-01-06 00:00 to 2025-01-06 16:40 are there, 120 of 1000 are missing, most of them from 2025-01-06 06:40 to 2025-01-06 08:40 (120). At least 90 % are demanded (backtest.min_coverage_percent): complete the data, choose another range, or take the gaps as they are with --allow-gaps (allowGaps: true)',
  );
});

test('fewer are taken where gaps are allowed or the limit is lower', async () => {
  const rows = walk(1_000).filter((_, minute) => minute < 400 || minute >= 520);
  expect((await run(rows, { allowGaps: true })).data[0]).toMatchObject({ gapBars: 120, coveragePercent: 88 });
  const config = { ...CONFIG, backtest: { min_coverage_percent: 88 } };
  expect((await run(rows, { config })).data[0]).toMatchObject({ gapBars: 120 });
});

test('a range that the data do not reach counts as missing', async () => {
  const rows = walk(100);
  expect(String(await refusal(run(rows, { from: START - 20 * MINUTE_MS })))).toMatch(/83\.33 %.*2025-01-05 23:40/);
  expect(String(await refusal(run(rows, { to: START + 300 * MINUTE_MS })))).toMatch(/33\.33 %/);
  expect(String(await refusal(run(rows, { from: START + 9_999 * MINUTE_MS })))).toMatch(/no candle in the range/);
});

test('rows that cannot be used are missing also before the first and behind the last that can', async () => {
  const upsideDown = walk(100).map((row, minute) => (minute === 40 ? row : { ...row, high: row.low, low: row.high }));
  expect(String(await refusal(run(upsideDown)))).toMatch(
    /1\.00 % of the candles of timeframe 1 from 2025-01-06 00:00 to 2025-01-06 01:40 are there, 99 of 100 are missing.*; 99 of 100 rows cannot be used \(99 high_below_low\)\./,
  );
});

test('more rows of one time than a cycle can tell of are refused, also where gaps are allowed; fewer are told of', async () => {
  const [[first], others] = [walk(1), walk(20).slice(1)] as const;
  const repeated = (times: number) => [
    ...Array.from({ length: times }, () => first).flatMap((one) => one ?? []),
    ...others,
  ];
  expect(String(await refusal(run(repeated(90_002), { allowGaps: true })))).toMatch(
    /BTCUSD.*90001 rows one after the other repeat a time or go back in time, more than 90000 are not told of: take them out/,
  );
  const { data, figures } = await run(repeated(1_001));
  expect([data[0]?.flaws, figures.errors]).toMatchObject([[{ kind: 'duplicate', rows: 1_000 }], 1_000]);
});

test('the time of a row that is out of order says nothing of the range', async () => {
  const early = walk(1).map((row) => ({ ...row, openTime: START - 90_000 * MINUTE_MS }));
  expect((await run([...walk(100), ...early])).data[0]).toMatchObject({ startsAt: START, coveragePercent: 100 });
});

test('data without a usable row are refused, also where gaps are allowed', async () => {
  const rows = walk(10).map((row) => ({ ...row, close: NaN }));
  expect(String(await refusal(run(rows, { allowGaps: true })))).toMatch(
    /none of 10 rows can be used \(10 not_a_number\)/,
  );
});

test('every thin symbol is named at once', async () => {
  const config: ConfigInput = {
    ...CONFIG,
    trading: { symbols: ['BTCUSD', 'ETHUSD'], timeframes: ['1'] },
    indicators: {},
  };
  const rows = walk(100).filter((_, minute) => minute < 50 || minute > 70);
  const candles = { BTCUSD: rows, ETHUSD: rows };
  expect(String(await refusal(runBacktest({ config, candles })))).toMatch(/BTCUSD: 79\.00 %.*; ETHUSD: 79\.00 %/);
});

describe('warm-up bars', () => {
  const strategies = { BTCUSD: [CROSS] };

  test('are those before the first on which the slowest indicator in use and the row before it have values', async () => {
    const { data, signals } = await run(walk(5_000), { strategies });
    // The average over 12, and the row before: the candle with 12 before it is the first.
    expect(data[0]?.warmUpBars).toBe(12);
    expect(signals[0]?.decidedAt).toBeGreaterThanOrEqual(START + 13 * MINUTE_MS);
  });

  test('count on over a gap, and are all where the data are too short', async () => {
    const rows = walk(200).filter((_, minute) => minute < 5 || minute >= 10);
    expect((await run(rows, { strategies })).data[0]?.warmUpBars).toBe(12);
    expect((await run(walk(7), { strategies })).data[0]?.warmUpBars).toBe(7);
  });

  test('wait for the higher timeframe, and for the lowest to close', async () => {
    const asked: number[] = [];
    const higher = defineStrategy({
      name: 'higher',
      timeframes: ['5', '60'],
      warmUp: 2,
      risk: { position_sizing: { type: 'fixed', value: 1 } },
      evaluate(view) {
        asked.push(view.row('5')?.closeTime ?? NaN);
        return [];
      },
    });
    const config: ConfigInput = {
      ...CONFIG,
      trading: { symbols: ['BTCUSD'], timeframes: ['5', '60'] },
      indicators: {},
    };
    const { data } = await run(walk(300), { config, strategies: { BTCUSD: [higher] } });
    // Three rows are demanded by default.
    expect(asked[0]).toBe(START + 180 * MINUTE_MS);
    expect(data[0]?.warmUpBars).toBe(179);
  });

  test('are those of the strategy that is ready first', async () => {
    const soon = coded('soon', () => []);
    expect((await run(walk(100), { strategies: { BTCUSD: [CROSS, soon] } })).data[0]?.warmUpBars).toBeLessThan(13);
  });
});
