import type { FeedFailure } from '@q/events';

/** What a feed answers when it is asked for a symbol that it does not have. */
export function unknownSymbol(symbol: string, known: readonly string[]): FeedFailure {
  const list = known.map((name) => `'${name}'`).join(', ') || 'none';
  return { message: `no candles of '${symbol}': this feed has ${list}`, retryable: false };
}
