import type { ApprovedOrder, Candle, PriceBar, Side } from '@q/events';
import { limitFillPrice, marketFillPrice, stopFillPrice } from '@q/trading';
import type { Entering } from './venue-ledger.js';

/** What a candle does to a waiting order: nothing, a fill, or a stop-limit order becomes a limit order. */
export type Match = { readonly kind: 'none' | 'triggered' } | ({ readonly kind: 'fill' } & Entering);

export interface MatchTerms {
  readonly candle: Candle;
  /** Lots that can be filled. */
  readonly volume: number;
  /** The candle's prices on the order's side. */
  readonly bar: PriceBar;
  /** Price distance, against the trader; asked for once, by what is filled with it. */
  readonly slippage: () => number;
  /** The stop price was reached by an earlier candle. */
  readonly isTriggered: boolean;
}

const NONE: Match = { kind: 'none' };

/** Whether and how a candle fills a waiting order. Rules: docs/fill-model.md. */
export function matchEntry(order: ApprovedOrder, terms: MatchTerms): Match {
  const { side, limitPrice, stopPrice, timeInForce } = order;
  const { bar, candle, slippage, volume } = terms;
  const openTime = candle.openTime;
  if (stopPrice !== undefined && !terms.isTriggered) return matchStop(order, stopPrice, terms);
  if (limitPrice === undefined) {
    const rawPrice = marketFillPrice(side, bar.open, slippage());
    return { kind: 'fill', volume, rawPrice, at: openTime, isNew: false, isMaker: false };
  }
  if (timeInForce !== 'IOC' && timeInForce !== 'FOK') return matchLimit(side, limitPrice, terms);
  if (!isWithin(side, bar.open, limitPrice)) return NONE;
  return { kind: 'fill', volume, rawPrice: bar.open, at: openTime, isNew: false, isMaker: false };
}

function matchLimit(side: Side, limitPrice: number, { bar, candle, volume }: MatchTerms): Match {
  const rawPrice = limitFillPrice(side, limitPrice, bar);
  if (rawPrice === undefined) return NONE;
  const opensThere = isWithin(side, bar.open, limitPrice);
  const at = opensThere ? candle.openTime : candle.closeTime;
  return { kind: 'fill', volume, rawPrice, at, isNew: !opensThere, isMaker: true };
}

function matchStop({ side, limitPrice }: ApprovedOrder, stopPrice: number, terms: MatchTerms): Match {
  const { bar, candle, slippage, volume } = terms;
  const opensBeyond = isWithin(side === 'buy' ? 'sell' : 'buy', bar.open, stopPrice);
  const at = opensBeyond ? candle.openTime : candle.closeTime;
  const reached = stopFillPrice(side, stopPrice, bar, 0);
  if (reached === undefined) return NONE;
  if (limitPrice === undefined) {
    const rawPrice = marketFillPrice(side, reached, slippage());
    return { kind: 'fill', volume, rawPrice, at, isNew: !opensBeyond, isMaker: false };
  }
  if (opensBeyond) {
    const match = matchLimit(side, limitPrice, terms);
    return match.kind === 'fill' ? match : { kind: 'triggered' };
  }
  // Reached inside the candle: what comes after it there is not known, so only the price at that moment counts.
  if (!isWithin(side, stopPrice, limitPrice)) return { kind: 'triggered' };
  return { kind: 'fill', volume, rawPrice: stopPrice, at, isNew: true, isMaker: true };
}

/** Whether a price is at the limit of a side or better for it. */
function isWithin(side: Side, price: number, limit: number): boolean {
  return side === 'buy' ? price <= limit : price >= limit;
}
