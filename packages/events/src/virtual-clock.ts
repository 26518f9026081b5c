import type { Clock } from './clock.js';

interface Timer {
  readonly due: number;
  /** The how many-th it is: those of one instant run as they were set. */
  readonly order: number;
  readonly run: () => void;
  /** Where it stands in the heap; -1 where it is not in it any more. */
  place: number;
}

/** A clock that stands still until it is moved. Timers run in the order they are due, those of one instant in the order they were set. */
export class VirtualClock implements Clock {
  #now: number;
  /** A binary heap: nobody is due before the one above it. */
  readonly #timers: Timer[] = [];
  #set = 0;

  constructor(startMs = 0) {
    this.#now = startMs;
  }

  now(): number {
    return this.#now;
  }

  setTimer(delayMs: number, run: () => void): () => void {
    this.#set += 1;
    const timer: Timer = { due: this.#now + Math.max(0, delayMs), order: this.#set, run, place: this.#timers.length };
    this.#timers.push(timer);
    rise(this.#timers, timer);
    return () => this.#remove(timer);
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
    for (let next = this.#timers[0]; next !== undefined && next.due <= instant; next = this.#timers[0]) {
      this.#remove(next);
      this.#now = Math.max(this.#now, next.due);
      next.run();
    }
  }

  /** When the next timer is due, or `undefined` where none is set. */
  get nextDue(): number | undefined {
    return this.#timers[0]?.due;
  }

  /** The last one takes its place, and goes from there to where it belongs. */
  #remove(timer: Timer): void {
    const { place } = timer;
    if (place < 0) return;
    timer.place = -1;
    const last = this.#timers.pop();
    if (last === undefined || last === timer) return;
    put(this.#timers, last, place);
    rise(this.#timers, last);
    sink(this.#timers, last);
  }
}

function isBefore(one: Timer, other: Timer): boolean {
  return one.due < other.due || (one.due === other.due && one.order < other.order);
}

function put(timers: Timer[], timer: Timer, place: number): void {
  timers[place] = timer;
  timer.place = place;
}

/** Changes places with those above it that are due later. */
function rise(timers: Timer[], timer: Timer): void {
  while (timer.place > 0) {
    const { place } = timer;
    const above = timers[(place - 1) >> 1];
    if (above === undefined || !isBefore(timer, above)) return;
    put(timers, timer, above.place);
    put(timers, above, place);
  }
}

/** Changes places with those below it that are due earlier. */
function sink(timers: Timer[], timer: Timer): void {
  for (;;) {
    const { place } = timer;
    const [left, right] = [timers[2 * place + 1], timers[2 * place + 2]];
    if (left === undefined) return;
    const below = right !== undefined && isBefore(right, left) ? right : left;
    if (!isBefore(below, timer)) return;
    put(timers, timer, below.place);
    put(timers, below, place);
  }
}
