import type { Candle, CandleFeed, CandleInbox, CandleRequest, Timeframe } from '@q/events';
import { timeframeMs } from '@q/events';

/** What the feed does with one request. */
export type Answer = (request: CandleRequest, inbox: CandleInbox) => void;

/** A feed that keeps every request, and answers each with the next step of its script; with its candles once the script is done. */
export class ScriptedFeed implements CandleFeed {
  readonly requests: CandleRequest[] = [];
  readonly #candles: readonly Candle[];
  readonly #timeframe: Timeframe;
  readonly #script: Answer[];

  constructor(candles: readonly Candle[], script: readonly Answer[] = [], timeframe: Timeframe = '1') {
    this.#candles = candles;
    this.#script = [...script];
    this.#timeframe = timeframe;
  }

  /** What the next request gets, before anything that was planned. */
  next(answer: Answer): void {
    this.#script.unshift(answer);
  }

  baseTimeframe(symbol: string): Timeframe | undefined {
    return symbol === 'NONE' ? undefined : this.#timeframe;
  }

  request(request: CandleRequest, inbox: CandleInbox): void {
    this.requests.push(request);
    const answer = this.#script.shift();
    if (answer === undefined) inbox.candles(this.within(request), request.until);
    else answer(request, inbox);
  }

  within({ after, until }: Pick<CandleRequest, 'after' | 'until'>): readonly Candle[] {
    return this.#candles.filter(({ closeTime }) => closeTime > after && closeTime <= until);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

export const fails =
  (retryable: boolean, message = 'down'): Answer =>
  (_request, inbox) =>
    inbox.failed({ message, retryable });

export const throws =
  (message: string): Answer =>
  () => {
    throw new Error(message);
  };

export const silent: Answer = () => undefined;

/** Candles of one series from their closes: each opens where the one before closed. */
export function candlesFrom(
  closes: readonly number[],
  { start, timeframe = '1' }: { readonly start: number; readonly timeframe?: Timeframe },
): Candle[] {
  const period = timeframeMs(timeframe);
  return closes.map((close, index) => {
    const open = closes[index - 1] ?? close;
    const openTime = start + index * period;
    const [high, low] = [Math.max(open, close), Math.min(open, close)];
    return { openTime, closeTime: openTime + period, open, high, low, close, volume: 1, bars: 1 };
  });
}
