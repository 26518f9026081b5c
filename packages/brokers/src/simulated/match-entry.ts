import type { ApprovedOrder, Quotes, Side } from '@q/events';
import { limitFillPrice, ownBar, stopFillPrice } from '@q/trading';
import type { Entering } from './filling.js';

/** What a candle does to a waiting order: nothing, a fill, or a stop-limit order becomes a limit order. */
export type Match = { readonly kind: 'none' | 'triggered' } | ({ readonly kind: 'fill' } & Found);

/** How it would be filled: how much of it, and with which slippage, is for the market to say. */
type Found = Omit<Entering, 'volume' | 'slippage'>;

/** An order that waits. */
interface Waiting {
  readonly order: ApprovedOrder;
  /** The stop price was reached by an earlier candle, or tick. */
  readonly isTriggered: boolean;
  /** An earlier tick found its limit waiting in the market: whoever comes to it trades at its price. */
  readonly isResting: boolean;
}

interface Seen {
  /** What a fill at the open of what is seen, and one inside it, has for its time, ms UTC. */
  readonly openTime: number;
  readonly closeTime: number;
  readonly quotes: Quotes;
}

const NONE: Match = { kind: 'none' };

/** Whether and how a candle fills a waiting order. Rules: docs/fill-model.md. */
export function matchEntry(waiting: Waiting, seen: Seen): Match {
  const { side, limitPrice, stopPrice, timeInForce } = waiting.order;
  if (stopPrice !== undefined && !waiting.isTriggered) return matchStop(waiting, stopPrice, seen);
  const bar = ownBar(side, seen.quotes);
  const { openTime: at } = seen;
  if (limitPrice === undefined) return { kind: 'fill', touch: bar.open, at, isNew: false, isMaker: false };
  if (timeInForce !== 'IOC' && timeInForce !== 'FOK') return matchLimit(waiting, limitPrice, seen);
  if (!isWithin(side, bar.open, limitPrice)) return NONE;
  return { kind: 'fill', touch: bar.open, at, isNew: false, isMaker: false };
}

function matchLimit({ order: { side }, isResting }: Waiting, limitPrice: number, seen: Seen): Match {
  const { openTime, closeTime } = seen;
  const bar = ownBar(side, seen.quotes);
  const reached = limitFillPrice(side, limitPrice, bar);
  if (reached === undefined) return NONE;
  const touch = isResting ? limitPrice : reached;
  const opensThere = isWithin(side, bar.open, limitPrice);
  const at = opensThere ? openTime : closeTime;
  return { kind: 'fill', touch, at, isNew: !opensThere, isMaker: true };
}

function matchStop(waiting: Waiting, stopPrice: number, seen: Seen): Match {
  const { side, limitPrice } = waiting.order;
  const { openTime, closeTime } = seen;
  const bar = ownBar(side, seen.quotes);
  const opensBeyond = isWithin(side === 'buy' ? 'sell' : 'buy', bar.open, stopPrice);
  const at = opensBeyond ? openTime : closeTime;
  const touch = stopFillPrice(side, stopPrice, bar, 0);
  if (touch === undefined) return NONE;
  if (limitPrice === undefined) return { kind: 'fill', touch, at, isNew: !opensBeyond, isMaker: false };
  if (opensBeyond) {
    const match = matchLimit(waiting, limitPrice, seen);
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
