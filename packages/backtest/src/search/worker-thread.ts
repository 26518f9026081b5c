import { Worker } from 'node:worker_threads';
import type { RecordingTask } from '../proofs/record-material.js';
import type { RecordedRun } from '../proofs/recorded-run.js';
import type { TrialTask } from './run-trial.js';
import type { TrialOutcome } from './search-line.js';
import type { SharedMaterial } from './search-material.js';
import type { ReadingTask } from './trial-lane.js';

/** What a thread is asked for: a trial, which parameters are read, or a run of which everything is recorded. */
export type ThreadTask =
  | { readonly kind: 'trial'; readonly trial: TrialTask }
  | { readonly kind: 'reading'; readonly reading: ReadingTask }
  | { readonly kind: 'recording'; readonly recording: RecordingTask };

/** What a thread says: that it can begin, that it cannot, or what came of a task. */
export type ThreadMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'unusable'; readonly why: string }
  | { readonly kind: 'outcome'; readonly outcome: TrialOutcome }
  | { readonly kind: 'asked'; readonly names: readonly string[] | undefined }
  | { readonly kind: 'recorded'; readonly run: RecordedRun }
  | { readonly kind: 'failed'; readonly why: string };

export type Heard = ThreadMessage | { readonly kind: 'ended'; readonly why: string };

/** A run makes many short-lived objects: with room for them a thread seldom stops to collect, which its neighbours would feel too. */
const YOUNG_MB = 64;

/** A thread with its material. It is asked for one thing after the other; one that has ended answers so. */
export class WorkerThread {
  /** Rejects where it cannot run anything. */
  readonly ready: Promise<void>;
  readonly #worker: Worker;
  #ended: Heard | undefined;
  #hear: (heard: Heard) => void = () => undefined;

  /** @param url of this package's subpath `search-worker` */
  constructor(url: URL, workerData: SharedMaterial) {
    // Flags of this process, such as a script given on its command line, are not the worker's.
    this.#worker = new Worker(url, {
      workerData,
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    let why: string | undefined;
    this.#worker.on('message', (message: ThreadMessage) => this.#hear(message));
    this.#worker.on('error', ({ message }) => (why = `its thread died: ${message}`));
    this.#worker.on('exit', (code) => {
      this.#ended = { kind: 'ended', why: why ?? `its thread ended with code ${code}` };
      this.#hear(this.#ended);
    });
    this.ready = this.#heard().then((heard) => {
      if (heard.kind === 'ready') return;
      throw new Error(`the thread ${url.href} cannot be used: ${'why' in heard ? heard.why : heard.kind}`);
    });
  }

  ask(task: ThreadTask): Promise<Heard> {
    if (this.#ended !== undefined) return Promise.resolve(this.#ended);
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
