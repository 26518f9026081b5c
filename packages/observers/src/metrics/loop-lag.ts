import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 10;
const WINDOW_SECONDS = 30;
const NANOSECONDS = 1e-9;

export interface LagReading {
  readonly median: number;
  readonly p99: number;
  readonly max: number;
}

const NONE: LagReading = { median: 0, p99: 0, max: 0 };

/**
 * How late timers run, in seconds. Two readers, such as Prometheus and StatsD, must not take each other's worst: windows of 30 seconds are
 * measured, and the worse of the newest two is given.
 */
export class LoopLag {
  readonly #histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  readonly #seconds: () => number;
  #windowBegan: number;
  #before = NONE;

  /** @param seconds runs forward only, such as the uptime of the process */
  constructor(seconds: () => number) {
    this.#seconds = seconds;
    this.#windowBegan = seconds();
    this.#histogram.enable();
  }

  read(): LagReading {
    const { median, p99, max } = this.#window();
    const worst = {
      median: Math.max(median, this.#before.median),
      p99: Math.max(p99, this.#before.p99),
      max: Math.max(max, this.#before.max),
    };
    if (this.#seconds() - this.#windowBegan >= WINDOW_SECONDS) {
      this.#before = { median, p99, max };
      this.#windowBegan = this.#seconds();
      this.#histogram.reset();
    }
    return worst;
  }

  close(): void {
    this.#histogram.disable();
  }

  #window(): LagReading {
    const { count, max } = this.#histogram;
    if (count === 0) return NONE;
    return {
      median: lag(this.#histogram.percentile(50)),
      p99: lag(this.#histogram.percentile(99)),
      max: lag(max),
    };
  }
}

/** What is measured is the time between two turns of a timer; what is more than its period is lag. */
function lag(nanoseconds: number): number {
  return Math.max(0, nanoseconds * NANOSECONDS - RESOLUTION_MS / 1_000);
}
