import { CandleColumns, createReplayFeed } from '@q/brokers';
import type { Candle, CandleFeed } from '@q/events';
import { timeframeMs } from '@q/events';
import { createIndicator } from '@q/indicators';
import { at, BUY_HIGH, candlesFrom, Flow, MINUTE_MS, RISE, START, strategyOf } from './testing/flow.js';

const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Tuesday, 02:30 UTC. */
const NOW = Date.UTC(2025, 0, 7, 2, 30);
const wave = (index: number): number => Number((1.2 + Math.sin(index / 5) / 50).toFixed(5));

/** Candles of an hour each, from long before to some hours after. */
const hourly: readonly Candle[] = candlesFrom(
  Array.from({ length: 3_200 }, (_, index) => wave(index)),
  0,
).map((candle, index) => {
  const openTime = Date.UTC(2025, 0, 7, 12) - (3_200 - index) * HOUR_MS;
  return { ...candle, openTime, closeTime: openTime + HOUR_MS };
});

describe('candles of an hour and of four, started in the middle of the night', () => {
  const started = async (): Promise<{ readonly flow: Flow; readonly past: number }> => {
    const series = [{ symbol: 'BTCUSD', timeframe: '60' as const, columns: CandleColumns.of(hourly) }];
    const flow = new Flow({
      candles: { BTCUSD: [] },
      wrapFeed: () => createReplayFeed({ series }),
      polledFrom: NOW,
      config: {
        trading: { symbols: ['BTCUSD'], timeframes: ['60', '240'] },
        services: { data_fetching: { fetch_interval: 60 } },
      },
    });
    await flow.polled?.drive(flow.orchestrator.initialize());
    return { flow, past: flow.count('NewCandle') };
  };
  const closesOf = (flow: Flow, timeframe: string, from = 0) =>
    flow
      .of('NewCandle')
      .slice(from)
      .filter((event) => event.timeframe === timeframe)
      .map(({ candle }) => candle.closeTime);

  test('the warm-up has every candle that has closed, also those of today, and none that is still forming', async () => {
    const { flow } = await started();
    const midnight = Date.UTC(2025, 0, 7);
    expect(closesOf(flow, '240').at(-1)).toBe(midnight);
    expect(closesOf(flow, '60').slice(-3)).toEqual([midnight, midnight + HOUR_MS, midnight + 2 * HOUR_MS]);
    for (const { candle, timeframe } of flow.of('NewCandle')) {
      expect(candle.closeTime).toBeLessThanOrEqual(NOW);
      expect(candle.closeTime - candle.openTime).toBe(timeframeMs(timeframe));
    }
    expect(
      flow
        .of('NewCandle')
        .slice(2)
        .every(({ candle, timeframe }) => candle.bars === (timeframe === '240' ? 4 : 1)),
    ).toBe(true);
    await flow.polled?.drive(flow.orchestrator.stop());
  });

  test('then each comes once, when it has closed: no forming candle is traded, none is left out', async () => {
    const { flow, past } = await started();
    await flow.run(100);
    const clock = (hour: number): number => Date.UTC(2025, 0, 7, hour);
    expect(closesOf(flow, '60', past)).toEqual([clock(3), clock(4)]);
    expect(closesOf(flow, '240', past)).toEqual([clock(4)]);
    for (const { event, at: published } of flow.envelopesOf('NewCandle').slice(past))
      expect(event.type === 'NewCandle' ? event.candle.closeTime : NaN).toBeLessThanOrEqual(published);
    const four = hourly.filter(({ closeTime }) => closeTime > clock(0) && closeTime <= clock(4));
    expect(flow.of('NewCandle').findLast(({ timeframe }) => timeframe === '240')?.candle).toMatchObject({
      open: four[0]?.open,
      high: Math.max(...four.map(({ high }) => high)),
      low: Math.min(...four.map(({ low }) => low)),
      close: four[3]?.close,
    });
  });
});

