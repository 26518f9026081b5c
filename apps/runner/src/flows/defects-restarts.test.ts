import type { CandleFeed } from '@q/events';
import { at, candlesFrom, Flow, START, strategyOf } from './testing/flow.js';

const WAVE = Array.from({ length: 60 }, (_, index) => Number((1.2 + Math.sin(index / 2) / 200).toFixed(5)));
const LONG = Array.from({ length: 60 }, () => 1.2);
const minutesOf = (flow: Flow): readonly number[] =>
  flow.of('NewCandle').map(({ candle }) => (candle.closeTime - START) / 60_000);
const ALL = LONG.map((_, index) => index + 1);

/** A listener that fails in the name of a service: what the supervisor sees is that service failing. */
function failIn(flow: Flow, service: string, minutes: readonly number[]): void {
  flow.orchestrator.bus.subscribe(
    'NewCandle',
    ({ candle }) => {
      if (minutes.includes((candle.closeTime - START) / 60_000)) throw new Error(`${service} breaks`);
    },
    { name: service },
  );
}

test('indicators go on after restarts: every row, with its regime, is that of a run without them', async () => {
  const options = {
    candles: { EURUSD: candlesFrom(WAVE) },
    indicators: { EURUSD_1: { regime: { warm_up: 10 }, ema: { period: 5 }, supertrend: { period: 4 } } },
  };
  const rowsOf = (flow: Flow) =>
    flow.of('IndicatorsCalculated').map(({ row }) => [row.closeTime, JSON.stringify(row)] as const);
  const alone = new Map(rowsOf(await new Flow(options).run()));
  const flow: Flow = new Flow(options);
  failIn(flow, 'IndicatorCalculationService', [12, 30, 31, 50]);
  flow.clock.setTimer(20 * 60_000 + 5_000, () => flow.orchestrator.restartService('IndicatorCalculationService'));
  await flow.run();
  expect(flow.count('ServiceRestarted')).toBe(5);
  for (const [closeTime, row] of rowsOf(flow)) expect(row).toBe(alone.get(closeTime));
  expect(new Set(rowsOf(flow).map(([closeTime]) => closeTime)).size).toBe(WAVE.length);
  expect(
    new Set([...alone.values()].map((row) => (JSON.parse(row) as { regime: string }).regime)).size,
  ).toBeGreaterThan(2);
});

describe('a position monitor that is restarted', () => {
  const risk = {
    position_sizing: { type: 'fixed', value: 0.02 },
    sl: { type: 'fixed', value: 100, trailing: { enabled: true, step: 50 } },
    tp: {
      type: 'multi_target',
      unit: 'pips',
      targets: [
        { value: 100, percent: 50 },
        { value: 300, percent: 50 },
      ],
    },
  };
  const one = strategyOf('one', { entry: { long: 'close crosses_above 1.15' }, risk });
  const closes = [1.1, 1.1, 1.1, 1.2, 1.2, 1.2, 1.205, 1.212, 1.22, 1.21, 1.21];
  const options = { candles: { EURUSD: candlesFrom(closes) }, strategies: { EURUSD: [one] } };
  const tale = (flow: Flow) => flow.events.filter(({ type }) => /^(Position|TakeProfit|StopLoss)/.test(type));

  test('keeps its positions: target, trailing stop and close are those of a run without restarts', async () => {
    const alone = await new Flow(options).run();
    expect(alone.types).toEqual(expect.arrayContaining(['TakeProfitHit', 'StopLossMoved', 'PositionClosed']));
    const flow: Flow = new Flow(options);
    for (const minute of [5, 7, 9])
      flow.clock.setTimer(minute * 60_000 + 5_000, () => flow.orchestrator.restartService('PositionMonitor'));
    flow.clock.setTimer(8 * 60_000 + 5_000, () => flow.orchestrator.restartService('PositionMonitor', 'EURUSD'));
    await flow.run();
    expect(flow.count('ServiceRestarted')).toBe(4);
    expect(tale(flow)).toEqual(tale(alone));
  });

  test('after failures of its own too', async () => {
    const alone = await new Flow(options).run();
    const flow: Flow = new Flow(options);
    failIn(flow, 'PositionMonitor', [2, 5, 6]);
    await flow.run();
    expect(flow.count('ServiceRestarted')).toBe(3);
    expect(tale(flow)).toEqual(tale(alone));
    expect(flow.orchestrator.figures).toMatchObject({ positionsOpened: 1, positionsClosed: 1 });
  });

  test('goes on with the 0.01 lots that are left as with any position', async () => {
    const flow = await new Flow(options).run();
    expect(flow.of('PositionPartiallyClosed')).toMatchObject([{ volume: 0.01, remaining: 0.01 }]);
    const hit = flow.types.indexOf('PositionPartiallyClosed');
    expect(flow.types.slice(hit)).toContain('StopLossMoved');
    expect(flow.of('PositionClosed')).toMatchObject([{ volume: 0.02, reason: 'stop_loss' }]);
  });
});

test('failures far apart do not add up: each is mended, the service is well again, and nothing is published twice', async () => {
  const minutes = [2, 6, 10, 14, 18, 22, 26, 30, 34, 38, 42, 46];
  const flow: Flow = new Flow({ candles: { EURUSD: candlesFrom(LONG) } });
  failIn(flow, 'RiskGate', minutes);
  const seen: number[] = [];
  flow.orchestrator.bus.subscribe('CycleStarted', () => {
    const { is_healthy: isHealthy, consecutive_failures: inARow } =
      flow.orchestrator.getServiceHealth()['RiskGate'] ?? {};
    seen.push(isHealthy === true ? (inARow ?? NaN) : Infinity);
  });
  await flow.run();
  expect(Math.max(...seen)).toBeLessThanOrEqual(1);
  expect(flow.orchestrator.getServiceMetrics()['RiskGate']).toMatchObject({ errors: 12, restarts: 12 });
  expect(flow.envelopesOf('ServiceRestarted').at(-1)?.at).toBeLessThan(at(47));
  expect(flow.count('ServiceFailed')).toBe(0);
  expect(minutesOf(flow)).toEqual(ALL);
});

test.each([true, false])(
  'an exception stops the data of no symbol for longer than its cycle: what was missed comes next (enable_auto_restart %p)',
  async (restarts) => {
    const throwing = (feed: CandleFeed): CandleFeed => ({
      ...feed,
      request(request, inbox) {
        if (request.symbol === 'EURUSD' && request.until === at(3)) throw new Error('socket closed');
        feed.request(request, inbox);
      },
    });
    const flow: Flow = new Flow({
      candles: { EURUSD: candlesFrom(LONG), GBPUSD: candlesFrom(LONG) },
      wrapFeed: throwing,
      config: {
        orchestrator: { enable_auto_restart: restarts },
        services: { data_fetching: { retry_attempts: 0 } },
      },
    });
    failIn(flow, 'DataFetchingService', [7, 8]);
    await flow.run();
    expect(flow.of('DataFetchError')).toMatchObject([{ symbol: 'EURUSD', reason: 'feed_failed' }]);
    expect(flow.of('HandlerFailed')).toHaveLength(4);
    for (const symbol of ['EURUSD', 'GBPUSD']) {
      const closes = flow.of('NewCandle').filter((event) => event.symbol === symbol);
      expect(closes.map(({ candle }) => (candle.closeTime - START) / 60_000)).toEqual(ALL);
    }
  },
);
