import { eventToJson } from '@q/events';
import { BUY_HIGH, candlesFrom, Flow, RISE } from './testing/flow.js';

const candles = { EURUSD: candlesFrom([...RISE, 1.0, 1.0]) };
const strategies = { EURUSD: [BUY_HIGH] };
const outputs = (history: 'default' | 'all' | 'none') => ({ config: { outputs: { history } } });
const recordsOf = (flow: Flow): readonly string[] => [...flow.journal.scan(0)].map((record) => JSON.stringify(record));

describe('event history', () => {
  test('all keeps everything, in the order of the ids', async () => {
    const flow = await new Flow({ candles, strategies, ...outputs('all') }).run();
    expect(recordsOf(flow)).toEqual(flow.envelopes.map(eventToJson));
  });

  test('default keeps every order and position with its whole chain, and leaves the rest of the market data out', async () => {
    const flow = await new Flow({ candles, strategies, ...outputs('default') }).run();
    const kept = new Map([...flow.journal.scan(0)].map((record) => [Number(record['id']), record]));
    expect(kept.size).toBeLessThan(flow.envelopes.length);
    for (const envelope of flow.envelopes) {
      if (!/^(Order|Position|Entry|Exit|Trading|Service|Strategy)/.test(envelope.event.type)) continue;
      let link = kept.get(envelope.id);
      expect(link?.['type']).toBe(envelope.event.type);
      while (Number(link?.['causationId']) !== 0) link = kept.get(Number(link?.['causationId']));
      expect(link).toBeDefined();
    }
    expect(flow.history.filter((type) => type === 'DataFetched')).toEqual([]);
    expect(flow.history.filter((type) => type === 'CycleStarted').length).toBeLessThan(flow.count('CycleStarted'));
  });

  test('none keeps nothing', async () => {
    expect(recordsOf(await new Flow({ candles, strategies, ...outputs('none') }).run())).toEqual([]);
  });

  test.each(['default', 'all'] as const)('two runs give the same bytes (%s)', async (history) => {
    const runs = await Promise.all([1, 2].map(() => new Flow({ candles, strategies, ...outputs(history) }).run()));
    const [first, second] = runs.map(recordsOf);
    expect(first?.length).toBeGreaterThan(10);
    expect(second).toEqual(first);
  });

  test('two runs with restarts on the way give the same bytes too', async () => {
    const run = async () => {
      const flow = new Flow({ candles, strategies, ...outputs('all') });
      let left = 3;
      flow.orchestrator.bus.subscribe(
        'NewCandle',
        () => {
          left -= 1;
          if (left >= 0) throw new Error('breaks');
        },
        { name: 'RiskGate' },
      );
      return recordsOf(await flow.run());
    };
    expect(await run()).toEqual(await run());
  });

  test('event_history_limit keeps the newest events in memory, 0 none; queries go by type, correlation id and limit', async () => {
    for (const limit of [0, 5]) {
      const flow = await new Flow({ candles, strategies, config: { event_bus: { event_history_limit: limit } } }).run();
      expect(flow.orchestrator.bus.history().map(({ id }) => id)).toEqual(
        limit === 0 ? [] : flow.envelopes.slice(-limit).map(({ id }) => id),
      );
    }
    const { orchestrator } = await new Flow({ candles, strategies }).run();
    const [opened] = orchestrator.bus.history({ type: 'PositionOpened' });
    const chain = orchestrator.bus.history({ correlationId: opened?.correlationId ?? '' });
    expect(chain.map(({ event }) => event.type)).toContain('EntrySignal');
    expect(orchestrator.bus.history({ type: 'NewCandle', limit: 2 })).toHaveLength(2);
  });
});

describe('subscriptions', () => {
  test('several listeners of one type get every event, in the order in which they came', async () => {
    const flow = new Flow({ candles });
    const seen: string[] = [];
    for (const name of ['first', 'second']) flow.orchestrator.bus.subscribe('NewCandle', () => void seen.push(name));
    await flow.run();
    expect(seen).toEqual(Array.from({ length: 10 }, () => ['first', 'second']).flat());
  });

  test('one that leaves gets nothing more, the others go on', async () => {
    const flow = new Flow({ candles });
    const seen = { leaves: 0, stays: 0 };
    const leave = flow.orchestrator.bus.subscribe('NewCandle', () => {
      seen.leaves += 1;
      if (seen.leaves === 3) leave();
    });
    flow.orchestrator.bus.subscribe('NewCandle', () => void (seen.stays += 1));
    await flow.run();
    expect(seen).toEqual({ leaves: 3, stays: 10 });
    expect(leave()).toBe(false);
  });

  test('a listener that throws is told of, and everybody else gets the event all the same', async () => {
    const alone = await new Flow({ candles, strategies }).run();
    const flow = new Flow({ candles, strategies });
    flow.orchestrator.bus.subscribe(
      'NewCandle',
      () => {
        throw new Error('mine');
      },
      { name: 'Dashboard' },
    );
    await flow.run();
    expect(flow.of('HandlerFailed')).toHaveLength(10);
    expect(flow.of('HandlerFailed')[0]).toMatchObject({
      subscriber: 'Dashboard',
      eventType: 'NewCandle',
      symbol: 'EURUSD',
      message: 'mine',
    });
    expect(flow.of('PositionClosed')).toEqual(alone.of('PositionClosed'));
    expect(flow.orchestrator.getEventBusMetrics().handler_errors).toBe(10);
  });

  test('a filter narrows what a listener gets', async () => {
    const flow = new Flow({ candles: { ...candles, GBPUSD: candles.EURUSD } });
    const seen = new Set<string>();
    flow.orchestrator.bus.subscribe(['NewCandle', 'IndicatorsCalculated'], ({ symbol }) => void seen.add(symbol), {
      filter: ({ symbol }) => symbol === 'GBPUSD',
    });
    await flow.run();
    expect([...seen]).toEqual(['GBPUSD']);
  });
});
