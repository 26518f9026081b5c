import type { Calendar, Candle, CandleInbox, CandleProblem, CandleRequest, Timeframe } from '@q/events';
import type { DataFetchingOptions } from './data-fetching.js';
import { dataFetchingService } from './data-fetching.js';
import { candlesFrom, fails, ScriptedFeed, silent, throws } from './testing/scripted-feed.js';
import { MINUTE_MS, ServiceBench, START } from './testing/service-bench.js';

const OPEN: Calendar = { isOpen: () => true, nextOpen: (_symbol, instant) => instant };
const at = (minute: number): number => START + minute * MINUTE_MS;
const count = (length: number): number[] => Array.from({ length }, (_, index) => 100 + index);

class Desk {
  readonly bench: ServiceBench;
  readonly feed: ScriptedFeed;
  #cycle = 0;

  constructor(feed: ScriptedFeed, options: Partial<DataFetchingOptions> = {}) {
    this.feed = feed;
    this.bench = new ServiceBench((clock) =>
      dataFetchingService({
        feed,
        clock,
        calendar: OPEN,
        sessionOf: () => 'always',
        symbols: ['EURUSD'],
        timeframes: ['1'],
        retryAttempts: 3,
        candleIndex: 1,
        nbrBars: 1,
        warmUpStepMs: 10 * 60_000,
        isOnHold: () => false,
        ...options,
      }),
    );
  }

