import type { ApprovedOrder, PriceBar, Side } from '@q/events';
import { limitFillPrice, stopFillPrice } from '@q/trading';
import type { Entering } from './filling.js';

/** What a candle does to a waiting order: nothing, a fill, or a stop-limit order becomes a limit order. */
export type Match = { readonly kind: 'none' | 'triggered' } | ({ readonly kind: 'fill' } & Found);

/** How it would be filled: how much of it, and with which slippage, is for the market to say. */
type Found = Omit<Entering, 'volume' | 'slippage'>;

export interface MatchTerms {
  /** What a fill at the bar's open, and one inside it, has for its time, ms UTC. */
  readonly openTime: number;
  readonly closeTime: number;
  /** Prices on the order's side. */
  readonly bar: PriceBar;
  /** The stop price was reached by an earlier candle, or tick. */
  readonly isTriggered: boolean;
  /** An earlier tick found its limit waiting in the market: whoever comes to it trades at its price. */
  readonly isResting: boolean;
}

const NONE: Match = { kind: 'none' };

/** Whether and how a candle fills a waiting order. Rules: docs/fill-model.md. */
export function matchEntry(order: ApprovedOrder, terms: MatchTerms): Match {
  const { side, limitPrice, stopPrice, timeInForce } = order;
  const { bar, openTime: at } = terms;
  if (stopPrice !== undefined && !terms.isTriggered) return matchStop(order, stopPrice, terms);
  if (limitPrice === undefined) return { kind: 'fill', touch: bar.open, at, isNew: false, isMaker: false };
  if (timeInForce !== 'IOC' && timeInForce !== 'FOK') return matchLimit(side, limitPrice, terms);
  if (!isWithin(side, bar.open, limitPrice)) return NONE;
  return { kind: 'fill', touch: bar.open, at, isNew: false, isMaker: false };
}

function matchLimit(side: Side, limitPrice: number, terms: MatchTerms): Match {
  const { bar, openTime, closeTime } = terms;
  const reached = limitFillPrice(side, limitPrice, bar);
  if (reached === undefined) return NONE;
  const touch = terms.isResting ? limitPrice : reached;
  const opensThere = isWithin(side, bar.open, limitPrice);
  const at = opensThere ? openTime : closeTime;
  return { kind: 'fill', touch, at, isNew: !opensThere, isMaker: true };
}

function matchStop({ side, limitPrice }: ApprovedOrder, stopPrice: number, terms: MatchTerms): Match {
  const { bar, openTime, closeTime } = terms;
  const opensBeyond = isWithin(side === 'buy' ? 'sell' : 'buy', bar.open, stopPrice);
  const at = opensBeyond ? openTime : closeTime;
  const touch = stopFillPrice(side, stopPrice, bar, 0);
  if (touch === undefined) return NONE;
  if (limitPrice === undefined) return { kind: 'fill', touch, at, isNew: !opensBeyond, isMaker: false };
  if (opensBeyond) {
    const match = matchLimit(side, limitPrice, terms);
    return match.kind === 'fill' ? match : { kind: 'triggered' };
  }
  // Reached inside the candle: what comes after it there is not known, so only the price at that moment counts.
  if (!isWithin(side, stopPrice, limitPrice)) return { kind: 'triggered' };
  return { kind: 'fill', touch: stopPrice, at, isNew: true, isMaker: true };
}

/** Whether a price is at the limit of a side or better for it. */
function isWithin(side: Side, price: number, limit: number): boolean {
  return side === 'buy' ? price <= limit : price >= limit;
}
