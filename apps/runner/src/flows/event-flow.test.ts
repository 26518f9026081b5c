import { BUY_HIGH, candlesFrom, Flow, RISE, strategyOf } from './testing/flow.js';

const candles = { EURUSD: candlesFrom([...RISE, 1.0, 1.0, 1.0]) };
const strategies = { EURUSD: [BUY_HIGH] };
const CHAIN = [
  'PositionOpened',
  'OrderFilled',
  'OrderPlaced',
  'OrderApproved',
  'EntrySignal',
  'IndicatorsCalculated',
  'NewCandle',
  'CycleStarted',
];

test('one candle becomes an order and a position: the whole chain under one correlation id, back to its CycleStarted', async () => {
  const flow = await new Flow({ candles, strategies }).run();
  const [opened] = flow.envelopesOf('PositionOpened');
  expect(flow.chainOf(opened)).toEqual(CHAIN);
  const chain = flow.envelopes.filter(({ correlationId }) => correlationId === opened?.correlationId);
  expect(opened?.correlationId).toMatch(/^[0-9a-f]{8}$/);
  for (const type of CHAIN) expect(chain.some(({ event }) => event.type === type)).toBe(true);
});

test('the exit has a chain of its own, from the candle that decided it', async () => {
  const flow = await new Flow({ candles, strategies }).run();
  const [closed] = flow.envelopesOf('PositionClosed');
  expect(flow.chainOf(closed)).toEqual([
    'PositionClosed',
    'OrderFilled',
    'OrderPlaced',
    'OrderApproved',
    'ExitSignal',
    'IndicatorsCalculated',
    'NewCandle',
    'CycleStarted',
  ]);
  expect(closed?.correlationId).not.toBe(flow.envelopesOf('PositionOpened')[0]?.correlationId);
});

test('a position that its stop closes belongs to the chain of its entry', async () => {
  const stopped = strategyOf('stopped', {
    entry: { long: 'close > 1.15' },
    risk: { sl: { type: 'fixed', value: 500 } },
  });
  const flow = await new Flow({ candles, strategies: { EURUSD: [stopped] } }).run();
  const [closed] = flow.envelopesOf('PositionClosed');
  expect(closed?.event).toMatchObject({ reason: 'stop_loss' });
  expect(flow.chainOf(closed)).toEqual(['PositionClosed', 'OrderFilled', ...CHAIN.slice(2)]);
});

test('every event but a root has a cause that came before it, with the same correlation id', async () => {
  const flow = await new Flow({ candles, strategies }).run();
  const byId = new Map(flow.envelopes.map((envelope) => [envelope.id, envelope]));
  for (const envelope of flow.envelopes) {
    if (envelope.causationId === 0) continue;
    const cause = byId.get(envelope.causationId);
    expect(cause?.id).toBeLessThan(envelope.id);
    expect(cause?.correlationId).toBe(envelope.correlationId);
  }
  const roots = flow.envelopes.filter(({ causationId }) => causationId === 0);
  expect(new Set(roots.map(({ correlationId }) => correlationId)).size).toBe(roots.length);
});

describe('cascades', () => {
  test('data to indicators: one row for each candle of each timeframe, higher ones first', async () => {
    const flow = await new Flow({
      candles,
      config: { trading: { symbols: ['EURUSD'], timeframes: ['1', '5'] } },
    }).run();
    const series = (type: 'NewCandle' | 'IndicatorsCalculated') => flow.of(type).map(({ timeframe }) => timeframe);
    expect(series('NewCandle')).toEqual(['1', '1', '1', '1', '5', '1', '1', '1', '1', '1', '5', '1', '1', '5']);
    expect(series('IndicatorsCalculated')).toEqual(series('NewCandle'));
    for (const envelope of flow.envelopesOf('IndicatorsCalculated'))
      expect(flow.chainOf(envelope)).toEqual(['IndicatorsCalculated', 'NewCandle', 'CycleStarted']);
  });

  test('indicators to strategy: evaluated once on the lowest timeframe, with the row of the higher one of that very instant', async () => {
    const both = strategyOf('both', { timeframes: ['1', '5'], entry: { long: 'close > 1.15 @5' } });
    const flow = await new Flow({
      candles,
      strategies: { EURUSD: [both] },
      config: {
        trading: { symbols: ['EURUSD'], timeframes: ['1', '5'] },
        services: { strategy_evaluation: { min_rows_required: 1 } },
      },
    }).run();
    // The first five minutes close at 1.20.
    expect(flow.of('EntrySignal')[0]).toMatchObject({
      timeframe: '1',
      price: 1.2,
      decidedAt: candles.EURUSD[4]?.closeTime,
    });
  });

  test('strategy to execution: the signal is approved, sent, accepted, and filled at the next open', async () => {
    const flow = await new Flow({ candles, strategies }).run();
    const trading = flow.types.filter(
      (type) => type.startsWith('Order') || type.startsWith('Position') || type.endsWith('Signal'),
    );
    expect(trading.slice(0, 6)).toEqual(
      ['EntrySignal', 'OrderApproved', 'OrderPlaced', 'OrderAccepted', 'OrderFilled', 'PositionOpened'].filter(
        (_, index) => index < 6,
      ),
    );
    expect(flow.of('OrderFilled')[0]?.fill).toMatchObject({ price: 1.2, filledAt: candles.EURUSD[5]?.openTime });
  });
});

test('a change of regime is told after the row that shows it', async () => {
  const closes = [
    ...Array.from({ length: 560 }, (_, index) => 1 + Math.sin(index) / 5_000),
    ...Array.from({ length: 200 }, (_, index) => 1 + index / 200),
    ...Array.from({ length: 300 }, (_, index) => 2 - index / 200),
  ];
  const flow = await new Flow({ candles: { EURUSD: candlesFrom(closes) } }).run();
  const changes = flow.envelopesOf('RegimeChanged');
  expect(changes.length).toBeGreaterThan(0);
  for (const change of changes) expect(flow.chainOf(change)).toEqual(['RegimeChanged', 'NewCandle', 'CycleStarted']);
  for (const { from, to, confidence } of flow.of('RegimeChanged')) {
    expect(from).not.toBe(to);
    expect(confidence).toBeGreaterThanOrEqual(0);
    expect(confidence).toBeLessThanOrEqual(1);
  }
});

test('two symbols trade side by side, each in its own chains', async () => {
  const flow = await new Flow({
    candles: { EURUSD: candlesFrom(RISE), GBPUSD: candlesFrom(RISE) },
    strategies: { EURUSD: [BUY_HIGH], GBPUSD: [BUY_HIGH] },
  }).run();
  expect(flow.of('PositionOpened').map(({ symbol }) => symbol)).toEqual(['EURUSD', 'GBPUSD']);
  for (const opened of flow.envelopesOf('PositionOpened')) expect(flow.chainOf(opened)).toEqual(CHAIN);
});
