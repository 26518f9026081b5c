import { sharedMaterial } from '../search/search-material.js';
import { WorkerThread } from '../search/worker-thread.js';
import type { RecordedDifference } from './compare-recorded.js';
import { compareRecorded, sameBytes } from './compare-recorded.js';
import type { RecordedRun } from './recorded-run.js';
import type { ThreadPlan } from './thread-plan.js';

export interface RecordedInThreads {
  /** Of the run alone in a thread. */
  readonly alone: RecordedDifference | undefined;
  /** The first of the runs that were made at the same time; of a single thread there are none. */
  readonly together: RecordedDifference | undefined;
}

/**
 * Makes the run in a thread of its own, then in several new ones at the same time, and compares byte for byte what each records.
 * @throws Error where threads cannot be used
 */
export async function recordedInThreads(
  first: RecordedRun,
  { workers: { url, count }, material, task }: Extract<ThreadPlan, { ok: true }>,
  onRun: () => void,
): Promise<RecordedInThreads> {
  const shared = sharedMaterial(material);
  const differences = async (threads: number): Promise<readonly (RecordedDifference | undefined)[]> => {
    const started = Array.from({ length: threads }, () => new WorkerThread(url, shared));
    try {
      return await Promise.all(
        started.map(async (thread) => {
          const difference = await differenceIn(thread, first, task);
          onRun();
          return difference;
        }),
      );
    } finally {
      await Promise.all(started.map((thread) => thread.close()));
    }
  };
  const [alone] = await differences(1);
  const together = count > 1 ? await differences(count) : [];
  return { alone, together: together.find((one) => one !== undefined) };
}

async function differenceIn(
  thread: WorkerThread,
  first: RecordedRun,
  recording: Extract<ThreadPlan, { ok: true }>['task'],
): Promise<RecordedDifference | undefined> {
  await thread.ready;
  const heard = await thread.ask({ kind: 'recording', recording });
  if (heard.kind === 'recorded') return compareRecorded(first, heard.run, { normal: sameBytes });
  return { place: 'the end', first: 'it came', second: 'why' in heard ? heard.why : heard.kind };
}
