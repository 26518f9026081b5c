import type { Candle } from '@q/events';
import fc from 'fast-check';
import { INDICATOR_NAMES } from './catalog.js';
import type { IndicatorParams } from './check-indicators.js';
import { findIndicatorProblems } from './check-indicators.js';
import { createIndicator } from './create-indicator.js';

/** What an indicator without defaults is given. */
const GIVEN: Readonly<Record<string, IndicatorParams | undefined>> = {
  stochrsi: { rsi_period: 5, stochrsi_period: 4, k_smooth: 3, d_smooth: 2 },
  sar: { acceleration: 0.02, max_acceleration: 0.2 },
};

const candle = (close: number, index = 0): Candle => ({
  openTime: index * 60_000,
  closeTime: (index + 1) * 60_000,
  open: close,
  high: close + 1,
  low: close - 1,
  close,
  volume: 10,
  bars: 1,
});

const stream = (name: string, closes: readonly number[]): unknown[] => {
  const indicator = createIndicator(name, GIVEN[name]);
  return closes.map((close, index) => {
    indicator.update(candle(close, index));
    return indicator.outputs.map((output) => indicator.value(output.name));
  });
};

describe.each([...INDICATOR_NAMES])('%s', (name) => {
  const closes = Array.from({ length: 60 }, (_, index) => 100 + ((index * 7) % 11) - 5);

  it('is ready exactly when its warm-up is over', () => {
    const ready = stream(name, closes).map((values) => (values as unknown[]).every((value) => value !== undefined));
    expect(ready.indexOf(true)).toBe(createIndicator(name, GIVEN[name]).warmUp - 1);
    expect(ready.slice(ready.indexOf(true))).not.toContain(false);
  });

  it('gives the same again after a reset', () => {
    const indicator = createIndicator(name, GIVEN[name]);
    closes.forEach((close, index) => indicator.update(candle(close * 3, index)));
    indicator.reset();
    expect(indicator.value()).toBeUndefined();
    const again = closes.map((close, index) => {
      indicator.update(candle(close, index));
      return indicator.outputs.map((output) => indicator.value(output.name));
    });
    expect(again).toEqual(stream(name, closes));
  });

  it('refuses a price that is no number and keeps its state', () => {
    const indicator = createIndicator(name, GIVEN[name]);
    closes.forEach((close, index) => indicator.update(candle(close, index)));
    const before = indicator.value();
    for (const bad of [NaN, Infinity, -Infinity])
      expect(() => indicator.update({ ...candle(1), close: bad })).toThrow(RangeError);
    expect(indicator.value()).toBe(before);
  });

  it('never shows NaN', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.01, max: 1e6, noNaN: true }), { maxLength: 80 }), (random) => {
        expect(stream(name, random).flat()).not.toContainEqual(NaN);
      }),
      { numRuns: 50 },
    );
  });
});

it('gives an RSI of 100 for a rising series, 0 for a falling one and 50 for a flat one', () => {
  const last = (closes: number[]): unknown => (stream('rsi', closes).at(-1) as unknown[])[0];
  expect(last(Array.from({ length: 30 }, (_, index) => 100 + index))).toBe(100);
  expect(last(Array.from({ length: 30 }, (_, index) => 100 - index))).toBe(0);
  expect(last(Array.from({ length: 30 }, () => 100))).toBe(50);
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
