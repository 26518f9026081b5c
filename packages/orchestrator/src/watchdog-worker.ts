import { workerData } from 'node:worker_threads';
import type { WatchdogWorkerData } from './watchdog.js';

const LOOK_EVERY_MS = 50;

/** Runs in the watchdog's thread: counts how long the heartbeat stands still. `Atomics.wait` is its clock. */
function watch({ memory, warnAfterMs, killAfterMs, pid }: WatchdogWorkerData): never {
  const cells = new Int32Array(memory);
  const pause = new Int32Array(new SharedArrayBuffer(4));
  let beat = Atomics.load(cells, 0);
  let stillMs = 0;
  let warned = false;
  for (;;) {
    Atomics.wait(pause, 0, 0, LOOK_EVERY_MS);
    const now = Atomics.load(cells, 0);
    stillMs = now === beat ? stillMs + LOOK_EVERY_MS : 0;
    if (now !== beat) warned = false;
    beat = now;
    if (stillMs >= killAfterMs) process.kill(pid, 'SIGKILL');
    if (stillMs < warnAfterMs || warned) continue;
    warned = true;
    process.stderr.write(
      `the event loop has not turned for ${stillMs} ms; the process is ended at ${killAfterMs} ms\n`,
    );
  }
}

// The worker is started with nothing else.
watch(workerData as WatchdogWorkerData);
