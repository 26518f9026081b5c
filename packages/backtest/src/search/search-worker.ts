import { parentPort, workerData } from 'node:worker_threads';
import { recordMaterial } from '../proofs/record-material.js';
import { TrialRunner } from './run-trial.js';
import type { SearchMaterial, SharedMaterial } from './search-material.js';
import { materialOf } from './search-material.js';
import type { ThreadMessage, ThreadTask } from './worker-thread.js';

/** Runs in a thread of a search or of a proof: answers each task with what came of it, one after the other. */
function work(material: SearchMaterial): void {
  const say = (message: ThreadMessage): void => parentPort?.postMessage(message);
  TrialRunner.make(material).then(
    (runner) => {
      const done = async (task: ThreadTask): Promise<ThreadMessage> => {
        switch (task.kind) {
          case 'trial':
            return { kind: 'outcome', outcome: await runner.outcome(task.trial) };
          case 'reading':
            return { kind: 'asked', names: await runner.asked(task.reading) };
          case 'recording':
            return { kind: 'recorded', run: await recordMaterial(material, task.recording) };
        }
      };
      parentPort?.on('message', (task: ThreadTask) => {
        done(task).then(say, (error: unknown) => say({ kind: 'failed', why: textOf(error) }));
      });
      say({ kind: 'ready' });
    },
    (error: unknown) => say({ kind: 'unusable', why: textOf(error) }),
  );
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

// The worker is started with nothing else.
work(materialOf(workerData as SharedMaterial));
