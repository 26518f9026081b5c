import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CandleRow } from '@q/brokers';
import { readCandleCsv } from '@q/brokers';
import type { ConfigInput } from '@q/config';
import type { Candle } from '@q/events';
import { defineStrategy } from '@q/trading';
import { publishedCandles } from './testing/published-candles.js';

const HOUR_MS = 3_600_000;
const FILE = join(__dirname, '../../../../shared/data/eurusd-h1-2017.csv');
const present = existsSync(FILE);
if (!present) process.stderr.write('SKIPPED: ../shared/data/eurusd-h1-2017.csv is absent, no real days are built\n');

const CONFIG: ConfigInput = {
  trading: { symbols: ['EURUSD'], timeframes: ['60', '1d'] },
  services: { strategy_evaluation: { min_rows_required: 1 } },
  outputs: { history: 'all' },
};

/** The wall clock in New York by the time zone data of the runtime. */
const newYork = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/New_York',
  dateStyle: 'short',
  timeStyle: 'short',
  hourCycle: 'h23',
});

/** The date in New York seven hours later: a day that begins at 17:00 has the name of the day in which it ends. */
function dayOf(instant: number): string {
  const [date = '', time = ''] = newYork.format(instant).split(', ');
  return new Date(Date.parse(`${date}T${time}Z`) + 7 * HOUR_MS).toISOString().slice(0, 10);
}

/** Straight down: rows by the day that they open in, in the order of the file. */
function daysOf(rows: readonly CandleRow[]): readonly object[] {
  const days = new Map<string, CandleRow[]>();
  for (const row of rows) days.set(dayOf(row.openTime), [...(days.get(dayOf(row.openTime)) ?? []), row]);
  return [...days.values()].map((inside) => ({
    open: inside[0]?.open,
    high: Math.max(...inside.map(({ high }) => high)),
    low: Math.min(...inside.map(({ low }) => low)),
    close: inside.at(-1)?.close,
    volume: inside.reduce((sum, { volume }) => sum + volume, 0),
    bars: inside.length,
    ...(inside.length < 24 ? { isPartial: true } : {}),
  }));
}

/** Runs, and keeps the day that a strategy sees at the close of each hour. */
async function days(rows: readonly CandleRow[]) {
  const seen: (readonly [hour: number, day: number])[] = [];
  const watcher = defineStrategy({
    name: 'watcher',
    timeframes: ['60', '1d'],
    warmUp: 1,
    risk: { position_sizing: { type: 'fixed', value: 0.01 } },
    evaluate(view) {
      seen.push([view.row('60')?.closeTime ?? NaN, view.row('1d')?.closeTime ?? NaN]);
      return [];
    },
  });
  const candles = { EURUSD: { timeframe: '60' as const, candles: rows } };
  const { published, result } = await publishedCandles({
    config: CONFIG,
    candles,
    strategies: { EURUSD: [watcher] },
    allowGaps: true,
  });
  const daily = published.filter(({ timeframe }) => timeframe === '1d').map(({ candle }) => candle);
  return { daily, seen, higher: result.data[0]?.higher };
}

const isWhole = ({ isPartial }: Candle): boolean => isPartial !== true;
const name = ({ openTime, closeTime }: Candle): string =>
  `${newYork.format(openTime)} - ${newYork.format(closeTime)}`.replaceAll(',', '');

test('days of fx are whole over a weekend and a change of clocks, and a strategy sees each at its close', async () => {
  const rows: CandleRow[] = [];
  const [begin, weekend, sunday, end] = ['03-06T22', '03-07T22', '03-09T21', '03-10T21'].map((text) =>
    Date.parse(`2025-${text}:00Z`),
  ) as [number, number, number, number];
  for (let openTime = begin; openTime < end; openTime += HOUR_MS)
    if (openTime < weekend || openTime >= sunday)
      rows.push({ openTime, open: 1.1, high: 1.2, low: 1, close: 1.15, volume: 1 });
  const { daily, seen, higher } = await days(rows);
  expect(daily.map(name)).toEqual(['2025-03-06 17:00 - 2025-03-07 17:00', '2025-03-09 17:00 - 2025-03-10 17:00']);
  expect(daily.every(isWhole)).toBe(true);
  expect(higher).toEqual([{ timeframe: '1d', candles: 2, partial: 0 }]);
  expect(seen[0]).toEqual([weekend, weekend]);
  expect(seen.at(-1)).toEqual([end, end]);
});

(present ? describe : describe.skip)('ten months of real hours of EURUSD', () => {
  const { columns } = readCandleCsv(FILE, { name: 'eurusd-h1-2017.csv' });
  const rows = Array.from({ length: columns.length }, (_, row) => columns.candleAt(row, HOUR_MS));

  test('the days equal those of a straight-line computation, each from 17:00 to 17:00 in New York', async () => {
    const { daily, seen, higher } = await days(rows);
    expect(daily.map(({ openTime: _open, closeTime: _close, ...rest }) => rest)).toEqual(daysOf(rows));
    for (const day of daily) expect(name(day)).toMatch(/^\S+ 17:00 - \S+ 17:00$/);
    // The data begin and end inside a day; two single hours were printed after the close on Friday.
    const partial = daily.filter((day) => !isWhole(day));
    expect(partial.map(name)).toEqual([
      '2017-04-18 17:00 - 2017-04-19 17:00',
      '2017-10-06 17:00 - 2017-10-07 17:00',
      '2017-10-20 17:00 - 2017-10-21 17:00',
      '2018-02-06 17:00 - 2018-02-07 17:00',
    ]);
    expect(higher).toEqual([{ timeframe: '1d', candles: daily.length, partial: 4 }]);
    const weekdays = daily.filter(isWhole).map(({ closeTime }) => new Date(closeTime).getUTCDay());
    expect([...new Set(weekdays)].sort()).toEqual([1, 2, 3, 4, 5]);
    for (const [hour, day] of seen) expect(day).toBeLessThanOrEqual(hour);
  });
});
