import type { CandleRow } from '@q/brokers';

/** The averages that cross, candles. */
export const [FAST, SLOW] = [10, 30];
/** Account currency for each order of one lot. */
export const COMMISSION = 1.25;
export const BALANCE = 1_000_000;

/** What a contestant says of its run: closed trades and the balance at the end, which must agree before a speed counts. */
export interface JobResult {
  readonly trades: number;
  readonly balance: number;
  readonly cpuMs: number;
}

/** A seeded walk in cents around 50,000.00, a candle each minute; its steps are so wide that two averages are hardly ever equal. */
export function walk(count: number): CandleRow[] {
  let state = 42;
  const random = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  let price = 5_000_000;
  const start = Date.UTC(2020, 0, 6);
  return Array.from({ length: count }, (_, index) => {
    const open = price;
    price = Math.max(100_000, price + Math.round((random() - 0.5) * 10_000));
    const [high, low] = [Math.max(open, price) + 5, Math.min(open, price) - 5];
    const prices = { open: open / 100, high: high / 100, low: low / 100, close: price / 100 };
    return { openTime: start + index * 60_000, ...prices, volume: 1 };
  });
}

/**
 * The floor: the job as a hand-written loop over columns. Long on a cross upwards, flat on a cross downwards, one lot of one unit, at the next
 * open, sums in whole cents.
 */
export function floorLoop(
  open: Float64Array,
  close: Float64Array,
): { readonly trades: number; readonly balance: number } {
  let [fastSum, slowSum, balance, entry, trades] = [0, 0, BALANCE * 100, NaN, 0];
  let [wantsIn, wantsOut, before] = [false, false, NaN];
  const cents = (value: number | undefined): number => Math.round((value ?? NaN) * 100);
  for (let at = 0; at < close.length; at += 1) {
    if (wantsIn) [entry, balance] = [cents(open[at]), balance - COMMISSION * 100];
    if (wantsOut) {
      balance += cents(open[at]) - entry - COMMISSION * 100;
      entry = NaN;
      trades += 1;
    }
    const price = cents(close[at]);
    fastSum += price - (at >= FAST ? cents(close[at - FAST]) : 0);
    slowSum += price - (at >= SLOW ? cents(close[at - SLOW]) : 0);
    // Compared as whole numbers: fast mean against slow mean, without division.
    const difference = at < SLOW - 1 ? NaN : fastSum * (SLOW / FAST) - slowSum;
    wantsIn = before <= 0 && difference > 0 && Number.isNaN(entry);
    wantsOut = before >= 0 && difference < 0 && !Number.isNaN(entry);
    before = difference;
  }
  return { trades, balance: balance / 100 };
}
