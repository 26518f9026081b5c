import type { BacktestRequest } from './backtest-request.js';

/** @throws Error that names what of a request nobody can mean: a program in plain JavaScript may ask for anything */
export function checkRequest({ from, to, duplicates, candles }: BacktestRequest): void {
  for (const [name, instant] of Object.entries({ from, to }))
    if (instant !== undefined && !Number.isFinite(instant))
      throw new Error(`${name} is ${String(instant)}: give an instant in ms UTC, such as Date.UTC(2025, 0, 6)`);
  if (duplicates !== undefined && duplicates !== 'keep' && duplicates !== 'reject')
    throw new Error(`duplicates is ${String(duplicates)}, and must be keep or reject`);
  if (typeof candles !== 'object' || candles === null)
    throw new Error('the request has no candles: give those of each symbol, as { EURUSD: rows }');
  for (const [symbol, given] of Object.entries(candles))
    if (!isSource(given))
      throw new Error(
        `the candles of ${symbol} are none: give rows, columns, { timeframe, candles }, { bid, ask } or { ticks }`,
      );
}

function isSource(given: unknown): boolean {
  if (typeof given !== 'object' || given === null) return false;
  return Array.isArray(given) || ['openTime', 'candles', 'bid', 'ask', 'ticks'].some((key) => key in given);
}
