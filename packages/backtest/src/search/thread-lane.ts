import type { SharedMaterial } from './search-material.js';
import type { TrialLane } from './trial-lane.js';
import type { Heard, ThreadTask } from './worker-thread.js';
import { WorkerThread } from './worker-thread.js';

/**
 * A thread for trials. One that dies of a trial, of its memory say, leaves the trial with an error, and the next trial gets a new thread.
 * `outcome` throws where a thread cannot be started at all.
 */
export function threadLane(url: URL, material: SharedMaterial): TrialLane {
  let thread: WorkerThread | undefined;
  const ask = async (task: ThreadTask): Promise<Heard> => {
    thread ??= new WorkerThread(url, material);
    await thread.ready;
    const heard = await thread.ask(task);
    if (heard.kind !== 'outcome' && heard.kind !== 'asked') thread = undefined;
    return heard;
  };
  return {
    async asked(task) {
      const heard = await ask({ kind: 'reading', reading: task });
      return heard.kind === 'asked' ? heard.names : undefined;
    },
    async outcome(task) {
      const heard = await ask({ kind: 'trial', trial: task });
      if (heard.kind === 'outcome') return heard.outcome;
      return { error: heard.kind === 'ended' ? heard.why : `its thread said "${heard.kind}"` };
    },
    async close() {
      await thread?.close();
    },
  };
}
