import type { SystemConfig } from '@q/config';
import type { SwapRow } from '@q/trading';
import { findSwapRowProblem } from '@q/trading';

/** What was booked when, by symbol, times ascending. */
export type SwapsBySymbol = Readonly<Record<string, readonly SwapRow[]>>;

/**
 * A configuration with swaps by date; those of a symbol take the place of a file's.
 * @throws Error where a symbol is not traded, or its rows cannot be used
 */
export function withSwaps(config: SystemConfig, swaps: SwapsBySymbol | undefined): SystemConfig {
  if (swaps === undefined) return config;
  // Of one's own: a configuration is frozen where one is made of another.
  const own: Record<string, readonly SwapRow[]> = {};
  for (const [symbol, rows] of Object.entries(swaps)) {
    const { symbols } = config.trading;
    if (!symbols.includes(symbol))
      throw new Error(`swaps has rows of "${symbol}", and trading.symbols lists ${symbols.join(', ')}`);
    const problem = findSwapRowProblem(rows);
    if (problem !== undefined) throw new Error(`the swaps of ${symbol}, ${problem}`);
    own[symbol] = rows.map(({ at, long, short }) => ({ at, long, short }));
  }
  return { ...config, swaps: { ...config.swaps, ...own } };
}
