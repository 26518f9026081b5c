import { VirtualClock } from '@q/events';
import type { Sockets } from './sockets.js';

/** Whether a run waits for real time: on a real clock, or on a virtual one with a pace. */
export function runsInRealTime({ clock, pace }: Pick<Sockets, 'clock' | 'pace'>): boolean {
  return pace !== undefined || !(clock instanceof VirtualClock);
}
