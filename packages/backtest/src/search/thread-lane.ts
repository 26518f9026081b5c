import { Worker } from 'node:worker_threads';
import type { TrialTask } from './run-trial.js';
import type { TrialOutcome } from './search-line.js';
import type { SharedMaterial } from './search-material.js';
import type { TrialLane } from './trial-lane.js';

/** What a thread says: that it can begin, that it cannot, or what came of a trial. */
export type ThreadMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'unusable'; readonly why: string }
  | { readonly kind: 'outcome'; readonly outcome: TrialOutcome };

/** A run makes many short-lived objects: with room for them a thread seldom stops to collect, which its neighbours would feel too. */
const YOUNG_MB = 64;

type Heard = ThreadMessage | { readonly kind: 'ended'; readonly why: string };

/**
 * A thread for trials. One that dies of a trial, of its memory say, leaves the trial with an error, and the next trial gets a new thread.
 * `outcome` throws where a thread cannot be started at all.
 */
export function threadLane(url: URL, material: SharedMaterial): TrialLane {
  let thread: Thread | undefined;
  return {
    async outcome(task) {
      thread ??= new Thread(url, material);
      await thread.ready;
      const heard = await thread.ask(task);
      if (heard.kind === 'outcome') return heard.outcome;
      thread = undefined;
      return { error: heard.kind === 'ended' ? heard.why : `the thread of the trial said "${heard.kind}"` };
    },
    async close() {
      await thread?.close();
    },
  };
}

class Thread {
  /** Rejects where it cannot run trials. */
  readonly ready: Promise<void>;
  readonly #worker: Worker;
  #hear: (heard: Heard) => void = () => undefined;

  constructor(url: URL, workerData: SharedMaterial) {
    // Flags of this process, such as a script given on its command line, are not the worker's.
    this.#worker = new Worker(url, {
      workerData,
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    let why: string | undefined;
    this.#worker.on('message', (message: ThreadMessage) => this.#hear(message));
    this.#worker.on('error', ({ message }) => (why = `the thread of the trial died: ${message}`));
    this.#worker.on('exit', (code) =>
      this.#hear({ kind: 'ended', why: why ?? `the thread of the trial ended with code ${code}` }),
    );
    this.ready = this.#heard().then((heard) => {
      if (heard.kind === 'ready') return;
      throw new Error(`the thread ${url.href} cannot run trials: ${'why' in heard ? heard.why : heard.kind}`);
    });
  }

  ask(task: TrialTask): Promise<Heard> {
    const heard = this.#heard();
    this.#worker.postMessage(task);
    return heard;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #heard(): Promise<Heard> {
    return new Promise((resolve) => (this.#hear = resolve));
  }
}
