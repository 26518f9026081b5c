import type { Candle } from '@q/events';
import fc from 'fast-check';
import { INDICATOR_NAMES } from './catalog.js';
import type { IndicatorParams } from './check-indicators.js';
import { findIndicatorProblems } from './check-indicators.js';
import { createIndicator } from './create-indicator.js';
import type { Indicator } from './indicator.js';

/** What an indicator without defaults is given. */
const GIVEN: Readonly<Record<string, IndicatorParams | undefined>> = {
  stochrsi: { rsi_period: 5, stochrsi_period: 4, k_smooth: 3, d_smooth: 2 },
  sar: { acceleration: 0.02, max_acceleration: 0.2 },
};

const MINUTE_MS = 60_000;
/** More than the longest warm-up of the defaults. */
const LENGTH = 80;

const candle = (close: number, index = 0): Candle => ({
  openTime: index * MINUTE_MS,
  closeTime: (index + 1) * MINUTE_MS,
  open: close,
  high: close + 1,
  low: close - 1,
  close,
  volume: 10,
  bars: 1,
});

/** Candles with bodies and shadows of changing size about a level, the same each time. */
function lively(length: number, { level = 100, scale = 1 } = {}): Candle[] {
  return Array.from({ length }, (_, index) => {
    const middle = level + ((index * 7) % 11) - 5 + ((index * 13) % 17) / 8;
    const body = ((index * 5) % 9) - 4;
    const open = (middle - body / 2) * scale;
    const close = (middle + body / 2) * scale;
    const high = Math.max(open, close) + (((index * 3) % 4) / 2) * scale;
    const low = Math.min(open, close) - (((index * 11) % 3) / 2) * scale;
    return { ...candle(0, index), open, high, low, close, volume: 10 + ((index * 31) % 23) };
  });
}

const make = (name: string): Indicator => createIndicator(name, GIVEN[name]);

const valuesOf = (indicator: Indicator): unknown[] => indicator.outputs.map((output) => indicator.value(output.name));

const streamed = (name: string, candles: readonly Candle[], indicator = make(name)): unknown[][] =>
  candles.map((one) => {
    indicator.update(one);
    return valuesOf(indicator);
  });

const stream = (name: string, closes: readonly number[]): unknown[][] => streamed(name, closes.map(candle));

