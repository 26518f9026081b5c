import { Worker } from 'node:worker_threads';
import type { Clock } from '@q/events';
import type { Watchdog } from './sockets.js';

export interface WatchdogOptions {
  /** Where the worker is: the URL of this package's subpath `watchdog-worker`. */
  readonly workerUrl: URL;
  readonly clock: Clock;
  readonly warnAfterMs: number;
  readonly degradedAfterMs: number;
  readonly killAfterMs: number;
  /** Told on this thread, once it turns again, how long it stood still. */
  readonly onStall: (stall: {
    readonly ms: number;
    readonly degraded: boolean;
    readonly eventType: string | undefined;
  }) => void;
  /** The watchdog itself has failed: nobody watches any more. */
  readonly onError: (error: Error) => void;
}

/** What the worker is started with. `memory`: heartbeat counter, place of the event type being handled in `eventTypes`. */
export interface WatchdogWorkerData {
  readonly memory: SharedArrayBuffer;
  readonly warnAfterMs: number;
  readonly killAfterMs: number;
  readonly pid: number;
}

const HEARTBEAT_MS = 100;

/**
 * A second thread that sees when this one stops turning: it warns on stderr while that lasts, and ends the process when it lasts too long,
 * for a stuck loop cannot be cured from inside.
 */
export function threadWatchdog(options: WatchdogOptions): Watchdog {
  const memory = new SharedArrayBuffer(8);
  const cells = new Int32Array(memory);
  let worker: Worker | undefined;
  let cancel: (() => void) | undefined;
  let handled: string | undefined;
  let lastBeat = 0;
  const beat = (): void => {
    const now = options.clock.now();
    const ms = now - lastBeat - HEARTBEAT_MS;
    if (ms >= options.warnAfterMs) options.onStall({ ms, degraded: ms >= options.degradedAfterMs, eventType: handled });
    lastBeat = now;
    Atomics.add(cells, 0, 1);
    cancel = options.clock.setTimer(HEARTBEAT_MS, beat);
  };
  return {
    start() {
      const { warnAfterMs, killAfterMs } = options;
      const workerData: WatchdogWorkerData = { memory, warnAfterMs, killAfterMs, pid: process.pid };
      // Flags of this process, such as a script given on its command line, are not the worker's.
      worker = new Worker(options.workerUrl, { workerData, execArgv: [] });
      worker.on('error', options.onError);
      worker.unref();
      lastBeat = options.clock.now();
      beat();
    },
    handling(eventType) {
      handled = eventType;
    },
    async stop() {
      cancel?.();
      await worker?.terminate();
      worker = undefined;
    },
  };
}
