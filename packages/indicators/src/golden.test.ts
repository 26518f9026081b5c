import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Candle } from '@q/events';
import type { IndicatorParams } from './check-indicators.js';
import { CORE_CATALOG } from './core-catalog.js';
import { IndicatorBank, rowColumns } from './indicator-bank.js';
import { createRegime } from './regime.js';

const GOLDEN = join(__dirname, '../../../../shared/spec/golden');
const present = existsSync(GOLDEN);
if (!present)
  process.stderr.write(
    'SKIPPED: ../shared/spec/golden is absent, indicators are not compared with the reference vectors\n',
  );
const golden = present ? it : it.skip;

function rows(file: string): Record<string, string>[] {
  const [head = '', ...lines] = readFileSync(join(GOLDEN, file), 'utf8').trim().split('\n');
  const names = head.trim().split(',');
  return lines.map((line) =>
    Object.fromEntries(
      line
        .trim()
        .split(',')
        .map((cell, index) => [names[index] ?? '', cell]),
    ),
  );
}

function candles(): Candle[] {
  return rows('input_bars.csv').map((row) => {
    const openTime = Date.parse(`${row['time']?.replace(' ', 'T')}Z`);
    return {
      openTime,
      closeTime: openTime + 14_400_000,
      open: Number(row['open']),
      high: Number(row['high']),
      low: Number(row['low']),
      close: Number(row['close']),
      volume: Number(row['tick_volume']),
      bars: 1,
    };
  });
}

/** Rows whose value is off by more than a relative 1e-9, or that are ready when they should not be. */
function differences(
  expected: readonly string[],
  actual: readonly (number | undefined)[],
  tolerance: number,
): string[] {
  return expected.flatMap((text, row) => {
    const value = actual[row];
    if (text === '') return value === undefined ? [] : [`row ${row}: ${value}, expected none`];
    const wanted = Number(text);
    const near = value !== undefined && Math.abs(value - wanted) <= tolerance * Math.max(1, Math.abs(wanted));
    return near ? [] : [`row ${row}: ${value}, expected ${wanted}`];
  });
}

describe('the reference vectors of 632 bars', () => {
  // The parameters that the reference was made with: defaults, and given ones where an indicator has none.
  const instances: Readonly<Record<string, IndicatorParams>> = {
    ...Object.fromEntries(Object.keys(CORE_CATALOG).map((name) => [name, {}])),
    stochrsi: { rsi_period: 14, stochrsi_period: 14, k_smooth: 3, d_smooth: 3 },
    sar: { acceleration: 0.02, max_acceleration: 0.2 },
  };
  const columns = rowColumns(instances, { regime: false })
    .map(({ name }) => name)
    .filter((name) => name !== 'volume');

  golden.each(columns)('%s agrees', (column) => {
    const bank = new IndicatorBank(instances, { regime: false });
    const actual = candles().map((candle) => bank.update(candle).value(column));
    const expected = rows('indicators_defaults_incremental.csv').map((row) => row[column] ?? 'absent');
    if (actual.some((value) => typeof value === 'string')) {
      expect(actual.map((value) => value ?? '')).toEqual(expected);
      return;
    }
    const tolerance = column.startsWith('bb_') ? 1e-8 : 1e-9;
    const numbers = actual.map((value) => (typeof value === 'number' ? value : undefined));
    expect(differences(expected, numbers, tolerance)).toEqual([]);
  });

  for (const warmUp of [500, 50]) {
    golden(`the regime agrees on every bar with a warm-up of ${warmUp}`, () => {
      const regime = createRegime({ warm_up: warmUp });
      const expected = rows(`regime_warmup${warmUp}.csv`);
      const actual = candles().map((candle) => {
        regime.update(candle);
        return { regime: regime.value(), confidence: regime.confidence, isTransition: regime.value('is_transition') };
      });
      expect(actual.map((row) => row.regime)).toEqual(expected.map((row) => row['regime']));
      expect(actual.map((row) => row.isTransition)).toEqual(expected.map((row) => row['is_transition'] === 'True'));
      const confidences = actual.map((row) => row.confidence);
      expect(
        differences(
          expected.map((row) => row['confidence'] ?? ''),
          confidences,
          1e-12,
        ),
      ).toEqual([]);
    });
  }
});
