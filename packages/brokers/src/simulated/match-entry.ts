import type { ApprovedOrder, PriceBar, Side } from '@q/events';
import { limitFillPrice, stopFillPrice } from '@q/trading';
import type { Entering } from './filling.js';

/** What a candle does to a waiting order: nothing, a fill, or a stop-limit order becomes a limit order. */
export type Match = { readonly kind: 'none' | 'triggered' } | ({ readonly kind: 'fill' } & Entering);

export interface MatchTerms {
  /** What a fill at the bar's open, and one inside it, has for its time, ms UTC. */
  readonly openTime: number;
  readonly closeTime: number;
  /** Lots that can be filled. */
  readonly volume: number;
  /** Prices on the order's side. */
  readonly bar: PriceBar;
  /** Price distance, against the trader; asked for once, by what is filled with it. */
  readonly slippage: () => number;
  /** The stop price was reached by an earlier candle, or tick. */
  readonly isTriggered: boolean;
  /** An earlier tick found its limit waiting in the market: whoever comes to it trades at its price. */
  readonly isResting: boolean;
}

const NONE: Match = { kind: 'none' };

/** Whether and how a candle fills a waiting order. Rules: docs/fill-model.md. */
export function matchEntry(order: ApprovedOrder, terms: MatchTerms): Match {
  const { side, limitPrice, stopPrice, timeInForce } = order;
  const { bar, openTime: at, slippage, volume } = terms;
  if (stopPrice !== undefined && !terms.isTriggered) return matchStop(order, stopPrice, terms);
  if (limitPrice === undefined)
    return { kind: 'fill', volume, touch: bar.open, slippage: slippage(), at, isNew: false, isMaker: false };
  if (timeInForce !== 'IOC' && timeInForce !== 'FOK') return matchLimit(side, limitPrice, terms);
  if (!isWithin(side, bar.open, limitPrice)) return NONE;
  return { kind: 'fill', volume, touch: bar.open, at, isNew: false, isMaker: false };
}

function matchLimit(side: Side, limitPrice: number, terms: MatchTerms): Match {
  const { bar, openTime, closeTime, volume } = terms;
  const reached = limitFillPrice(side, limitPrice, bar);
  if (reached === undefined) return NONE;
  const touch = terms.isResting ? limitPrice : reached;
  const opensThere = isWithin(side, bar.open, limitPrice);
  const at = opensThere ? openTime : closeTime;
  return { kind: 'fill', volume, touch, at, isNew: !opensThere, isMaker: true };
}

function matchStop({ side, limitPrice }: ApprovedOrder, stopPrice: number, terms: MatchTerms): Match {
  const { bar, openTime, closeTime, slippage, volume } = terms;
  const opensBeyond = isWithin(side === 'buy' ? 'sell' : 'buy', bar.open, stopPrice);
  const at = opensBeyond ? openTime : closeTime;
  const touch = stopFillPrice(side, stopPrice, bar, 0);
  if (touch === undefined) return NONE;
  if (limitPrice === undefined)
    return { kind: 'fill', volume, touch, slippage: slippage(), at, isNew: !opensBeyond, isMaker: false };
  if (opensBeyond) {
    const match = matchLimit(side, limitPrice, terms);
    return match.kind === 'fill' ? match : { kind: 'triggered' };
  }
  // Reached inside the candle: what comes after it there is not known, so only the price at that moment counts.
  if (!isWithin(side, stopPrice, limitPrice)) return { kind: 'triggered' };
  return { kind: 'fill', volume, touch: stopPrice, at, isNew: true, isMaker: true };
}

/** Whether a price is at the limit of a side or better for it. */
function isWithin(side: Side, price: number, limit: number): boolean {
  return side === 'buy' ? price <= limit : price >= limit;
}
