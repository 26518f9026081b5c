import type { Clock } from './clock.js';

/** What the runtime can count, 24.8 days; a longer delay would run at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** The machine's clock. */
export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    setTimer(delayMs, run) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const wait = (leftMs: number): void => {
        const stepMs = Math.min(leftMs, LONGEST_MS);
        timer = setTimeout(() => (leftMs > stepMs ? wait(leftMs - stepMs) : run()), stepMs);
      };
      wait(delayMs);
      return () => clearTimeout(timer);
    },
  };
}
