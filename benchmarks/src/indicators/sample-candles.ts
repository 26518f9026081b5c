import type { Candle } from '@q/events';

const MINUTE_MS = 60_000;
const START = Date.UTC(2025, 0, 6);

/** A random walk in ticks of a hundredth, the same each time: neither flat nor one-way, and with ties as real prices have them. */
export function sampleCandles(amount: number): readonly Candle[] {
  let state = 20_250_106;
  const below = (limit: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
  let open = 100_000;
  return Array.from({ length: amount }, (_, n) => {
    const close = open + below(101) - 50;
    const high = Math.max(open, close) + below(40);
    const low = Math.min(open, close) - below(40);
    const openTime = START + n * MINUTE_MS;
    const prices = { open: open / 100, high: high / 100, low: low / 100, close: close / 100 };
    open = close;
    return { openTime, closeTime: openTime + MINUTE_MS, ...prices, volume: 1 + below(500), bars: 1 };
  });
}
