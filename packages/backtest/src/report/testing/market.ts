import type { CandleRow } from '@q/brokers';
import { DAY_MS, MINUTE_MS, MONDAY } from './hand-made.js';

/** A random walk of minutes in cents from Monday 2025-01-06 on, the same for the same seed. */
export function walk(count: number, seed: number): CandleRow[] {
  let state = seed;
  const random = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  let price = 10_000;
  return Array.from({ length: count }, (_, index) => {
    const open = price;
    price = Math.max(5_000, price + Math.round((random() - 0.5) * 40));
    const [high, low] = [Math.max(open, price) + 5, Math.min(open, price) - 5];
    const prices = { open: open / 100, high: high / 100, low: low / 100, close: price / 100 };
    return { openTime: MONDAY + index * MINUTE_MS, ...prices, volume: 1 };
  });
}

/** Daily candles from a day at midnight on, whose closes are given, each opening at the close before it. */
export function dailyCandles(
  from: number,
  closes: readonly number[],
): { openTime: number; open: number; close: number }[] {
  return closes.map((close, at) => ({ openTime: from + at * DAY_MS, open: closes[at - 1] ?? close, close }));
}
