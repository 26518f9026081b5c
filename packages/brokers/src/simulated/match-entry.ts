import type { ApprovedOrder, Quotes, Side } from '@q/events';
import { limitFillPrice, ownBar, stopFillPrice } from '@q/trading';
import type { Entering } from './filling.js';

/** What a candle does to a waiting order: nothing, a fill, or a stop-limit order becomes a limit order. */
export type Match = 'none' | 'triggered' | Found;

/** How it would be filled: how much of it, and with which slippage, is for the market to write into it. */
export type Found = { -readonly [K in keyof Entering]: Entering[K] };

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

/** Whether and how a candle fills a waiting order. Rules: docs/fill-model.md. */
export function matchEntry(waiting: Waiting, seen: Seen): Match {
  const { side, limitPrice, stopPrice, timeInForce } = waiting.order;
  if (stopPrice !== undefined && !waiting.isTriggered) return matchStop(waiting, stopPrice, seen);
  const bar = ownBar(side, seen.quotes);
  const { openTime: at } = seen;
  if (limitPrice === undefined) return found(bar.open, at, AT_OPEN);
  if (timeInForce !== 'IOC' && timeInForce !== 'FOK') return matchLimit(waiting, limitPrice, seen);
  return isWithin(side, bar.open, limitPrice) ? found(bar.open, at, AT_OPEN) : 'none';
}

type Manner = Pick<Found, 'isNew' | 'isMaker'>;

const AT_OPEN: Manner = { isNew: false, isMaker: false };

function found(touch: number, at: number, { isNew, isMaker }: Manner): Found {
  return { volume: 0, touch, slippage: undefined, at, isNew, isMaker };
}

function matchLimit({ order: { side }, isResting }: Waiting, limitPrice: number, seen: Seen): Match {
  const { openTime, closeTime } = seen;
  const bar = ownBar(side, seen.quotes);
  const reached = limitFillPrice(side, limitPrice, bar);
  if (reached === undefined) return 'none';
  const touch = isResting ? limitPrice : reached;
  const opensThere = isWithin(side, bar.open, limitPrice);
  const at = opensThere ? openTime : closeTime;
  return found(touch, at, { isNew: !opensThere, isMaker: true });
}

function matchStop(waiting: Waiting, stopPrice: number, seen: Seen): Match {
  const { side, limitPrice } = waiting.order;
  const { openTime, closeTime } = seen;
  const bar = ownBar(side, seen.quotes);
  const opensBeyond = isWithin(side === 'buy' ? 'sell' : 'buy', bar.open, stopPrice);
  const at = opensBeyond ? openTime : closeTime;
  const touch = stopFillPrice(side, stopPrice, bar, 0);
  if (touch === undefined) return 'none';
  if (limitPrice === undefined) return found(touch, at, { isNew: !opensBeyond, isMaker: false });
  if (opensBeyond) {
    const match = matchLimit(waiting, limitPrice, seen);
    return match === 'none' ? 'triggered' : match;
  }
  // Reached inside the candle: what comes after it there is not known, so only the price at that moment counts.
  if (!isWithin(side, stopPrice, limitPrice)) return 'triggered';
  return found(stopPrice, at, { isNew: true, isMaker: true });
}

/** Whether a price is at the limit of a side or better for it. */
function isWithin(side: Side, price: number, limit: number): boolean {
  return side === 'buy' ? price <= limit : price >= limit;
}
