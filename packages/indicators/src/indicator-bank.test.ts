import type { Candle } from '@q/events';
import { findIndicatorProblems } from './check-indicators.js';
import { IndicatorBank } from './indicator-bank.js';
import { createRegime } from './regime.js';

const HOUR_MS = 3_600_000;

/** Four days up, four days down, hour by hour. */
const candles = Array.from({ length: 192 }, (_, hour): Candle => {
  const close = 100 + (hour < 96 ? hour : 192 - hour) + Math.sin(hour);
  const openTime = hour * HOUR_MS;
  return {
    openTime,
    closeTime: openTime + HOUR_MS,
    open: close,
    high: close + 1,
    low: close - 1,
    close,
    volume: 1,
    bars: 1,
  };
});

test('an instance named regime sets the parameters of the regime, and adds no column', () => {
  const params = { warm_up: 60, persist: 1, width_memory: 20, higher_timeframe: '240' } as const;
  const bank = new IndicatorBank({ regime: params }, { regime: true });
  const alone = createRegime(params);
  const seen = new Set<unknown>();
  expect(bank.schema.names).toEqual(new IndicatorBank({}, { regime: true }).schema.names);
  expect(bank.warmUp).toBe(61);
  for (const candle of candles) {
    alone.update(candle);
    const row = bank.update(candle);
    expect([row.value('regime'), row.value('regime_confidence')]).toEqual([
      alone.value('regime'),
      alone.value('regime_confidence'),
    ]);
    seen.add(row.value('regime'));
  }
  expect(seen.size).toBeGreaterThan(2);
});

test.each([
  [{ regime: { warmup: 5 } }, ['regime', 'warmup'], 'warm_up'],
  [{ regime: { higher_timeframe: '7' } }, ['regime', 'higher_timeframe'], undefined],
  [{ regime: 5 }, ['regime'], undefined],
  [{ regimee: {} }, ['regimee'], undefined],
])('parameters of the regime are checked: %j', (instances, path, suggestion) => {
  const [problem] = findIndicatorProblems(instances);
  expect(problem?.path).toEqual(path);
  if (suggestion !== undefined) expect(problem?.suggestion).toBe(suggestion);
});
