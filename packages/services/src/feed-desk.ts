import type { Candle, CandleFeed, CandleInbox, CandleRequest, Clock, FeedFailure } from '@q/events';

export interface FeedDeskOptions {
  readonly feed: CandleFeed;
  readonly clock: Clock;
  /** How often a request is repeated where the feed says that this can help. */
  readonly retryAttempts: number;
}

/** What becomes of a request, told with whatever it was asked for. */
export interface FeedAnswer<Context> {
  candles(candles: readonly Candle[], completeUntil: number, context: Context): void;
  failed(message: string, attempts: number, context: Context): void;
}

const FIRST_RETRY_MS = 500;
const TIMEOUT_MS = 30_000;

/** Asks a feed one thing at a time: again with back-off where it fails, or where it does not answer. */
export class FeedDesk<Context> {
  readonly #options: FeedDeskOptions;
  readonly #answer: FeedAnswer<Context>;
  #open: Question<Context> | undefined;
  #cancelTimer: (() => void) | undefined;

  constructor(options: FeedDeskOptions, answer: FeedAnswer<Context>) {
    this.#options = options;
    this.#answer = answer;
  }

  /** Whether a request is open. */
  get isWaiting(): boolean {
    return this.#open !== undefined;
  }

  /** Does nothing while another request is open: who asks next asks for what is then missing. */
  ask(request: CandleRequest, context: Context): void {
    if (this.#open === undefined) this.#send(new Question(this, request, context, 1));
  }

  /** Gives the open request up: an answer to it is ignored. */
  forget(): void {
    this.#open = undefined;
    this.#stopTimer();
  }

  candles(question: Question<Context>, candles: readonly Candle[], completeUntil: number): void {
    if (!this.#settles(question)) return;
    this.#open = undefined;
    this.#answer.candles(candles, completeUntil, question.context);
  }

  failed(question: Question<Context>, { message, retryable }: FeedFailure): void {
    if (!this.#settles(question)) return;
    const { request, context, attempt } = question;
    if (retryable && attempt <= this.#options.retryAttempts) {
      const again = (): void => this.#send(new Question(this, request, context, attempt + 1));
      this.#cancelTimer = this.#options.clock.setTimer(FIRST_RETRY_MS * 2 ** (attempt - 1), again);
      return;
    }
    this.#open = undefined;
    this.#answer.failed(message, attempt, context);
  }

  #send(question: Question<Context>): void {
    this.#open = question;
    try {
      this.#options.feed.request(question.request, question);
    } catch (error) {
      // An error of whoever took the answer is not the feed's.
      if (question.isAnswered) throw error;
      this.failed(question, { message: error instanceof Error ? error.message : String(error), retryable: true });
    }
    // A feed that answers at once needs no timer.
    if (!question.isAnswered) this.#giveUpLater(question);
  }

  /** One that never answers must not silence its symbol for ever. */
  #giveUpLater(question: Question<Context>): void {
    const giveUp = (): void => question.failed({ message: `no answer for ${TIMEOUT_MS / 1_000} s`, retryable: true });
    this.#cancelTimer = this.#options.clock.setTimer(TIMEOUT_MS, giveUp);
  }

  /** Only the first answer to the open question counts. */
  #settles(question: Question<Context>): boolean {
    if (question !== this.#open || question.isAnswered) return false;
    question.isAnswered = true;
    this.#stopTimer();
    return true;
  }

  #stopTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }
}

/** One request on its way, and the inbox for its answer. */
class Question<Context> implements CandleInbox {
  isAnswered = false;
  readonly #desk: FeedDesk<Context>;

  constructor(
    desk: FeedDesk<Context>,
    readonly request: CandleRequest,
    readonly context: Context,
    /** From 1. */
    readonly attempt: number,
  ) {
    this.#desk = desk;
  }

  candles(candles: readonly Candle[], completeUntil: number): void {
    this.#desk.candles(this, candles, completeUntil);
  }

  failed(failure: FeedFailure): void {
    this.#desk.failed(this, failure);
  }
}
