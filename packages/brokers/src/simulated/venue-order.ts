import type { ApprovedOrder } from '@q/events';
import type { OrderState } from '@q/trading';
import { nextOrderState } from '@q/trading';
import type { Delay } from './market-friction.js';

/** An order that the simulated venue has accepted, until its end. */
export class VenueOrder {
  readonly order: ApprovedOrder;
  /** When it ends unfilled, ms UTC. */
  readonly endsAt: number;
  /** A candle that opens before it comes too early, ms UTC. */
  readonly countsFrom: number;
  /** Candles that it still misses. */
  barsToMiss: number;
  /** Whether the present candle is one of those that it misses. */
  isMissing = false;
  /** Whether it takes part in the present candle, or tick. */
  isThere = false;
  /** Whether a tick came before that it was there for as a limit order: it waits in the market then, and gets its own price. */
  isResting = false;
  /** Whether the stop price was reached: it is a limit order since, or a market order where it has no limit. */
  isTriggered = false;
  /** Whether a fill of it opened a position or went into one: one that only closed so far has none. */
  hasEntered = false;
  #state: OrderState = 'accepted';
  #left: number;

  constructor(order: ApprovedOrder, endsAt: number, delay: Delay) {
    this.order = order;
    this.endsAt = endsAt;
    this.countsFrom = delay.countsFrom;
    this.barsToMiss = delay.barsToMiss;
    this.#left = order.volume;
  }

  get state(): OrderState {
    return this.#state;
  }

  /** Lots that are not filled yet. */
  get left(): number {
    return this.#left;
  }

  /** @throws Error where the order may not pass to this state */
  become(state: OrderState): void {
    this.#state = nextOrderState(this.#state, state);
  }

  /** It was filled but for so many lots. */
  filledTo(left: number): void {
    this.become(left > 0 ? 'partially_filled' : 'filled');
    this.#left = left;
  }
}

/** What the venue calls its n-th order. */
export function venueOrderId(number: number): string {
  return `sim-${number}`;
}