  /** Goes to a minute and runs its cycle. */
  cycle(
    minute: number,
    { phase = 'live', idle = false }: { phase?: 'live' | 'late' | 'warm-up'; idle?: boolean } = {},
  ): void {
    if (at(minute) > this.bench.clock.now()) this.bench.clock.advanceTo(at(minute));
    this.#cycle += 1;
    this.bench.publish({ type: 'CycleStarted', cycle: this.#cycle, instant: at(minute), phase, idle });
  }

  get candles(): readonly (readonly [Timeframe, number, string])[] {
    return this.bench
      .sent('NewCandle')
      .map(({ timeframe, candle, phase }) => [timeframe, (candle.closeTime - START) / MINUTE_MS, phase]);
  }

  get closes(): readonly number[] {
    return this.candles.map(([, close]) => close);
  }

  get reasons(): readonly string[] {
    return this.bench.sent('DataFetchError').map(({ reason }) => reason);
  }
}

describe('publishing', () => {
  test('publishes each closed candle once, in order', () => {
    const desk = new Desk(new ScriptedFeed(candlesFrom(count(5), { start: START })));
    for (const minute of [1, 2, 2, 3, 4, 5, 5]) desk.cycle(minute);
    expect(desk.closes).toEqual([1, 2, 3, 4, 5]);
    expect(desk.bench.sent('DataFetched').map((event) => event.count)).toEqual([1, 1, 1, 1, 1]);
  });

  test('a late poll asks for everything since the last answer: no candle is lost, and the old ones are late', () => {
    const desk = new Desk(new ScriptedFeed(candlesFrom(count(6), { start: START })));
    desk.cycle(1);
    desk.cycle(6);
    expect(desk.feed.requests[1]).toMatchObject({ after: at(1), until: at(6) });
    expect(desk.candles).toEqual(
      [1, 2, 3, 4, 5, 6].map((minute) => ['1', minute, minute === 1 || minute === 6 ? 'live' : 'late']),
    );
  });

  test('candle_index 2 publishes the candle before the newest, and that one counts as live', () => {
    const desk = new Desk(new ScriptedFeed(candlesFrom(count(4), { start: START })), { candleIndex: 2, nbrBars: 2 });
    for (const minute of [1, 2, 3, 4]) desk.cycle(minute);
    expect(desk.candles).toEqual([
      ['1', 1, 'live'],
      ['1', 2, 'live'],
      ['1', 3, 'live'],
    ]);
  });

  test.each([1, 2, 3])('the first request reaches %i candles back', (nbrBars) => {
    const desk = new Desk(new ScriptedFeed(candlesFrom(count(10), { start: START })), { nbrBars });
    desk.cycle(10);
    expect(desk.closes).toEqual([8, 9, 10].slice(3 - nbrBars));
  });

  test('a warm-up cycle reaches as far back as the indicators need, and its candles are no live ones', () => {
    const desk = new Desk(new ScriptedFeed(candlesFrom(count(30), { start: START })), { warmUpStepMs: 4 * 60_000 });
    desk.cycle(30, { phase: 'warm-up' });
    expect(desk.candles).toEqual([27, 28, 29, 30].map((minute) => ['1', minute, 'warm-up']));
  });

  test('higher timeframes come first, each built from all its base candles', () => {
    const closes = [5, 9, 1, 4, 6, 7];
    const desk = new Desk(new ScriptedFeed(candlesFrom(closes, { start: START })), { timeframes: ['1', '5', '2'] });
    for (const minute of [1, 2, 3, 4, 5, 6]) desk.cycle(minute);
    expect(desk.candles.map(([timeframe, close]) => `${timeframe}@${close}`)).toEqual([
      '1@1',
      '2@2',
      '1@2',
      '1@3',
      '2@4',
      '1@4',
      '5@5',
      '1@5',
      '2@6',
      '1@6',
    ]);
    const five = desk.bench.sent('NewCandle').find(({ timeframe }) => timeframe === '5')?.candle;
    expect(five).toEqual({ openTime: at(0), closeTime: at(5), open: 5, high: 9, low: 1, close: 6, volume: 5, bars: 5 });
  });

  test('a higher candle whose last base candle is missing is published when its time is over, once', () => {
    const all = candlesFrom(count(8), { start: START });
    const desk = new Desk(new ScriptedFeed(all.filter((_, index) => index !== 4)), { timeframes: ['1', '5'] });
    for (const minute of [1, 2, 3, 4, 5, 6, 7, 8]) desk.cycle(minute);
    expect(desk.candles.map(([timeframe, close]) => `${timeframe}@${close}`)).toEqual([
      '1@1',
      '1@2',
      '1@3',
      '1@4',
      '5@5',
      '1@6',
      '1@7',
      '1@8',
    ]);
    expect(desk.bench.sent('NewCandle').find(({ timeframe }) => timeframe === '5')?.candle).toMatchObject({
      bars: 4,
      isPartial: true,
      open: 100,
      close: 103,
    });
  });

  test('every event of a cycle is caused by its CycleStarted', () => {
    const desk = new Desk(new ScriptedFeed(candlesFrom(count(2), { start: START })));
    desk.cycle(1);
    const [cycle] = desk.bench.bus.history({ type: 'CycleStarted' });
    expect(desk.bench.envelopes.map(({ causationId, correlationId }) => [causationId, correlationId])).toEqual(
      desk.bench.envelopes.map(() => [cycle?.id, cycle?.correlationId]),
    );
  });

  test('an idle cycle without news says nothing', () => {
    const desk = new Desk(new ScriptedFeed(candlesFrom(count(2), { start: START })));
    desk.cycle(1);
    desk.bench.forget();
    desk.cycle(1, { idle: true });
    expect(desk.bench.types).toEqual([]);
  });

  test('a symbol on hold is not asked for, and its candles come later', () => {
    let onHold = false;
    const desk = new Desk(new ScriptedFeed(candlesFrom(count(4), { start: START })), { isOnHold: () => onHold });
    desk.cycle(1);
    onHold = true;
    desk.cycle(2);
    desk.cycle(3);
    onHold = false;
    desk.cycle(4);
    expect(desk.candles).toEqual([
      ['1', 1, 'live'],
      ['1', 2, 'late'],
      ['1', 3, 'late'],
      ['1', 4, 'live'],
    ]);
  });

  test('a symbol that the feed does not have, and a timeframe that cannot be built, are refused when the service is made', () => {
    expect(() => new Desk(new ScriptedFeed([]), { symbols: ['NONE'] })).toThrow('the feed has no candles of "NONE"');
    expect(() => new Desk(new ScriptedFeed([], [], '2'), { timeframes: ['2', '5'] })).toThrow(
      'timeframe 5 cannot be built',
    );
  });
});

describe('validation', () => {
  const good = candlesFrom(count(6), { start: START });
  const third = good[2] as Candle;
  const cases: readonly (readonly [CandleProblem, Partial<Candle>])[] = [
    ['not_a_number', { close: NaN }],
    ['not_a_number', { high: Infinity }],
    ['not_a_number', { openTime: NaN, closeTime: NaN }],
    ['not_positive', { open: 0, low: 0 }],
    ['not_positive', { low: -1 }],
    ['high_below_low', { high: 50, low: 60, open: 55, close: 55 }],
    ['outside_range', { close: third.high + 1 }],
    ['outside_range', { open: third.low - 1 }],
    ['negative_volume', { volume: -1 }],
    ['out_of_order', { openTime: at(0), closeTime: at(1) }],
    ['duplicate', { openTime: at(1), closeTime: at(2) }],
    ['overlapping', { openTime: at(1) + 30_000, closeTime: at(2) + 30_000 }],
  ];

  test.each(cases)(
    'reports a candle that is %s (%j), passes the others on, and counts all of them',
    (problem, change) => {
      const feed = new ScriptedFeed([]);
      const desk = new Desk(feed, { nbrBars: 6 });
      feed.next((_request, inbox) =>
        inbox.candles([...good.slice(0, 2), { ...third, ...change }, ...good.slice(3)], at(6)),
      );
      desk.cycle(6);
      expect(desk.reasons).toEqual([problem]);
      expect(desk.closes).toEqual([1, 2, 4, 5, 6]);
      expect(desk.bench.sent('DataFetched')[0]?.count).toBe(6);
      expect(desk.bench.errors).toEqual([]);
    },
  );

  test('a candle without a time spoils nothing, not even as the very first one', () => {
    const feed = new ScriptedFeed([]);
    const desk = new Desk(feed, { nbrBars: 6 });
    feed.next((_request, inbox) => inbox.candles([{ ...third, openTime: NaN, closeTime: NaN }, ...good], at(6)));
    desk.cycle(6);
    expect(desk.closes).toEqual([1, 2, 3, 4, 5, 6]);
    expect(desk.reasons).toEqual(['not_a_number']);
    expect(desk.bench.errors).toEqual([]);
  });

  test('a candle that is still forming never gets through, and comes when it has closed', () => {
    const feed = new ScriptedFeed(good);
    const desk = new Desk(feed, { nbrBars: 6 });
    feed.next((_request, inbox) => inbox.candles(good.slice(0, 4), at(3)));
    desk.cycle(3);
    expect(desk.closes).toEqual([1, 2, 3]);
    desk.cycle(4);
    expect(desk.closes).toEqual([1, 2, 3, 4]);
  });
});

describe('failures of the feed', () => {
  test.each([0, 1, 3])(
    'retry_attempts %i: asks that many times more, each time after twice the wait, then reports it',
    (retryAttempts) => {
      const feed = new ScriptedFeed(
        [],
        Array.from({ length: 10 }, () => fails(true)),
      );
      const desk = new Desk(feed, { retryAttempts });
      desk.cycle(1);
      const asked = [feed.requests.length];
      for (const ms of [499, 1, 999, 1, 1_999, 1, 60_000]) {
        desk.bench.clock.advanceTo(desk.bench.clock.now() + ms);
        asked.push(feed.requests.length);
      }
      const expected = [1, 1, 2, 2, 3, 3, 4, 4].map((many) => Math.min(many, retryAttempts + 1));
      expect(asked).toEqual(expected);
      expect(desk.bench.sent('DataFetchError')).toEqual([
        {
          type: 'DataFetchError',
          symbol: 'EURUSD',
          timeframe: '1',
          reason: 'feed_failed',
          message: 'down',
          attempts: retryAttempts + 1,
        },
      ]);
    },
  );

  test('a retry that succeeds brings the candles, in the chain of the cycle that asked', () => {
    const feed = new ScriptedFeed(candlesFrom(count(2), { start: START }), [fails(true), fails(true)]);
    const desk = new Desk(feed);
    desk.cycle(1);
    expect(desk.closes).toEqual([]);
    desk.bench.clock.advanceTo(at(1) + 1_500);
    expect(desk.closes).toEqual([1]);
    expect(desk.reasons).toEqual([]);
    const [cycle] = desk.bench.bus.history({ type: 'CycleStarted' });
    expect(desk.bench.envelopes.map(({ causationId }) => causationId)).toEqual(
      desk.bench.envelopes.map(() => cycle?.id),
    );
  });

  test('a failure for which asking again is no help is reported at once', () => {
    const desk = new Desk(new ScriptedFeed([], [fails(false, 'no such symbol')]));
    desk.cycle(1);
    expect(desk.bench.sent('DataFetchError')).toMatchObject([
      { reason: 'feed_failed', message: 'no such symbol', attempts: 1 },
    ]);
    desk.bench.clock.advanceTo(at(5));
    expect(desk.feed.requests).toHaveLength(1);
  });

  test('after a failure the candles that were missed come with the next cycle', () => {
    const feed = new ScriptedFeed(candlesFrom(count(5), { start: START }));
    const desk = new Desk(feed, { retryAttempts: 0 });
    desk.cycle(1);
    feed.next(fails(true));
    desk.cycle(2);
    feed.next(fails(true));
    desk.cycle(3);
    desk.cycle(4);
    expect(desk.closes).toEqual([1, 2, 3, 4]);
    expect(desk.reasons).toEqual(['feed_failed', 'feed_failed']);
  });

  test('a retry never brings a candle a second time, whatever came in between', () => {
    const feed = new ScriptedFeed(candlesFrom(count(5), { start: START }));
    const desk = new Desk(feed);
    desk.cycle(1);
    feed.next(fails(true));
    // A late poll: two cycles at one moment, the first of which fails.
    desk.bench.clock.advanceTo(at(3));
    desk.cycle(2, { phase: 'late' });
    desk.cycle(3);
    desk.bench.clock.advanceTo(at(3) + 10_000);
    desk.cycle(4);
    desk.cycle(5);
    expect(desk.closes).toEqual([1, 2, 3, 4, 5]);
    expect(desk.reasons).toEqual([]);
  });

  test('polls that are shorter than the back-off do not shorten it', () => {
    const feed = new ScriptedFeed(
      [],
      Array.from({ length: 50 }, () => fails(true)),
    );
    const desk = new Desk(feed);
    desk.cycle(1);
    for (const ms of [1_000, 2_000, 3_000]) {
      desk.bench.clock.advanceTo(at(1) + ms);
      desk.cycle(1, { idle: true });
    }
    // 0, 500, 1,500 and 3,500 ms.
    expect(feed.requests).toHaveLength(3);
    desk.bench.clock.advanceTo(at(1) + 3_500);
    expect(feed.requests).toHaveLength(4);
    expect(desk.reasons).toEqual(['feed_failed']);
  });

  test('a feed that throws is a feed that failed: it is asked again', () => {
    const feed = new ScriptedFeed(candlesFrom(count(2), { start: START }), [throws('boom')]);
    const desk = new Desk(feed);
    desk.cycle(1);
    expect(desk.bench.errors).toEqual([]);
    desk.bench.clock.advanceTo(at(1) + 500);
    expect(desk.closes).toEqual([1]);
  });

  test('a feed that never answers is given up after 30 s, and its late answer is not used', () => {
    const inboxes: [CandleRequest, CandleInbox][] = [];
    const feed = new ScriptedFeed(candlesFrom(count(5), { start: START }), [
      (request, inbox) => void inboxes.push([request, inbox]),
    ]);
    const desk = new Desk(feed, { retryAttempts: 0 });
    desk.cycle(1);
    desk.cycle(1, { idle: true });
    expect(feed.requests).toHaveLength(1);
    desk.bench.clock.advanceTo(at(1) + 30_000);
    expect(desk.bench.sent('DataFetchError')).toMatchObject([{ reason: 'feed_failed', message: 'no answer for 30 s' }]);
    desk.cycle(2);
    for (const [request, inbox] of inboxes) inbox.candles(feed.within(request), request.until);
    desk.cycle(3);
    expect(desk.closes).toEqual([1, 2, 3]);
    expect(desk.reasons).toEqual(['feed_failed']);
  });

  test('two symbols fail each for itself: one has its candles at once, the other with its next request', () => {
    const candles = candlesFrom(count(3), { start: START });
    const feed = new ScriptedFeed(candles, [silent]);
    const desk = new Desk(feed, { symbols: ['EURUSD', 'XAUUSD'], retryAttempts: 0 });
    desk.cycle(1);
    desk.cycle(2);
    expect(desk.bench.sent('NewCandle').map(({ symbol }) => symbol)).toEqual(['XAUUSD', 'EURUSD', 'EURUSD', 'XAUUSD']);
  });

  test('an answer that comes when the next candle has closed brings a late one', () => {
    const feed = new ScriptedFeed(candlesFrom(count(5), { start: START }), [silent, silent]);
    const desk = new Desk(feed);
    desk.cycle(1);
    for (const minute of [2, 3]) desk.cycle(minute);
    expect(desk.candles).toEqual([
      ['1', 1, 'late'],
      ['1', 2, 'late'],
      ['1', 3, 'live'],
    ]);
  });

  test('after a stop nothing waits on the clock: neither a time-out nor a retry', async () => {
    for (const answer of [silent, fails(true)]) {
      const desk = new Desk(new ScriptedFeed([], [answer]));
      desk.cycle(1);
      await desk.bench.stop();
      expect(desk.bench.clock.nextDue).toBeUndefined();
    }
  });

  test('a restart gives a pending request up and asks again', () => {
    const feed = new ScriptedFeed(candlesFrom(count(3), { start: START }), [silent]);
    const desk = new Desk(feed);
    desk.cycle(1);
    desk.bench.restart({ symbol: 'EURUSD', ownFailure: true });
    desk.cycle(2);
    expect(desk.closes).toEqual([1, 2]);
    desk.bench.clock.advanceTo(at(3));
    expect(desk.reasons).toEqual([]);
  });
});

describe('freshness', () => {
  const firstTwo = candlesFrom(count(2), { start: START });

  test('tells once that an open market is silent, and again only after it was fresh', () => {
    const feed = new ScriptedFeed([...firstTwo, ...candlesFrom([100, 100], { start: at(10) })]);
    const desk = new Desk(feed);
    for (let minute = 1; minute <= 20; minute += 1) desk.cycle(minute);
    expect(desk.bench.sent('FeedStale').map(({ ageMs, lastCloseTime }) => [lastCloseTime, ageMs])).toEqual([
      [at(2), 3 * MINUTE_MS],
      [at(12), 3 * MINUTE_MS],
    ]);
  });

  test('a closed market is not silent, and one that just opened is given time', () => {
    const opensAt = at(30);
    const calendar: Calendar = {
      isOpen: (_symbol, instant) => instant <= at(2) || instant >= opensAt,
      nextOpen: (_symbol, instant) => (instant < at(2) ? instant : Math.max(instant, opensAt)),
    };
    const desk = new Desk(new ScriptedFeed(firstTwo), { calendar });
    for (let minute = 1; minute <= 32; minute += 1) desk.cycle(minute);
    expect(desk.bench.sent('FeedStale')).toEqual([]);
    desk.cycle(33);
    expect(desk.bench.sent('FeedStale')).toHaveLength(1);
  });
});
