import type { SharedMaterial } from './search-material.js';
import type { TrialLane } from './trial-lane.js';
import { WorkerThread } from './worker-thread.js';

/**
 * A thread for trials. One that dies of a trial, of its memory say, leaves the trial with an error, and the next trial gets a new thread.
 * `outcome` throws where a thread cannot be started at all.
 */
export function threadLane(url: URL, material: SharedMaterial): TrialLane {
  let thread: WorkerThread | undefined;
  return {
    async outcome(task) {
      thread ??= new WorkerThread(url, material);
      await thread.ready;
      const heard = await thread.ask({ kind: 'trial', trial: task });
      if (heard.kind === 'outcome') return heard.outcome;
      thread = undefined;
      return { error: heard.kind === 'ended' ? heard.why : `its thread said "${heard.kind}"` };
    },
    async close() {
      await thread?.close();
    },
  };
}
