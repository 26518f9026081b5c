import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BenchFolder } from '../testing/bench-folder.js';

const DATA = join(__dirname, '../../../../../shared/data');
const FILES = [
  { file: 'usdjpy-m1-bid-2013.csv', symbol: 'USDJPY', base: 1, timeframes: [1, 5, 15] },
  { file: 'eurusd-h1-2017.csv', symbol: 'EURUSD', base: 60, timeframes: [60, 240] },
] as const;
const missing = FILES.filter(({ file }) => !existsSync(join(DATA, file)));
if (missing.length > 0)
  process.stderr.write(
    `SKIPPED: ../shared lacks ${missing.map(({ file }) => file).join(', ')}; no real input is run\n`,
  );
const onRealInput = missing.length > 0 ? describe.skip : describe;

type Row = readonly [time: number, open: number, high: number, low: number, close: number, volume: number];

/** The file by `split` and `Number` alone. */
function rowsOf(file: string): Row[] {
  const [, ...lines] = readFileSync(join(DATA, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => {
    const [time = '', open, high, low, close, volume = 0] = line.split(',');
    return [
      Date.parse(`${time.slice(0, 19).replace(' ', 'T')}Z`),
      Number(open),
      Number(high),
      Number(low),
      Number(close),
      Number(volume),
    ];
  });
}

/** The hour in New York by the time zone data of the runtime. */
const newYorkHour = new Intl.DateTimeFormat('en-GB', { timeZone: 'America/New_York', hour: '2-digit' });

/** How far an hour or less lies behind 17:00 in New York, ms. */
function sinceDayBegan(instant: number): number {
  return ((Number(newYorkHour.format(instant)) + 24 - 17) % 24) * 3_600_000 + (instant % 3_600_000);
}

/** Straight down: rows into buckets that begin at 17:00 in New York, in the order of the file. */
function aggregated(rows: readonly Row[], minutes: number, base: number): object[] {
  const length = minutes * 60_000;
  const buckets = new Map<number, Row[]>();
  for (const row of rows) {
    const openTime = row[0] - (sinceDayBegan(row[0]) % length);
    buckets.set(openTime, [...(buckets.get(openTime) ?? []), row]);
  }
  return [...buckets].map(([openTime, inside]) => ({
    openTime,
    closeTime: openTime + length,
    open: inside[0]?.[1],
    high: inside.reduce((most, row) => Math.max(most, row[2]), -Infinity),
    low: inside.reduce((least, row) => Math.min(least, row[3]), Infinity),
    close: inside[inside.length - 1]?.[4],
    volume: inside.reduce((sum, row) => sum + row[5], 0),
    bars: inside.length,
    ...(inside.length < minutes / base ? { isPartial: true } : {}),
  }));
}

onRealInput.each(FILES)('$file', ({ file, symbol, base, timeframes }) => {
  const folder = new BenchFolder();
  afterAll(() => folder.remove());

  test('every candle is accounted for, and the aggregated ones equal those of a straight-line computation', async () => {
    const code = await folder.run(
      'run',
      '--json',
      '--data',
      `${symbol}=${join(DATA, file)}`,
      ...[
        `trading.symbols=${symbol}`,
        `trading.timeframes=${timeframes.join(',')}`,
        'strategies.folder=none',
        'outputs.history=all',
        'logging.file_output=false',
      ].flatMap((one) => ['--set', one]),
    );
    expect([code, code === 0 ? '' : folder.complained]).toEqual([0, '']);
    const rows = rowsOf(file);
    const summary = JSON.parse(folder.printed) as {
      candles: { timeframe: string; in: number; published: number; bad: number }[];
      files: { history: string };
    };
    const published = new Map<string, object[]>(timeframes.map((timeframe) => [String(timeframe), []]));
    for (const line of readFileSync(summary.files.history, 'utf8').split('\n')) {
      if (!line.includes('"type":"NewCandle"')) continue;
      const { timeframe, candle } = JSON.parse(line) as { timeframe: string; candle: object };
      published.get(timeframe)?.push(candle);
    }
    for (const { timeframe, in: taken, published: out, bad } of summary.candles) {
      expect([timeframe, taken]).toEqual([timeframe, out + bad]);
      expect(published.get(timeframe)).toHaveLength(out);
    }
    expect(summary.candles.find(({ timeframe }) => timeframe === String(base))?.in).toBe(rows.length);
    for (const minutes of timeframes) expect(published.get(String(minutes))).toEqual(aggregated(rows, minutes, base));
  }, 30_000);
});
