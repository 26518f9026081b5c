import { setTimeout as wait } from 'node:timers/promises';
import type { Check } from './check.js';
import type { Finding } from './finding.js';
import { fail, ok, warn } from './finding.js';

const SPAN_MS = 100;
const JUMP_MS = 50;
const YEARS = { first: 2025, last: 2100 };

/** Whether the wall clock goes as fast as time does, and shows a time that can be. */
export const checkClock: Check = {
  name: 'clock',
  async look() {
    const [wall, monotonic] = [Date.now(), performance.now()];
    await wait(SPAN_MS);
    const now = Date.now();
    return clockFinding({ now, wallMs: now - wall, monotonicMs: performance.now() - monotonic });
  },
};

export interface ClockReading {
  /** ms UTC. */
  readonly now: number;
  /** What passed on each clock over the same span. */
  readonly wallMs: number;
  readonly monotonicMs: number;
}

export function clockFinding({ now, wallMs, monotonicMs }: ClockReading): Finding {
  const date = new Date(now);
  const year = date.getUTCFullYear();
  const jump = wallMs - monotonicMs;
  if (year < YEARS.first || year > YEARS.last)
    return fail(`it shows ${date.toISOString()}`, 'set it: timedatectl set-ntp true');
  if (Math.abs(jump) > JUMP_MS)
    return warn(
      `it moved by ${wallMs.toFixed(0)} ms while ${monotonicMs.toFixed(0)} ms passed`,
      'let one program alone set it, in small steps (chrony or systemd-timesyncd)',
    );
  return ok(`${date.toISOString().slice(0, 19)}Z, steady`);
}
