import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Candle, Instrument } from '@q/events';
import { timeframeMs } from '@q/events';
import { sessionCalendar } from '@q/trading';
import type { FeedUnderTest } from '../testing/feed-contract.js';
import { feedContract } from '../testing/feed-contract.js';
import { createReplayFeed } from './replay-feed.js';
import type { CandleSeries } from './read-candle-csv.js';
import { readCandleCsv } from './read-candle-csv.js';

const SHARED = join(__dirname, '../../../../../shared');
const FILES = [
  { path: 'data/usdjpy-m1-bid-2013.csv', rows: 28_761, timeframe: '1', gaps: 34, weekends: 4 },
  { path: 'data/usdjpy-m1-ask-2013.csv', rows: 28_761, timeframe: '1', gaps: 34, weekends: 4 },
  { path: 'data/eurusd-h1-2017.csv', rows: 5_000, timeframe: '60', gaps: 0, weekends: 42 },
  { path: 'spec/golden/input_bars.csv', rows: 632, timeframe: '240', gaps: 0, weekends: 23 },
] as const;

const missing = FILES.filter(({ path }) => !existsSync(join(SHARED, path)));
if (missing.length > 0) {
  process.stderr.write(
    `SKIPPED: ../shared lacks ${missing.map(({ path }) => path).join(', ')}; no real candles are read\n`,
  );
}
const onRealData = missing.length > 0 ? describe.skip : describe;

/** The same file by `split` and `Number` alone. */
function naiveRows(path: string): number[][] {
  const [, ...lines] = readFileSync(join(SHARED, path), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => {
    const [time = '', ...numbers] = line.split(',');
    const prices = numbers.map(Number);
    return [Date.parse(`${time.slice(0, 19).replace(' ', 'T')}Z`), ...prices, ...(prices.length === 4 ? [0] : [])];
  });
}

const valuesOf = ({ openTime, open, high, low, close, volume }: Candle): number[] => [
  openTime,
  open,
  high,
  low,
  close,
  volume,
];

onRealData.each(FILES)('$path', ({ path, rows, timeframe, gaps, weekends }) => {
  let series: CandleSeries;
  beforeAll(() => {
    series = readCandleCsv(join(SHARED, path), { name: path });
  });
  const feed = (): FeedUnderTest => ({
    feed: createReplayFeed({ series: [{ symbol: 'REAL', timeframe: series.timeframe, columns: series.columns }] }),
    symbol: 'REAL',
    start: 0,
  });

  it('has the rows, the timeframe and the gaps that its description tells', () => {
    expect(series).toMatchObject({ timeframe, report: { rows, badCells: 0 } });
    const { openTime } = series.columns;
    const period = timeframeMs(timeframe);
    const missed = Array.from(
      { length: rows - 1 },
      (_, row) => ((openTime[row + 1] ?? NaN) - (openTime[row] ?? NaN)) / period - 1,
    );
    const dayLong = 86_400_000 / period;
    expect(missed.filter((candles) => candles > 0 && candles < dayLong)).toHaveLength(gaps);
    expect(missed.filter((candles) => candles >= dayLong)).toHaveLength(weekends);
  });

  it('equals an independent reading, row for row and bit for bit', () => {
    const expected = naiveRows(path);
    expect(expected).toHaveLength(rows);
    const read = expected.map((_, row) => valuesOf(series.columns.candleAt(row, 0)));
    expect(read).toEqual(expected);
  });

  it('is handed over whole, in the order of the file', () => {
    const { feed: replay, start } = feed();
    const handed: Candle[] = [];
    const inbox = {
      candles: (candles: readonly Candle[]) => void handed.push(...candles),
      failed: ({ message }: { message: string }) => {
        throw new Error(message);
      },
    };
    let after = start;
    for (let next = replay.nextClose?.('REAL', after); next !== undefined; next = replay.nextClose?.('REAL', next)) {
      replay.request({ symbol: 'REAL', timeframe, after, until: next }, inbox);
      after = next;
    }
    expect(handed.map(valuesOf)).toEqual(naiveRows(path));
  });

  feedContract(path, feed);
});

onRealData('a replay of the reference bars', () => {
  it('hands over the two candles of the repeated time together', () => {
    const { timeframe, columns } = readCandleCsv(join(SHARED, 'spec/golden/input_bars.csv'), {
      name: 'input_bars.csv',
    });
    const replay = createReplayFeed({ series: [{ symbol: 'XAUUSD', timeframe, columns }] });
    const opened = Date.parse('2025-04-01T00:00Z');
    const closed = opened + timeframeMs(timeframe);
    const times: number[] = [];
    const inbox = {
      candles: (candles: readonly Candle[]) => void times.push(...candles.map(({ openTime }) => openTime)),
      failed: () => undefined,
    };
    replay.request({ symbol: 'XAUUSD', timeframe, after: closed - 1, until: closed }, inbox);
    expect(times).toEqual([opened, opened]);
    expect(replay.nextClose?.('XAUUSD', opened)).toBe(closed);
    expect(replay.nextClose?.('XAUUSD', closed)).toBe(closed + timeframeMs(timeframe));
  });
});

onRealData('the trading week', () => {
  it('has every real hour of EUR/USD in it, but for two that this broker printed after the close on Friday', () => {
    const { columns } = readCandleCsv(join(SHARED, 'data/eurusd-h1-2017.csv'), { name: 'eurusd-h1-2017.csv' });
    const instrument: Instrument = {
      symbol: 'EURUSD',
      digits: 5,
      tickSize: 0.00001,
      pip: 0.0001,
      contractSize: 100_000,
      lotStep: 0.01,
      minLot: 0.01,
      maxLot: 100,
      baseCurrency: 'EUR',
      quoteCurrency: 'USD',
      session: 'fx',
    };
    const calendar = sessionCalendar([instrument]);
    const outside = Array.from(columns.openTime.subarray(0, columns.length)).filter(
      (instant) => !calendar.isOpen('EURUSD', instant),
    );
    expect(outside.map((instant) => new Date(instant).toISOString().slice(0, 13))).toEqual([
      '2017-10-06T21',
      '2017-10-20T21',
    ]);
  });
});
