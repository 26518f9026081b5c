import type { Clock } from '@q/events';
import { VirtualClock } from '@q/events';

/** A clock that the system takes for a real one and polls; `drive` moves it from timer to timer while something runs. */
export class PolledClock implements Clock {
  readonly #time: VirtualClock;

  constructor(start: number) {
    this.#time = new VirtualClock(start);
  }

  now(): number {
    return this.#time.now();
  }

  setTimer(delayMs: number, run: () => void): () => void {
    return this.#time.setTimer(delayMs, run);
  }

  /** Time that passes at once, as it does while a machine sleeps: timers due meanwhile run when it wakes. */
  sleep(ms: number): void {
    this.#time.advanceTo(this.#time.now() + ms);
  }

  /** Timers that wait. */
  get nextDue(): number | undefined {
    return this.#time.nextDue;
  }

  async drive<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const finished = (): void => {
      isDone = true;
    };
    work.then(finished, finished);
    for (let turn = 0; turn < 100_000; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (isDone) return work;
      const due = this.#time.nextDue;
      if (due !== undefined) this.#time.advanceTo(due);
    }
    throw new Error('it does not come to an end');
  }
}
