import type { Candle } from '@q/events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { INDICATOR_NAMES } from './catalog.js';
import { createIndicator } from './create-indicator.js';
import type { Indicator } from './indicator.js';

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');

const STRETCHES = 3;
/** What a heap differs by when nothing is kept. A list of 10,000 small objects would be twice that. */
const NOISE_BYTES = 200_000;

const GIVEN: Readonly<Record<string, Record<string, number> | undefined>> = {
  stochrsi: { rsi_period: 5, stochrsi_period: 4, k_smooth: 3, d_smooth: 2 },
  sar: { acceleration: 0.02, max_acceleration: 0.2 },
};

const candles = Array.from({ length: 1_000 }, (_, index): Candle => {
  const close = 100 + ((index * 7) % 31) - ((index * 3) % 17);
  const open = 100 + ((index * 5) % 23) - ((index * 11) % 13);
  const [high, low] = [Math.max(open, close) + (index % 3), Math.min(open, close) - (index % 5)];
  return { openTime: index, closeTime: index + 1, open, high, low, close, volume: 1 + (index % 9), bars: 1 };
});

function update(indicator: Indicator, times: number): void {
  for (let index = 0; index < times; index += 1) indicator.update(candles[index % candles.length] as Candle);
}

function heapBytes(): number {
  if (typeof collectGarbage !== 'function') throw new Error('there is no garbage collector to call');
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** The least that the heap grew by in one of three stretches: what is compiled or loaded grows it once, what is kept in all of them. */
function grown(names: readonly string[], candlesInAll: number): number {
  const indicators = names.map((name) => createIndicator(name, GIVEN[name]));
  for (const indicator of indicators) update(indicator, 1_000);
  const heaps = [heapBytes()];
  for (let stretch = 0; stretch < STRETCHES; stretch += 1) {
    for (const indicator of indicators) update(indicator, Math.ceil(candlesInAll / STRETCHES));
    heaps.push(heapBytes());
  }
  for (const indicator of indicators) expect(indicator.value(indicator.outputs[0]?.name)).toBeDefined();
  return Math.min(...heaps.slice(1).map((bytes, at) => bytes - (heaps[at] ?? 0)));
}

it.each(['sma', 'bb', 'ichimoku', 'adx', 'kst'])('%s keeps nothing of a million candles', (name) => {
  expect(grown([name], 1_000_000)).toBeLessThan(NOISE_BYTES);
});

it('no indicator keeps anything of thirty thousand candles', () => {
  const isKept = (names: readonly string[]): boolean => grown(names, 30_000) >= NOISE_BYTES;
  // One after the other only to tell which, where all together kept something.
  const keeping = isKept(INDICATOR_NAMES) ? INDICATOR_NAMES.filter((name) => isKept([name])) : [];
  expect(keeping).toEqual([]);
}, 60_000);