/** Which outputs of which rows are ready, and that what is ready is finite. */
const readiness = (rows: readonly (readonly unknown[])[]): boolean[][] =>
  rows.map((values) =>
    values.map((value) => {
      if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${value} is shown as a value`);
      return value !== undefined;
    }),
  );

describe.each([...INDICATOR_NAMES])('%s', (name) => {
  const candles = lively(LENGTH);

  it('is ready exactly when its warm-up is over', () => {
    const { warmUp } = make(name);
    const ready = readiness(streamed(name, candles)).map((outputs) => !outputs.includes(false));
    expect(ready).toEqual(candles.map((_, index) => index >= warmUp - 1));
  });

  it('gives for a row what it gives where no later candle was ever seen', () => {
    const whole = streamed(name, candles);
    for (const length of [1, 17, 40, LENGTH]) {
      expect(streamed(name, candles.slice(0, length)).at(-1)).toEqual(whole[length - 1]);
    }
  });

  it('gives the same again after a reset, and beside another of its kind', () => {
    const indicator = make(name);
    const other = make(name);
    for (const one of lively(LENGTH, { level: 300 })) indicator.update(one);
    indicator.reset();
    expect(valuesOf(indicator)).toEqual(indicator.outputs.map(() => undefined));
    const again = candles.map((one, index) => {
      other.update(candle(index));
      indicator.update(one);
      return valuesOf(indicator);
    });
    expect(again).toEqual(streamed(name, candles));
  });

  it('refuses a candle with a value that is no finite number and keeps its state', () => {
    const indicator = make(name);
    for (const one of candles.slice(0, 60)) indicator.update(one);
    for (const bad of [NaN, Infinity, -Infinity])
      for (const field of ['open', 'high', 'low', 'close', 'volume'])
        expect(() => indicator.update({ ...candle(1), [field]: bad })).toThrow(RangeError);
    expect(streamed(name, candles.slice(60), indicator)).toEqual(streamed(name, candles).slice(60));
  });

  it('has values of the same kind for prices of a millionth, of millions, and below 0', () => {
    const wanted = readiness(streamed(name, candles));
    expect(readiness(streamed(name, lively(LENGTH, { scale: 1e-6 })))).toEqual(wanted);
    expect(readiness(streamed(name, lively(LENGTH, { scale: 1e6 })))).toEqual(wanted);
    expect(readiness(streamed(name, lively(LENGTH, { level: -100 })))).toEqual(wanted);
    expect(readiness(streamed(name, lively(LENGTH, { level: 5.03 })))).toEqual(wanted);
  });

  it('survives zeros, flat series and gaps, and is itself again afterwards', () => {
    const flat = (price: number, volume: number): Candle[] =>
      Array.from({ length: LENGTH }, (_, index) => ({
        ...candle(0, index),
        open: price,
        high: price,
        low: price,
        close: price,
        volume,
      }));
    const later = lively(4 * LENGTH).map((one) => ({ ...one, openTime: one.openTime + 1e9 }));
    for (const odd of [flat(0, 0), flat(1.1, 0), flat(1.1, 7), flat(-3, 0)]) {
      const rows = streamed(name, [...odd, ...later]);
      expect(readiness(rows).at(-1)).not.toContain(false);
    }
  });

  it('never shows NaN', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.01, max: 1e6, noNaN: true }), { maxLength: 80 }), (random) => {
        expect(stream(name, random).flat()).not.toContainEqual(NaN);
      }),
      { numRuns: 20 },
    );
  });
});

it('gives an RSI of 100 for a rising series, 0 for a falling one and 50 for a flat one', () => {
  const last = (closes: number[]): unknown => (stream('rsi', closes).at(-1) as unknown[])[0];
  expect(last(Array.from({ length: 30 }, (_, index) => 100 + index))).toBe(100);
  expect(last(Array.from({ length: 30 }, (_, index) => 100 - index))).toBe(0);
  expect(last(Array.from({ length: 30 }, () => 100))).toBe(50);
});

it('gives a StochRSI of 100 for a rising series, 0 for a falling one and 50 for a flat one, in both its lines', () => {
  const last = (closes: number[]): unknown => stream('stochrsi', closes).at(-1);
  expect(last(Array.from({ length: 40 }, (_, index) => 100 + index))).toEqual([100, 100]);
  expect(last(Array.from({ length: 40 }, (_, index) => 100 - index))).toEqual([0, 0]);
  expect(last(Array.from({ length: 40 }, () => 100))).toEqual([50, 50]);
});

it('keeps a simple average exact after a value that dwarfs the others has left the window', () => {
  const indicator = createIndicator('sma', { period: 2 });
  [1e17, 1, 2, 3, 4].forEach((close, index) => indicator.update(candle(close, index)));
  expect(indicator.value()).toBe(3.5);
});

it('names the nearest indicator and parameter for a misspelt one', () => {
  expect(findIndicatorProblems({ emma_fast: { period: 3 } })).toMatchObject([
    { path: ['emma_fast'], suggestion: 'ema' },
  ]);
  expect(findIndicatorProblems({ ema_fast: { perod: 3 } })).toMatchObject([
    { path: ['ema_fast', 'perod'], suggestion: 'period' },
  ]);
  expect(findIndicatorProblems({ ema: { period: 0 }, rsi: { period: 1.5 }, sma: { period: '5' } })).toHaveLength(3);
  expect(() => createIndicator('emma')).toThrow('did you mean "ema"?');
});
