import type { Clock } from './clock.js';

interface Timer {
  readonly due: number;
  readonly order: number;
  readonly run: () => void;
}

/** A clock that stands still until it is moved. Timers run in the order they are due, those of one instant in the order they were set. */
export class VirtualClock implements Clock {
  #now: number;
  #timers: Timer[] = [];
  #set = 0;

  constructor(startMs = 0) {
    this.#now = startMs;
  }

  now(): number {
    return this.#now;
  }

  setTimer(delayMs: number, run: () => void): () => void {
    const timer: Timer = { due: this.#now + Math.max(0, delayMs), order: ++this.#set, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Moves to `instant`, running every timer due up to then at its own time. Never goes back. */
  advanceTo(instant: number): void {
    if (instant < this.#now) throw new Error(`the virtual clock cannot go back from ${this.#now} to ${instant}`);
    this.runDue(instant);
    // A timer may have moved it further.
    this.#now = Math.max(this.#now, instant);
  }

  /** Runs what is due up to `instant` (now, where none is given), timers set meanwhile included. */
  runDue(instant: number = this.#now): void {
    while (this.#timers.length > 0) {
      const next = this.#timers.reduce((a, b) => (b.due < a.due || (b.due === a.due && b.order < a.order) ? b : a));
      if (next.due > instant) return;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = Math.max(this.#now, next.due);
      next.run();
    }
  }

  /** When the next timer is due, or `undefined` where none is set. */
  get nextDue(): number | undefined {
    return this.#timers.length === 0 ? undefined : Math.min(...this.#timers.map((timer) => timer.due));
  }
}
