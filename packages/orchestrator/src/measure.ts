import type { Envelope, TradingEvent } from '@q/events';

type Hand = (event: TradingEvent, envelope: Envelope) => void | Promise<void>;

/** The same, and `took` is told how long it was, also where it threw. What a promise does later is not counted. */
export function measure(hand: Hand, took: (ms: number) => void, now: () => number): Hand {
  return (event, envelope) => {
    const beganAt = now();
    try {
      return hand(event, envelope);
    } finally {
      took(now() - beganAt);
    }
  };
}
