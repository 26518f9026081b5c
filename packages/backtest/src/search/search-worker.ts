import { parentPort, workerData } from 'node:worker_threads';
import type { TrialTask } from './run-trial.js';
import { TrialRunner } from './run-trial.js';
import type { SharedMaterial } from './search-material.js';
import { materialOf } from './search-material.js';
import type { ThreadMessage } from './thread-lane.js';

/** Runs in a thread of a search: answers each task with its outcome, one after the other. */
function work(material: SharedMaterial): void {
  const say = (message: ThreadMessage): void => parentPort?.postMessage(message);
  TrialRunner.make(materialOf(material)).then(
    (runner) => {
      parentPort?.on('message', (task: TrialTask) => {
        void runner.outcome(task).then((outcome) => say({ kind: 'outcome', outcome }));
      });
      say({ kind: 'ready' });
    },
    (error: unknown) => say({ kind: 'unusable', why: error instanceof Error ? error.message : String(error) }),
  );
}

// The worker is started with nothing else.
work(workerData as SharedMaterial);
