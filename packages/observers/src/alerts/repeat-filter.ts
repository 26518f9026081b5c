import type { Clock } from '@q/events';

export interface RepeatFilterOptions<Item> {
  readonly clock: Clock;
  /** Keys that are remembered; beyond them the oldest is told and forgotten. */
  readonly limit: number;
  /** Told at the end of a window in which so many more came. */
  readonly onMore: (more: number, last: Item) => void;
}

interface Window<Item> {
  more: number;
  last: Item;
  readonly cancel: () => void;
}

/** Lets the first of a kind through and counts the others until its window ends: they are told together then. */
export class RepeatFilter<Item> {
  readonly #options: RepeatFilterOptions<Item>;
  readonly #windows = new Map<string, Window<Item>>();

  constructor(options: RepeatFilterOptions<Item>) {
    this.#options = options;
  }

  /** Whether it is the first of its kind for this long; otherwise it has been counted. */
  passes(key: string, windowMs: number, item: Item): boolean {
    const open = this.#windows.get(key);
    if (open !== undefined) {
      open.more += 1;
      open.last = item;
      return false;
    }
    if (windowMs <= 0) return true;
    const [oldest] = this.#windows.keys();
    if (oldest !== undefined && this.#windows.size >= this.#options.limit) this.#end(oldest);
    this.#open(key, windowMs, item);
    return true;
  }

  /** Tells everything that was only counted, and ends. */
  close(): void {
    for (const key of this.#windows.keys()) this.#end(key);
  }

  #open(key: string, windowMs: number, item: Item): void {
    const cancel = this.#options.clock.setTimer(windowMs, () => {
      // What goes on and on is told once in each window.
      const last = this.#end(key);
      if (last !== undefined) this.#open(key, windowMs, last);
    });
    this.#windows.set(key, { more: 0, last: item, cancel });
  }

  /** Ends a window; the last item where some were only counted. */
  #end(key: string): Item | undefined {
    const window = this.#windows.get(key);
    this.#windows.delete(key);
    window?.cancel();
    if (window === undefined || window.more === 0) return undefined;
    this.#options.onMore(window.more, window.last);
    return window.last;
  }
}
