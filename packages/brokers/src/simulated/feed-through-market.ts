import type { Candle, CandleFeed } from '@q/events';
import { findCandleProblem } from '@q/trading';

/** Something that lives on candles: the simulated broker. */
export interface MarketListener {
  onCandle(symbol: string, candle: Candle): void;
}

/**
 * The same feed, whose candles pass the simulated market first: orders are filled by a candle before anybody else sees it.
 * The market gets each sound candle once, in order; the unsound ones go on to be reported. With `keepsDuplicates` a candle with the time of
 * the one before it is sound.
 */
export function feedThroughMarket(
  feed: CandleFeed,
  market: MarketListener,
  { keepsDuplicates = false }: { readonly keepsDuplicates?: boolean } = {},
): CandleFeed {
  const last = new Map<string, Candle>();
  const hand = (symbol: string, candle: Candle): void => {
    const problem = findCandleProblem(candle, last.get(symbol));
    if (problem !== undefined && !(problem === 'duplicate' && keepsDuplicates)) return;
    last.set(symbol, candle);
    market.onCandle(symbol, candle);
  };
  return {
    baseTimeframe: (symbol) => feed.baseTimeframe(symbol),
    request: (request, inbox) =>
      feed.request(request, {
        candles(candles, completeUntil) {
          for (const candle of candles) if (candle.closeTime <= completeUntil) hand(request.symbol, candle);
          inbox.candles(candles, completeUntil);
        },
        failed: (failure) => inbox.failed(failure),
      }),
    ...(feed.nextClose === undefined ? {} : { nextClose: feed.nextClose.bind(feed) }),
    close: () => feed.close(),
  };
}
