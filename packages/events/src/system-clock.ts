import type { Clock } from './clock.js';

/** The machine's clock. */
export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    setTimer(delayMs, run) {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
  };
}
