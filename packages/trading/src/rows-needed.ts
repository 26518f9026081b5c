import type { Condition } from './strategy-schema.js';

/** Rows of its timeframe that a condition looks at: the newest, those a lookback and `previous_` reach, and one more for operators over two closes. */
export function rowsNeededBy({ signal, value, lookback }: Condition): number {
  const previous = [signal, typeof value === 'string' ? value : ''].map((name) => name.split('previous_').length - 1);
  return lookback + 1 + Math.max(...previous);
}