test('the first live candle is not the last one of the warm-up: values and previous close are those of one unbroken series', async () => {
  const candles = candlesFrom(
    Array.from({ length: 4 * 1_440 }, (_, index) => wave(index)),
    START - 3 * DAY_MS,
  );
  const flow = new Flow({
    candles: { EURUSD: candles },
    indicators: { EURUSD_1: { ema: { period: 9 }, obv: {} } },
    polledFrom: START + 20_000,
  });
  await flow.polled?.drive(flow.orchestrator.initialize());
  const rows = (): readonly Candle[] => flow.of('NewCandle').map(({ candle }) => candle);
  const warm = rows().length;
  await flow.run(40);
  const all = rows();
  expect([all[warm - 1]?.closeTime, all[warm]?.closeTime]).toEqual([START, at(1)]);
  const [ema, obv] = [createIndicator('ema', { period: 9 }), createIndicator('obv')];
  const wanted = all.map((candle) => {
    ema.update(candle);
    obv.update(candle);
    return [candle.closeTime, ema.value(), obv.value()];
  });
  expect(flow.of('IndicatorsCalculated').map(({ row }) => [row.closeTime, row.value('ema'), row.value('obv')])).toEqual(
    wanted,
  );
  expect(all.length).toBeGreaterThan(warm + 1);
});

test('a backtest streams every candle once, however many bars are asked for, and sees none before its time', async () => {
  const outcome = async (bars: number) => {
    const flow = await new Flow({
      candles: { EURUSD: candlesFrom(RISE) },
      strategies: { EURUSD: [BUY_HIGH] },
      config: { services: { data_fetching: { nbr_bars: bars } } },
    }).run();
    for (const { event, at: published } of flow.envelopes)
      if (event.type === 'NewCandle') expect(event.candle.closeTime).toBe(published);
    return [
      flow.of('NewCandle').map(({ candle }) => candle.closeTime),
      flow.of('PositionOpened').map(({ openedAt }) => openedAt),
    ];
  };
  expect(await outcome(3)).toEqual([RISE.map((_, index) => at(index + 1)), [at(5)]]);
  expect(await outcome(1)).toEqual(await outcome(3));
});

test.each(['fails', 'throws', 'is silent'] as const)(
  'history of one symbol that %s keeps no other from its warm-up and its trades',
  async (how) => {
    const days = candlesFrom(
      Array.from({ length: 4 * 1_440 }, (_, index) => (index < 3 * 1_440 ? 1.1 : 1.2)),
      START - 3 * DAY_MS,
    );
    const broken = (feed: CandleFeed): CandleFeed => ({
      ...feed,
      request(request, inbox) {
        if (request.symbol !== 'GBPUSD') return feed.request(request, inbox);
        if (how === 'throws') throw new Error('no history');
        if (how === 'fails') inbox.failed({ message: 'no history', retryable: false });
      },
    });
    const flow = new Flow({
      candles: { GBPUSD: days, EURUSD: days },
      strategies: { EURUSD: [BUY_HIGH], GBPUSD: [BUY_HIGH] },
      wrapFeed: broken,
      polledFrom: START + 20_000,
    });
    await flow.run(40);
    expect(flow.orchestrator.status).toBe('stopped');
    expect(flow.of('PositionOpened').map(({ symbol }) => symbol)).toEqual(['EURUSD']);
    expect(flow.of('NewCandle').filter(({ symbol }) => symbol === 'GBPUSD')).toEqual([]);
    if (how !== 'is silent')
      expect(flow.of('DataFetchError')[0]).toMatchObject({ symbol: 'GBPUSD', reason: 'feed_failed' });
  },
);

test('no event changes after it was published, and each can be compared and kept as text', async () => {
  const flow: Flow = new Flow({
    candles: { EURUSD: candlesFrom([...RISE, 1, 1, 1]) },
    strategies: { EURUSD: [BUY_HIGH, strategyOf('other', { entry: { long: 'close > 1.15' } })] },
    indicators: { EURUSD_1: { sma: { period: 2 }, bb: { window: 3, num_std_dev: 2 } } },
    config: { trading: { symbols: ['EURUSD'], timeframes: ['1', '5'] } },
  });
  const texts: string[] = [];
  flow.orchestrator.bus.subscribe('*', (event) => void texts.push(JSON.stringify(event)));
  await flow.run();
  expect(flow.events.map((event) => JSON.stringify(event))).toEqual(texts);
  const rows = flow.of('IndicatorsCalculated').filter(({ timeframe }) => timeframe === '1');
  expect(rows.map(({ row }) => row.value('sma'))).toEqual(
    [...RISE, 1, 1, 1].map((close, index, all) => (index === 0 ? undefined : ((all[index - 1] ?? 0) + close) / 2)),
  );
  expect(rows.at(-1)?.row.schema.names).toEqual(expect.arrayContaining(['sma', 'bb_upper', 'regime', 'close']));
  const again = await new Flow({ candles: { EURUSD: candlesFrom(RISE) } }).run();
  expect(again.events).toEqual((await new Flow({ candles: { EURUSD: candlesFrom(RISE) } }).run()).events);
});
