/// <reference types="jest" />
import type { Candle, CandleFeed, CandleInbox, CandleRequest, FeedFailure, Timeframe } from '@q/events';
import { timeframeMs } from '@q/events';

export interface FeedUnderTest {
  readonly feed: CandleFeed;
  /** A symbol that it has, with at least five candles to come. */
  readonly symbol: string;
  /** An instant before the first candle closes. */
  readonly start: number;
}

/** What every feed with `nextClose` must keep; `make` gives a fresh feed over the same candles each time. */
export function feedContract(name: string, make: () => FeedUnderTest): void {
  describe(`${name} keeps the contract of a candle feed`, () => {
    it('names the timeframe of a symbol that it has, and of no other', () => {
      const { feed, symbol } = make();
      expect(feed.baseTimeframe(symbol)).toBeDefined();
      expect(feed.baseTimeframe('UNHEARD')).toBeUndefined();
    });

    it('answers every request exactly once', async () => {
      const { feed, symbol, start, timeframe } = prepared(make);
      const until = start + 3 * timeframeMs(timeframe);
      for (const request of [
        { symbol, timeframe, after: start, until },
        { symbol, timeframe, after: until, until },
        { symbol: 'UNHEARD', timeframe, after: start, until },
        { symbol, timeframe: otherThan(timeframe), after: start, until },
      ]) {
        expect(await countAnswers(feed, request)).toBe(1);
      }
    });

    it('fails for an unknown symbol and for another timeframe, and says that asking again is no help', async () => {
      const { feed, symbol, start, timeframe } = prepared(make);
      const range = { after: start, until: start };
      const unknown = await ask(feed, { symbol: 'UNHEARD', timeframe, ...range });
      const other = await ask(feed, { symbol, timeframe: otherThan(timeframe), ...range });
      for (const answer of [unknown, other]) expect(answer.failure).toMatchObject({ retryable: false });
      expect(unknown.failure?.message).toContain('UNHEARD');
      expect(feed.nextClose?.('UNHEARD', start)).toBeUndefined();
    });

    it('hands over closed candles only, each when `nextClose` says, and vouches for completeness until then', async () => {
      const { feed, symbol, start, timeframe, closes } = prepared(make);
      let after = start;
      for (const close of closes) {
        expect(close).toBeGreaterThan(after);
        const early = await ask(feed, { symbol, timeframe, after, until: close - 1 });
        expect(early.candles).toEqual([]);
        const { candles, completeUntil } = await ask(feed, { symbol, timeframe, after, until: close });
        expect(completeUntil).toBe(close);
        expect(candles.length).toBeGreaterThan(0);
        for (const candle of candles) {
          expect(candle.closeTime).toBeLessThanOrEqual(close);
          expect(candle.closeTime - candle.openTime).toBe(timeframeMs(timeframe));
          expect(candle.bars).toBe(1);
        }
        after = close;
      }
    });

    it('gives each candle once, in one order, however the time is cut', async () => {
      const { feed, symbol, start, timeframe, closes } = prepared(make);
      const until = closes[closes.length - 1] ?? start;
      const whole = await ask(feed, { symbol, timeframe, after: start, until });
      for (const stride of [1, 2, 7, 100]) {
        const parts: Candle[] = [];
        let after = start;
        for (const close of [...closes.filter((_, index) => index % stride === stride - 1), until]) {
          parts.push(...(await ask(feed, { symbol, timeframe, after, until: close })).candles);
          after = close;
        }
        expect(parts).toEqual(whole.candles);
      }
    });

    it('gives the newest ones where a limit is set', async () => {
      const { feed, symbol, start, timeframe, closes } = prepared(make);
      const range = { symbol, timeframe, after: start, until: closes[closes.length - 1] ?? start };
      const whole = await ask(feed, range);
      const limited = await ask(feed, { ...range, limit: 3 });
      expect(limited.candles).toEqual(whole.candles.slice(-3));
      expect(limited.completeUntil).toBe(range.until);
    });

    it('says the same again, whatever was asked meanwhile', async () => {
      const first = prepared(make);
      const { symbol, start, timeframe, closes } = first;
      const range = { symbol, timeframe, after: start, until: closes[2] ?? start };
      const answer = await ask(first.feed, range);
      await ask(first.feed, { ...range, after: range.until, until: closes[closes.length - 1] ?? start });
      expect(await ask(first.feed, range)).toEqual(answer);
      expect(first.feed.nextClose?.(symbol, start)).toBe(closes[0]);
      expect(await ask(make().feed, range)).toEqual(answer);
      expect(prepared(make).closes).toEqual(closes);
    });

    it('comes to an end', () => {
      const { feed, symbol, start } = make();
      const { last, next } = walk(feed, symbol, { start, most: Infinity });
      expect(next).toBeUndefined();
      expect(feed.nextClose?.(symbol, last + 1)).toBeUndefined();
    });

    it('can be closed', async () => {
      await expect(make().feed.close()).resolves.toBeUndefined();
    });
  });
}

const CLOSES_WALKED = 300;

function prepared(make: () => FeedUnderTest) {
  const { feed, symbol, start } = make();
  const timeframe = feed.baseTimeframe(symbol);
  if (timeframe === undefined) throw new Error(`the feed under test has no '${symbol}'`);
  const { closes } = walk(feed, symbol, { start, most: CLOSES_WALKED });
  expect(closes.length).toBeGreaterThanOrEqual(5);
  return { feed, symbol, start, timeframe, closes };
}

function walk(feed: CandleFeed, symbol: string, { start, most }: { readonly start: number; readonly most: number }) {
  const closes: number[] = [];
  let last = start;
  let next = feed.nextClose?.(symbol, last);
  while (next !== undefined && closes.length < most) {
    closes.push(next);
    last = next;
    next = feed.nextClose?.(symbol, last);
  }
  return { closes, last, next };
}

interface Answer {
  readonly candles: readonly Candle[];
  readonly completeUntil?: number;
  readonly failure?: FeedFailure;
}

function ask(feed: CandleFeed, request: CandleRequest): Promise<Answer> {
  return new Promise((resolve) => {
    feed.request(request, {
      candles: (candles, completeUntil) => resolve({ candles, completeUntil }),
      failed: (failure) => resolve({ candles: [], failure }),
    });
  });
}

async function countAnswers(feed: CandleFeed, request: CandleRequest): Promise<number> {
  let answers = 0;
  await new Promise<void>((resolve) => {
    const count = (): void => {
      answers += 1;
      resolve();
    };
    const inbox: CandleInbox = { candles: count, failed: count };
    feed.request(request, inbox);
  });
  await Promise.resolve();
  return answers;
}

function otherThan(timeframe: Timeframe): Timeframe {
  return timeframe === '240' ? '60' : '240';
}
