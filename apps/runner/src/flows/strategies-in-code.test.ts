import type { Strategy, StrategyView } from '@q/trading';
import { defineStrategy } from '@q/trading';
import { candlesFrom, Flow, RISE, strategyOf } from './testing/flow.js';

const risk = { position_sizing: { type: 'fixed', value: 0.01 }, sl: { type: 'fixed', value: 500 } } as const;

/** The same decision as `close > 1.15` in a file. */
const inCode = (name = 'coded', look: (view: StrategyView) => void = () => undefined): Strategy =>
  defineStrategy({
    name,
    timeframes: ['1'],
    warmUp: 3,
    risk,
    evaluate(view) {
      look(view);
      const close = view.value('1', 'close');
      return typeof close === 'number' && close > 1.15 ? [{ kind: 'entry', direction: 'long' }] : [];
    },
  });

const candles = { EURUSD: candlesFrom(RISE) };
const run = (strategy: Strategy, more: object = {}): Promise<Flow> =>
  new Flow({ candles, sockets: { strategies: [{ symbol: 'EURUSD', strategy }] }, ...more }).run();

test('a strategy in code passes the same gate and gives the same orders as the same rules in a file', async () => {
  const coded = await run(inCode('same'));
  const filed = await new Flow({
    candles,
    strategies: { EURUSD: [strategyOf('same', { entry: { long: 'close > 1.15' }, risk })] },
  }).run();
  expect(coded.count('OrderApproved')).toBe(1);
  expect(coded.of('OrderApproved')).toEqual(filed.of('OrderApproved'));
  expect(coded.of('PositionOpened')).toEqual(filed.of('PositionOpened'));
  expect(coded.of('OrderDenied').map(({ reason }) => reason)).toEqual(
    filed.of('OrderDenied').map(({ reason }) => reason),
  );
});

test('it is asked once it has as many rows as it needs', async () => {
  let asked = 0;
  await run(
    inCode('eager', () => void (asked += 1)),
    {
      config: { services: { strategy_evaluation: { min_rows_required: 1 } } },
    },
  );
  expect(asked).toBe(RISE.length - 2);
});

test('an indicator that it declares is calculated, and its values are those of the closes', async () => {
  const seen: unknown[] = [];
  const strategy = defineStrategy({
    name: 'averages',
    timeframes: ['1'],
    warmUp: 1,
    risk,
    indicators: { '1': { sma_own: { period: 2 } } },
    evaluate(view) {
      seen.push(view.value('1', 'sma_own'));
      return [];
    },
  });
  await run(strategy, { config: { services: { strategy_evaluation: { min_rows_required: 1 } } } });
  const means = RISE.map((close, index) => (index === 0 ? undefined : (close + (RISE[index - 1] ?? 0)) / 2));
  expect(seen).toHaveLength(RISE.length);
  seen.forEach((value, index) => {
    const mean = means[index];
    if (mean === undefined) expect(value).toBeUndefined();
    else expect(value).toBeCloseTo(mean, 12);
  });
});

describe('a strategy that cheats', () => {
  test.each([-1, -0.5, -1e9])(
    'cannot look %f rows ahead: its evaluation fails, and nothing is ordered',
    async (back) => {
      const flow = await run(inCode('peeking', (view) => void view.row('1', back)));
      expect(flow.count('StrategyEvaluationError')).toBeGreaterThan(0);
      expect(flow.of('StrategyEvaluationError')[0]?.message).toMatch(/does not exist yet/);
      expect(flow.count('EntrySignal')).toBe(0);
    },
  );

  test('sees no row that closes after the candle it is asked on, whatever it asks for', async () => {
    const latest: number[] = [];
    const asked: number[] = [];
    const flow = await run(
      inCode('curious', (view) => {
        for (const back of [0, 1, 2, 1.5, NaN, Infinity]) latest.push(view.row('1', back)?.closeTime ?? 0);
        asked.push(Math.max(...latest.splice(0)));
      }),
    );
    const closes = flow.of('CycleStarted').map(({ instant }) => instant);
    expect(asked).toEqual(closes.slice(2, 2 + asked.length));
  });

  test('cannot keep its view and look again when the next candle is there', async () => {
    let kept: StrategyView | undefined;
    const errors: string[] = [];
    const candle = candlesFrom(RISE);
    const flow = new Flow({
      candles: { EURUSD: candle },
      sockets: { strategies: [{ symbol: 'EURUSD', strategy: inCode('keeping', (view) => void (kept = view)) }] },
    });
    flow.orchestrator.bus.subscribe('IndicatorsCalculated', () => {
      try {
        kept?.row('1');
      } catch (error) {
        errors.push(String(error));
      }
    });
    await flow.run();
    expect(errors.length).toBeGreaterThan(0);
    expect(errors[0]).toMatch(/evaluation is over/);
  });
});

test.each([
  ['another symbol', { symbol: 'GBPUSD', strategy: inCode() }, /trading\.symbols does not list/],
  [
    'a timeframe that is not followed',
    { symbol: 'EURUSD', strategy: { ...inCode(), timeframes: ['240'] as const } },
    /needs timeframe "240"/,
  ],
] as const)('for %s it is refused when the system is put together', (_what, seat, message) => {
  expect(() => new Flow({ candles, sockets: { strategies: [seat] } })).toThrow(message);
});

test('two strategies of one name on a symbol are refused', () => {
  const seat = { symbol: 'EURUSD', strategy: inCode() };
  expect(() => new Flow({ candles, sockets: { strategies: [seat, seat] } })).toThrow(
    /two strategies of EURUSD are named "coded"/,
  );
});

test.each([
  ['no size', { risk: {} }, /risk: position_sizing/],
  ['a stop that is none', { risk: { ...risk, sl: { type: 'fixed', value: -1 } } }, /risk: sl\.value/],
  ['half a row', { warmUp: 0.5 }, /warmUp must be a whole number/],
  ['hours that are none', { schedule: { hours: '8-16' } }, /schedule: hours/],
])('defined with %s it says what is wrong', (_what, parts, message) => {
  const whole = { name: 'coded', timeframes: ['1'], warmUp: 1, risk, evaluate: () => [], ...parts };
  // What a bot in JavaScript could hand over.
  expect(() => defineStrategy(whole as unknown as Parameters<typeof defineStrategy>[0])).toThrow(message);
});

test('evaluations are kept with every condition only where that is asked for', async () => {
  const strategies = { EURUSD: [strategyOf('same', { entry: { long: 'close > 1.15' }, risk })] };
  const kept = await new Flow({
    candles,
    strategies,
    config: { services: { strategy_evaluation: { keep_evaluations: 2 } } },
  }).run();
  const evaluations = kept.orchestrator.getEvaluations();
  expect(evaluations).toHaveLength(2);
  expect(evaluations[1]).toMatchObject({ symbol: 'EURUSD', strategy: 'same', timeframe: '1', onDuty: true });
  expect(evaluations[1]?.rules).toMatchObject([
    { kind: 'entry', direction: 'long', holds: true, conditions: [{ left: 1.2, right: 1.15, holds: true }] },
  ]);
  const none = await new Flow({ candles, strategies }).run();
  expect(none.orchestrator.getEvaluations()).toEqual([]);
});
