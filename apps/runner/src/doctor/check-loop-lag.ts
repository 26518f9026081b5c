import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { Check } from './check.js';
import type { Finding } from './finding.js';
import { ok, warn } from './finding.js';

const SPAN_MS = 200;
const RESOLUTION_MS = 5;
const NANOSECONDS_PER_MS = 1e6;
/** More than that is felt where orders are timed. */
const LATE_MS = 50;

/** How late timers run while nothing else is done: more than a few ms means that the machine has too much to do. */
export const checkLoopLag: Check = {
  name: 'loop lag',
  async look() {
    const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
    histogram.enable();
    await wait(SPAN_MS);
    histogram.disable();
    // What is measured is the time between two turns of a timer.
    const p99 = histogram.count === 0 ? SPAN_MS : histogram.percentile(99) / NANOSECONDS_PER_MS - RESOLUTION_MS;
    return lagFinding(Math.max(0, p99));
  },
};

export function lagFinding(p99Ms: number): Finding {
  const text = `p99 ${p99Ms.toFixed(1)} ms`;
  return p99Ms < LATE_MS ? ok(text) : warn(text, 'the machine has too much to do: give it more, or move the bot');
}
