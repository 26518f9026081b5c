import type { CandleFeed } from '@q/events';
import { at, BUY_HIGH, candlesFrom, Flow, RISE, START } from './testing/flow.js';

const candles = { EURUSD: candlesFrom(RISE) };

test.each([0, 3])('maxIterations %i runs so many cycles of a virtual run', async (maxIterations) => {
  const flow = await new Flow({ candles }).run(maxIterations);
  expect(flow.count('CycleStarted')).toBe(maxIterations);
});

test('a virtual run ends with its data', async () => {
  const flow = await new Flow({ candles }).run();
  expect(flow.of('CycleStarted').map(({ instant, phase, idle }) => [instant, phase, idle])).toEqual(
    RISE.map((_, index) => [at(index + 1), 'live', false]),
  );
});

test('polls at fetch_interval: one cycle for each close, idle ones in between', async () => {
  const flow = new Flow({
    candles,
    polledFrom: START,
    config: { services: { data_fetching: { fetch_interval: 30 } } },
  });
  await flow.polled?.drive(flow.orchestrator.initialize());
  const before = flow.count('CycleStarted');
  await flow.run(5);
  expect(
    flow
      .of('CycleStarted')
      .slice(before)
      .map(({ instant, idle }) => [(instant - START) / 60_000, idle]),
  ).toEqual([
    [0, true],
    [0, true],
    [1, false],
    [1, true],
    [2, false],
  ]);
  expect(flow.of('NewCandle').map(({ candle }) => candle.closeTime)).toEqual([at(1), at(2)]);
});

test('after a sleep of the machine each missed instant has its cycle, each candle comes once, and only the newest may be entered on', async () => {
  const flow = new Flow({
    candles,
    strategies: { EURUSD: [BUY_HIGH] },
    polledFrom: START,
    config: { services: { strategy_evaluation: { min_rows_required: 1 } } },
  });
  await flow.polled?.drive(flow.orchestrator.initialize());
  const before = flow.count('CycleStarted');
  let slept = false;
  flow.orchestrator.bus.subscribe('CycleStarted', ({ idle }) => {
    if (!idle || slept) return;
    slept = true;
    flow.polled?.sleep(7 * 60_000);
  });
  await flow.run(2);
  expect(
    flow
      .of('CycleStarted')
      .slice(before)
      .map(({ instant, phase }) => [(instant - START) / 60_000, phase]),
  ).toEqual([
    [0, 'live'],
    [1, 'late'],
    [2, 'late'],
    [3, 'late'],
    [4, 'late'],
    [5, 'late'],
    [6, 'late'],
    [7, 'live'],
  ]);
  expect(flow.of('NewCandle').map(({ candle, phase }) => [(candle.closeTime - START) / 60_000, phase])).toEqual(
    [1, 2, 3, 4, 5, 6, 7].map((minute) => [minute, minute === 7 ? 'live' : 'late']),
  );
  expect(flow.of('EntrySignal').map(({ decidedAt }) => decidedAt)).toEqual([at(7)]);
});

test('a feed that answers later answers all the same: no candle twice, none skipped', async () => {
  const slowly = (feed: CandleFeed): CandleFeed => ({
    ...feed,
    request: (request, inbox) => {
      flow.clock.setTimer(20_000, () => feed.request(request, inbox));
    },
  });
  const flow: Flow = new Flow({ candles, polledFrom: START, wrapFeed: slowly });
  await flow.run(60 * 2);
  const closes = flow.of('NewCandle').map(({ candle }) => (candle.closeTime - START) / 60_000);
  expect(closes).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(flow.count('DataFetchError')).toBe(0);
});

test('the progress of a run is told now and then, and the status in blocks', async () => {
  const lines: string[] = [];
  const flow = new Flow({ candles, config: { orchestrator: { status_log_interval: 4 } } });
  await flow.orchestrator.run({ onStatus: (block) => lines.push(...block) });
  await flow.orchestrator.stop();
  expect(lines).toHaveLength(4);
  expect(lines[0]).toContain('cycle 4');
  expect(lines[0]).toContain('services 7/7 healthy');
});

test('a run that was stopped does not begin again', async () => {
  const flow = await new Flow({ candles }).run(2);
  await expect(flow.orchestrator.run()).rejects.toThrow('make a new one');
});
