import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IndicatorParams } from './check-indicators.js';
import { IndicatorBank } from './indicator-bank.js';

const FILE = join(__dirname, '../../../../shared/spec/golden/indicators_edge_cases.json');
const present = existsSync(FILE);
if (!present)
  process.stderr.write('SKIPPED: ../shared/spec/golden is absent, edge cases are not compared with the reference\n');

interface Series {
  readonly high: readonly number[];
  readonly low: readonly number[];
  readonly close: readonly number[];
  readonly tick_volume: readonly number[];
  readonly incremental: Readonly<Record<string, readonly (number | string | null)[]>>;
}

const reference = present
  ? (JSON.parse(readFileSync(FILE, 'utf8')) as {
      config: Record<string, IndicatorParams>;
      series: Record<string, Series>;
    })
  : { config: {}, series: {} };

/** Ruling 7: RSI and StochRSI of a one-way series are 100 or 0, of a flat one 50; the original gives 0 for all of them. */
const REPAIRED = new Set(['rsi', 'signal_rsi', 'stochrsi_k', 'stochrsi_d']);
const REPAIRED_SERIES = new Set(['flat', 'flat_with_range', 'rising']);

/** The reference RSI with 50 while nothing had moved and 100 at the first rise; and what follows from our RSI, computed the slow way. */
function repairedSpike(
  column: string,
  { incremental, close }: Series,
  config: Record<string, IndicatorParams>,
  own: readonly (number | null)[],
): unknown[] {
  const firstMove = close.findIndex((value) => value !== close[0]);
  if (column === 'rsi') {
    return (incremental['rsi'] ?? []).map((value, row) => {
      if (value === null) return null;
      return row < firstMove ? 50 : row === firstMove ? 100 : expect.closeTo(Number(value), 9);
    });
  }
  const rsi = own;
  const known = rsi.filter((value) => value !== null);
  const absent = rsi.length - known.length;
  const pad = (values: readonly number[]): unknown[] => [
    ...new Array<null>(rsi.length - values.length).fill(null),
    ...values.map((value) => expect.closeTo(value, 9)),
  ];
  if (column === 'signal_rsi') {
    const alpha = 2 / (Number(config['rsi']?.['signal_period']) + 1);
    return pad(
      known.reduce<number[]>(
        (done, value) => [...done, done.length === 0 ? value : alpha * value + (1 - alpha) * (done.at(-1) ?? 0)],
        [],
      ),
    );
  }
  const { stochrsi_period: length, k_smooth: k, d_smooth: d } = config['stochrsi'] as Record<string, number>;
  const means = (values: readonly number[], size: number): number[] =>
    values.slice(size - 1).map((_, at) => values.slice(at, at + size).reduce((sum, value) => sum + value, 0) / size);
  const raw = known.slice((length ?? 1) - 1).map((value, at) => {
    const window = known.slice(at, at + (length ?? 1));
    const [low, high] = [Math.min(...window), Math.max(...window)];
    return high > low ? (100 * (value - low)) / (high - low) : value === 100 || value === 0 ? value : 50;
  });
  expect(absent).toBeGreaterThan(0);
  const smooth = means(raw, k ?? 1);
  return pad(column === 'stochrsi_k' ? smooth : means(smooth, d ?? 1));
}

const cases = Object.entries(reference.series).flatMap(([name, series]) =>
  Object.keys(series.incremental).map((column) => [name, column] as const),
);

(present ? describe : describe.skip)('edge cases', () => {
  it.each(present ? cases : [['none', 'none'] as const])('%s: %s agrees', (name, column) => {
    const series = reference.series[name];
    if (series === undefined) throw new Error(`no series ${name}`);
    const bank = new IndicatorBank(reference.config, { regime: false });
    const ownRsi: (number | null)[] = [];
    const actual = series.close.map((close, index) => {
      const candle = {
        openTime: index,
        closeTime: index + 1,
        open: close,
        high: series.high[index] ?? close,
        low: series.low[index] ?? close,
        close,
        volume: series.tick_volume[index] ?? 0,
        bars: 1,
      };
      const row = bank.update(candle);
      const rsi = row.value('rsi');
      ownRsi.push(typeof rsi === 'number' ? rsi : null);
      return row.value(column) ?? null;
    });
    const expected = series.incremental[column] ?? [];
    if (REPAIRED.has(column) && REPAIRED_SERIES.has(name)) {
      const wanted = name === 'rising' ? 100 : 50;
      expect(actual.filter((value) => value !== null && value !== wanted)).toEqual([]);
      expect(actual.map((value) => value === null)).toEqual(expected.map((value) => value === null));
      return;
    }
    if (REPAIRED.has(column) && name === 'spike') {
      expect(actual).toEqual(repairedSpike(column, series, reference.config, ownRsi));
      return;
    }
    actual.forEach((value, row) => {
      const wanted = expected[row] ?? null;
      if (typeof wanted === 'number' && typeof value === 'number') {
        expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(wanted)));
      } else expect([row, value]).toEqual([row, wanted]);
    });
  });
});
