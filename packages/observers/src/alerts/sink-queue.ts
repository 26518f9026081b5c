import type { Clock } from '@q/events';
import type { Alert } from './alert.js';
import type { Channel } from './channels/channel.js';
import type { DeliveryStep } from './delivery-step.js';
import { deliveryStep } from './delivery-step.js';
import type { Fetch } from './post.js';
import { post } from './post.js';

export interface SinkQueueOptions {
  readonly channel: Channel;
  readonly clock: Clock;
  readonly fetch: Fetch;
  /** 0 to 1: see `RetryPolicy`. */
  readonly random: () => number;
  readonly timeoutMs: number;
  readonly attempts: number;
  readonly queueLimit: number;
  /** Told in words of each alert that was given up. */
  readonly onError: (message: string) => void;
}

export interface SinkStatus {
  readonly sink: string;
  readonly sent: number;
  /** Given up after an answer that is final, or too many tries. */
  readonly failed: number;
  /** Not even tried: the queue was full. */
  readonly dropped: number;
  readonly retries: number;
  /** Waiting now, with the one under way. */
  readonly queued: number;
  readonly lastError?: string;
}

/** Alerts on their way to one sink: one after another, tried again where that helps. Whoever hands one in never waits. */
export class SinkQueue {
  readonly #options: SinkQueueOptions;
  #waiting: Alert[] = [];
  #counts = { sent: 0, failed: 0, dropped: 0, retries: 0 };
  /** Dropped since the last alert that said so. */
  #untold = 0;
  #lastError: string | undefined;
  #isSending = false;
  #underWay: Promise<void> | undefined;
  #busy = 0;
  readonly #stop = new AbortController();

  constructor(options: SinkQueueOptions) {
    this.#options = options;
  }

  get status(): SinkStatus {
    const error = this.#lastError;
    return {
      sink: this.#options.channel.name,
      ...this.#counts,
      queued: this.#waiting.length + this.#busy,
      ...(error === undefined ? {} : { lastError: error }),
    };
  }

  /** Takes an alert and returns at once. */
  push(alert: Alert): void {
    this.#waiting.push(alert);
    if (this.#waiting.length > this.#options.queueLimit) this.#dropOne();
    if (this.#isSending) return;
    this.#isSending = true;
    // Begun in a turn of its own: nothing of the sending happens in the handler that hands the alert in.
    this.#underWay = Promise.resolve().then(() => this.#sendAll());
  }

  /** Sends what is left, until `deadlineMs` have passed. */
  async close(deadlineMs: number): Promise<void> {
    const cancel = this.#options.clock.setTimer(deadlineMs, () => this.#stop.abort());
    await this.#underWay;
    cancel();
    this.#stop.abort();
  }

  /** Drops the oldest that is not critical; where all are, the oldest. */
  #dropOne(): void {
    const found = this.#waiting.findIndex(({ severity }) => severity !== 'critical');
    this.#waiting.splice(Math.max(found, 0), 1);
    this.#counts.dropped += 1;
    this.#untold += 1;
  }

  async #sendAll(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const next = this.#waiting.shift();
      if (next === undefined) {
        this.#isSending = false;
        return;
      }
      this.#busy = 1;
      const untold = this.#untold;
      const outcome = await this.#send(untold === 0 ? next : withDropped(next, untold));
      if (outcome !== 'stopped') this.#busy = 0;
      if (outcome === 'sent') this.#untold -= untold;
    }
  }

  async #send(alert: Alert): Promise<'sent' | 'given_up' | 'stopped'> {
    for (let attempt = 1; !this.#stop.signal.aborted; attempt += 1) {
      const step = await this.#try(alert, attempt);
      if (this.#stop.signal.aborted && step.kind !== 'done') return 'stopped';
      if (step.kind === 'done') {
        this.#counts.sent += 1;
        return 'sent';
      }
      this.#lastError = step.reason;
      if (step.kind === 'give_up') {
        this.#giveUp(alert, step.reason);
        return 'given_up';
      }
      this.#counts.retries += 1;
      await this.#pause(step.waitMs);
    }
    return 'stopped';
  }

  async #try(alert: Alert, attempt: number): Promise<DeliveryStep> {
    const { channel, clock, fetch, timeoutMs } = this.#options;
    try {
      const request = channel.request(alert, clock.now());
      const answer = await post(request, { fetch, clock, timeoutMs, signal: this.#stop.signal });
      return deliveryStep(answer, attempt, this.#options);
    } catch {
      // Its message may hold what was to be sent.
      return { kind: 'give_up', reason: 'it could not be written' };
    }
  }

  #giveUp({ id, rule }: Alert, reason: string): void {
    const { channel, onError } = this.#options;
    this.#counts.failed += 1;
    onError(`alert ${id} (${rule}) did not reach the sink ${channel.name}: ${reason}`);
  }

  #pause(waitMs: number): Promise<void> {
    const { signal } = this.#stop;
    return new Promise((resolve) => {
      const end = (): void => {
        cancel();
        signal.removeEventListener('abort', end);
        resolve();
      };
      const cancel = this.#options.clock.setTimer(waitMs, end);
      signal.addEventListener('abort', end);
    });
  }
}

function withDropped(alert: Alert, dropped: number): Alert {
  const told = `${dropped} older ${dropped === 1 ? 'alert was' : 'alerts were'} dropped: the queue was full`;
  return { ...alert, text: alert.text === '' ? told : `${alert.text}\n${told}`, fields: { ...alert.fields, dropped } };
}
