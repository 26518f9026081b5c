const MINUTE_MS = 60_000;
/** A Monday, 08:00 UTC. */
export const WAVES_FROM = Date.UTC(2025, 0, 6, 8);

/** Closes of one-minute candles that go up and down with two periods, in five decimals. */
export const WAVES: readonly number[] = Array.from({ length: 180 }, (_, minute) => {
  const price = 1.1 + 0.001 * Math.sin(minute * 0.7) + 0.002 * Math.sin(minute * 0.05);
  return Math.round(price * 100_000) / 100_000;
});

/** When the n-th minute (from 1) closes. */
export function closeAt(minute: number): string {
  return new Date(WAVES_FROM + minute * MINUTE_MS).toISOString();
}

/** The close of the n-th minute, from 1. */
export function waveClose(minute: number): number {
  return WAVES[minute - 1] ?? NaN;
}

/** The same as a CSV file of candles, each of which opens where the one before closed. */
export function wavesCsv(closes: readonly number[] = WAVES): string {
  const rows = closes.map((close, index) => {
    const open = closes[index - 1] ?? close;
    const time = new Date(WAVES_FROM + index * MINUTE_MS).toISOString().slice(0, 19).replace('T', ' ');
    return [time, open, Math.max(open, close), Math.min(open, close), close].join(',');
  });
  return ['time,open,high,low,close', ...rows].join('\n');
}
