import type { Candle, CandleFeed, CandleProblem } from '@q/events';
import { BUY_HIGH, candlesFrom, Flow, RISE, START, strategyOf } from './testing/flow.js';

const SECOND = strategyOf('second', { entry: { long: 'close > 1.15' } });
const candles = { EURUSD: candlesFrom([...RISE, 1.2, 1.2]), GBPUSD: candlesFrom([...RISE, 1.2, 1.2]) };
const strategies = { EURUSD: [BUY_HIGH, SECOND], GBPUSD: [BUY_HIGH] };
const minutes = (flow: Flow) => flow.of('NewCandle').map(({ candle }) => (candle.closeTime - START) / 60_000);

describe('an order whose answer is lost', () => {
  test('is unknown, is looked up, blocks entries of its symbol meanwhile, and is never sent twice', async () => {
    let lost = 0;
    const loses = ({ strategy, symbol }: { readonly strategy: string; readonly symbol: string }) =>
      strategy === 'buy-high' && symbol === 'EURUSD' && (lost += 1) > 0 ? ('answer' as const) : undefined;
    const late = strategyOf('second', { entry: { long: 'close > 1.15' } });
    const flow = await new Flow({ candles, strategies: { EURUSD: [BUY_HIGH, late], GBPUSD: [BUY_HIGH] }, loses }).run();
    const [unknown] = flow.envelopesOf('OrderUnknown');
    expect(flow.chainOf(unknown).slice(0, 3)).toEqual(['OrderUnknown', 'OrderPlaced', 'OrderApproved']);
    expect(lost).toBe(1);
    const id = flow.of('OrderUnknown')[0]?.clientOrderId;
    const told = flow.events.flatMap((event) =>
      ('clientOrderId' in event && event.clientOrderId === id) || ('fill' in event && event.fill.clientOrderId === id)
        ? [event.type]
        : [],
    );
    expect(told).toEqual(['OrderUnknown', 'OrderAccepted', 'OrderFilled']);
    expect(flow.of('PositionOpened').filter(({ symbol }) => symbol === 'EURUSD')).toHaveLength(2);
    const ids = flow.of('OrderPlaced').map(({ order }) => order.clientOrderId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('while it is not known no entry of its symbol is approved; other symbols go on', async () => {
    const flow = new Flow({ candles, strategies: { EURUSD: [BUY_HIGH, SECOND], GBPUSD: [BUY_HIGH] } });
    flow.orchestrator.bus.subscribe('EntrySignal', ({ strategy, symbol }) => {
      // What the broker would say of another order, just before the second strategy is asked about.
      if (strategy === 'buy-high' && symbol === 'EURUSD')
        flow.orchestrator.bus.publish({
          type: 'OrderUnknown',
          symbol,
          clientOrderId: 'x'.repeat(18) as never,
          message: 'lost',
        });
    });
    await flow.run();
    expect(flow.of('PositionOpened').map(({ symbol }) => symbol)).toContain('GBPUSD');
    expect(
      flow
        .of('OrderDenied')
        .filter(({ reason }) => reason === 'order_unknown')
        .every(({ symbol }) => symbol === 'EURUSD'),
    ).toBe(true);
    expect(flow.of('OrderDenied').some(({ reason }) => reason === 'order_unknown')).toBe(true);
  });

  test('an order that never arrived is rejected in the end and frees its place', async () => {
    let first = true;
    const loses = () => {
      if (!first) return undefined;
      first = false;
      return 'order' as const;
    };
    const flow = await new Flow({
      candles: { EURUSD: candles.EURUSD },
      strategies: { EURUSD: [BUY_HIGH] },
      loses,
    }).run();
    expect(flow.count('OrderUnknown')).toBe(1);
    expect(flow.count('OrderRejected')).toBe(1);
    expect(flow.count('PositionOpened')).toBe(1);
    const ids = flow.of('OrderPlaced').map(({ order }) => order.clientOrderId);
    expect(new Set(ids).size).toBe(2);
  });
});

describe('bad candles', () => {
  const third = candles.EURUSD[2] as Candle;
  const faults: readonly (readonly [CandleProblem, Partial<Candle>])[] = [
    ['not_a_number', { close: NaN }],
    ['not_positive', { low: -1 }],
    ['high_below_low', { high: 1, low: 2, open: 1.5, close: 1.5 }],
    ['outside_range', { close: 9 }],
    ['negative_volume', { volume: -1 }],
    ['duplicate', { openTime: third.openTime - 60_000, closeTime: third.closeTime - 60_000 }],
    ['out_of_order', { openTime: third.openTime - 120_000, closeTime: third.closeTime - 120_000 }],
    ['overlapping', { openTime: third.openTime - 30_000, closeTime: third.closeTime - 30_000 }],
  ];

  test.each(faults)(
    '%s is reported, reaches no indicator, and every candle is accounted for',
    async (problem, change) => {
      const bad = (feed: CandleFeed): CandleFeed => ({
        ...feed,
        request: (request, inbox) =>
          feed.request(request, {
            ...inbox,
            candles: (found, until) =>
              inbox.candles(
                found.map((one) => (one.openTime === third.openTime ? { ...one, ...change } : one)),
                until,
              ),
            failed: (failure) => inbox.failed(failure),
          }),
      });
      const flow = await new Flow({
        candles: { EURUSD: candles.EURUSD },
        strategies: { EURUSD: [BUY_HIGH] },
        wrapFeed: bad,
      }).run();
      expect(flow.of('DataFetchError').map(({ reason }) => reason)).toEqual([problem]);
      expect(minutes(flow)).toEqual([1, 2, 4, 5, 6, 7, 8, 9, 10]);
      expect(flow.count('IndicatorsCalculated')).toBe(9);
      expect(flow.orchestrator.figures.candles).toEqual([
        { symbol: 'EURUSD', timeframe: '1', in: 10, published: 9, bad: 1 },
      ]);
      expect(flow.count('HandlerFailed')).toBe(0);
    },
  );
});

describe('a feed that fails', () => {
  const failing = (times: number, how: 'failed' | 'throws' | 'silent') => {
    let left = times;
    return (feed: CandleFeed): CandleFeed => ({
      ...feed,
      request: (request, inbox) => {
        left -= 1;
        if (left < 0) return feed.request(request, inbox);
        if (how === 'throws') throw new Error('boom');
        if (how === 'failed') inbox.failed({ message: 'down', retryable: true });
      },
    });
  };

  test.each(['failed', 'throws'] as const)('%s: is asked again, and no candle is lost or doubled', async (how) => {
    const flow = await new Flow({ candles: { EURUSD: candles.EURUSD }, wrapFeed: failing(2, how) }).run();
    expect(minutes(flow)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(flow.count('DataFetchError')).toBe(0);
    expect(flow.count('HandlerFailed')).toBe(0);
  });

  test('never answers: the request is given up, the next one brings what was missed', async () => {
    const flow = await new Flow({ candles: { EURUSD: candles.EURUSD }, wrapFeed: failing(1, 'silent') }).run();
    expect(minutes(flow)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('for good: it is reported each time, and the other symbol trades', async () => {
    const oneSided = (feed: CandleFeed): CandleFeed => ({
      ...feed,
      request: (request, inbox) => {
        if (request.symbol === 'EURUSD') inbox.failed({ message: 'down', retryable: true });
        else feed.request(request, inbox);
      },
    });
    const flow = await new Flow({
      candles,
      strategies,
      wrapFeed: oneSided,
      config: { services: { data_fetching: { retry_attempts: 1 } } },
    }).run();
    expect(flow.of('DataFetchError').map(({ symbol, attempts }) => [symbol, attempts])).toEqual(
      Array.from({ length: 9 }, () => ['EURUSD', 2]).concat([]),
    );
    expect(flow.of('PositionOpened').map(({ symbol }) => symbol)).toEqual(['GBPUSD']);
  });
});

describe('a silent feed', () => {
  test('blocks entries until base candles come again: a higher candle that merely runs out does not make it fresh', async () => {
    // Three minutes, then an hour of silence while the other symbol goes on.
    const gap = [...candlesFrom([1.2, 1.2, 1.2]), ...candlesFrom([1.2, 1.2, 1.2], START + 70 * 60_000)];
    const hourly = strategyOf('hourly', { entry: { long: 'close > 1.15 @60' }, timeframes: ['60'] });
    const flow = await new Flow({
      candles: { EURUSD: gap, GBPUSD: candlesFrom(Array.from({ length: 73 }, () => 1.1)) },
      strategies: { EURUSD: [hourly] },
      config: {
        trading: { symbols: ['EURUSD', 'GBPUSD'], timeframes: ['1', '15', '60'] },
        services: { strategy_evaluation: { min_rows_required: 1 } },
      },
    }).run();
    expect(flow.of('FeedStale')[0]).toMatchObject({ symbol: 'EURUSD', lastCloseTime: START + 3 * 60_000 });
    expect(flow.of('EntrySignal').map(({ decidedAt }) => (decidedAt - START) / 60_000)).toContain(60);
    expect(flow.of('OrderDenied').filter(({ decidedAt }) => decidedAt === START + 60 * 60_000)).toMatchObject([
      { reason: 'stale_data' },
    ]);
  });
});

test('candles are accounted for also where the timeframe of the feed is not one that is traded', async () => {
  const flow = await new Flow({
    candles: { EURUSD: candles.EURUSD },
    config: { trading: { symbols: ['EURUSD'], timeframes: ['5'] } },
  }).run();
  for (const { in: taken, published, bad } of flow.orchestrator.figures.candles) expect(taken).toBe(published + bad);
  expect(flow.orchestrator.figures.candles).toContainEqual({
    symbol: 'EURUSD',
    timeframe: '5',
    in: 2,
    published: 2,
    bad: 0,
  });
});
