import type { Direction, Phase, Timeframe } from '@q/events';
import type { StrategyDefinition } from '@q/trading';
import { compileStrategy } from '@q/trading';
import type { StrategyEvaluationOptions } from './strategy-evaluation.js';
import { strategyEvaluationService } from './strategy-evaluation.js';
import { definitionOf, rule } from './testing/definitions.js';
import { orderOf } from './testing/orders.js';
import { rowOf } from './testing/rows.js';
import { MINUTE_MS, ServiceBench, START } from './testing/service-bench.js';

const at = (minute: number): number => START + minute * MINUTE_MS;

class Desk {
  readonly bench: ServiceBench;

  constructor(definitions: readonly StrategyDefinition[], options: Partial<StrategyEvaluationOptions> = {}) {
    const strategies = definitions.map((definition) => ({
      symbol: 'EURUSD',
      strategy: compileStrategy(definition),
      enabled: definition.activation.enabled,
    }));
    this.bench = new ServiceBench(() =>
      strategyEvaluationService({
        strategies,
        evaluationMode: 'on_new_candle',
        minRowsRequired: 1,
        recentRowsLimit: 6,
        pipOf: () => 0.0001,
        ...options,
      }),
    );
    this.bench.forget();
  }

  row(
    minute: number,
    signal: number,
    { timeframe = '1', phase = 'live' }: { timeframe?: Timeframe; phase?: Phase } = {},
  ): void {
    this.bench.publish({
      type: 'IndicatorsCalculated',
      symbol: 'EURUSD',
      timeframe,
      row: rowOf(at(minute), { signal, close: 100 + minute }),
      phase,
    });
  }

  idle(minute: number): void {
    this.bench.publish({ type: 'CycleStarted', cycle: minute, instant: at(minute), phase: 'live', idle: true });
  }

  opened(direction: Direction): void {
    const about = { positionId: 'p1', symbol: 'EURUSD', strategy: 'test', direction };
    this.bench.publish({ type: 'PositionOpened', ...about, volume: 1, entryPrice: 100, commission: 0, openedAt: 0 });
  }

  closed(direction: Direction): void {
    const about = { positionId: 'p1', symbol: 'EURUSD', strategy: 'test', direction, reason: 'stop_loss' as const };
    const money = { profit: 0, commission: 0, netProfit: 0 };
    this.bench.publish({
      type: 'PositionClosed',
      ...about,
      ...money,
      volume: 1,
      entryPrice: 1,
      exitPrice: 1,
      openedAt: 0,
      closedAt: 0,
    });
  }

  get signals(): readonly string[] {
    return this.bench.envelopes.flatMap(({ event }) =>
      event.type === 'EntrySignal' || event.type === 'ExitSignal'
        ? [`${event.type} ${event.direction} @${(event.decidedAt - START) / MINUTE_MS}`]
        : [],
    );
  }
}

const LONG_ONLY = definitionOf({ exit: { long: rule('signal < 0') } });

test('says an entry on the close at which its rule holds, with price and time of that close', () => {
  const desk = new Desk([LONG_ONLY]);
  desk.row(1, 0);
  desk.row(2, 1);
  expect(desk.bench.sent('EntrySignal')).toEqual([
    {
      type: 'EntrySignal',
      strategy: 'test',
      symbol: 'EURUSD',
      timeframe: '1',
      direction: 'long',
      price: 102,
      decidedAt: at(2),
    },
  ]);
});

test('an exit is only said for a position that is open, in its direction', () => {
  const both = definitionOf({
    entry: { long: rule('signal > 5'), short: rule('signal > 6') },
    exit: { long: rule('signal < 0'), short: rule('signal < 0') },
  });
  const desk = new Desk([both]);
  desk.row(1, -1);
  expect(desk.signals).toEqual([]);
  desk.opened('short');
  desk.row(2, -1);
  expect(desk.signals).toEqual(['ExitSignal short @2']);
  desk.closed('short');
  desk.row(3, -1);
  expect(desk.signals).toEqual(['ExitSignal short @2']);
});

test('an exit is also said where only a limit entry waits, until that is over', () => {
  const desk = new Desk([LONG_ONLY]);
  const order = orderOf('a', { limitPrice: 95 });
  desk.row(1, -1);
  desk.bench.publish({ type: 'OrderApproved', symbol: 'EURUSD', order });
  desk.row(2, -1);
  expect(desk.signals).toEqual(['ExitSignal long @2']);
  desk.bench.publish({ type: 'OrderCanceled', symbol: 'EURUSD', clientOrderId: order.clientOrderId, message: '' });
  desk.row(3, -1);
  expect(desk.signals).toEqual(['ExitSignal long @2']);
});

test('late candles bring exits but no entries, warm-up candles neither', () => {
  const desk = new Desk([LONG_ONLY]);
  desk.row(1, 1, { phase: 'warm-up' });
  desk.row(2, 1, { phase: 'late' });
  desk.opened('long');
  desk.row(3, -1, { phase: 'late' });
  expect(desk.signals).toEqual(['ExitSignal long @3']);
});

test.each([1, 3])('min_rows_required %i: is silent until every timeframe has so many rows', (minRowsRequired) => {
  const desk = new Desk([definitionOf({ timeframes: ['1', '5'] })], { minRowsRequired });
  for (let minute = 1; minute <= 20; minute += 1) {
    if (minute % 5 === 0) desk.row(minute, 0, { timeframe: '5' });
    desk.row(minute, 1);
  }
  const first = 5 * minRowsRequired;
  expect(desk.signals[0]).toBe(`EntrySignal long @${first}`);
});

test('is asked on the close of its lowest timeframe only, once, and sees the higher rows that came before it', () => {
  const desk = new Desk([definitionOf({ timeframes: ['1', '5'], entry: { long: rule('signal > 0', '5') } })]);
  for (const minute of [1, 2, 3, 4]) desk.row(minute, 0);
  desk.row(5, 1, { timeframe: '5' });
  expect(desk.signals).toEqual([]);
  desk.row(5, 0);
  expect(desk.signals).toEqual(['EntrySignal long @5']);
});

test('on_new_candle leaves idle polls alone; continuous asks again, and never repeats a signal for one candle', () => {
  const definition = definitionOf({ entry: { long: rule('signal > 0') }, exit: { long: rule('signal > 0') } });
  const asked = (['on_new_candle', 'continuous'] as const).map((evaluationMode) => {
    const desk = new Desk([definition], { evaluationMode });
    desk.row(1, 1);
    desk.idle(1);
    desk.opened('long');
    desk.idle(1);
    desk.idle(1);
    desk.row(2, 1);
    return desk.signals;
  });
  expect(asked).toEqual([
    ['EntrySignal long @1', 'ExitSignal long @2', 'EntrySignal long @2'],
    ['EntrySignal long @1', 'ExitSignal long @1', 'ExitSignal long @2', 'EntrySignal long @2'],
  ]);
});

test('a strategy that is not enabled is not asked, and says why at the start', () => {
  const bench = new ServiceBench(() =>
    strategyEvaluationService({
      strategies: [
        { symbol: 'EURUSD', strategy: compileStrategy(definitionOf({ name: 'off' })), enabled: false },
        { symbol: 'EURUSD', strategy: compileStrategy(definitionOf({ name: 'on' })), enabled: true },
      ],
      evaluationMode: 'continuous',
      minRowsRequired: 1,
      recentRowsLimit: 6,
      pipOf: () => 0.0001,
    }),
  );
  expect(bench.envelopes.map(({ event }) => event)).toEqual([
    {
      type: 'StrategyDeactivated',
      strategy: 'off',
      symbol: 'EURUSD',
      reason: 'activation.enabled is false in its file',
    },
    { type: 'StrategyActivated', strategy: 'on', symbol: 'EURUSD' },
  ]);
  bench.publish({
    type: 'IndicatorsCalculated',
    symbol: 'EURUSD',
    timeframe: '1',
    row: rowOf(at(1), { signal: 1 }),
    phase: 'live',
  });
  bench.publish({ type: 'CycleStarted', cycle: 1, instant: at(1), phase: 'live', idle: true });
  expect(bench.sent('EntrySignal').map(({ strategy }) => strategy)).toEqual(['on']);
});

test('a strategy that throws is told of by name, the others are asked all the same, and the supervisor hears of it', () => {
  const broken = {
    ...compileStrategy(definitionOf({ name: 'broken' })),
    evaluate: () => {
      throw new Error('bad maths');
    },
  };
  const bench = new ServiceBench(() =>
    strategyEvaluationService({
      strategies: [
        { symbol: 'EURUSD', strategy: broken, enabled: true },
        { symbol: 'EURUSD', strategy: compileStrategy(definitionOf({ name: 'sound' })), enabled: true },
      ],
      evaluationMode: 'on_new_candle',
      minRowsRequired: 1,
      recentRowsLimit: 6,
      pipOf: () => 0.0001,
    }),
  );
  bench.publish({
    type: 'IndicatorsCalculated',
    symbol: 'EURUSD',
    timeframe: '1',
    row: rowOf(at(1), { signal: 1 }),
    phase: 'live',
  });
  expect(bench.sent('StrategyEvaluationError')).toEqual([
    { type: 'StrategyEvaluationError', strategy: 'broken', symbol: 'EURUSD', message: 'bad maths' },
  ]);
  expect(bench.sent('EntrySignal').map(({ strategy }) => strategy)).toEqual(['sound']);
  expect(bench.errors).toEqual(['bad maths']);
});

test('a strategy that looks further back than rows are kept is refused', () => {
  const far = definitionOf({
    entry: { long: { conditions: [{ signal: 'close', operator: '>', value: 1, timeframe: '1', lookback: 6 }] } },
  });
  expect(() => new Desk([far], { recentRowsLimit: 6, pipOf: () => 0.0001 })).toThrow('recent_rows_limit keeps 6');
  expect(() => new Desk([far], { recentRowsLimit: 7, pipOf: () => 0.0001 })).not.toThrow();
});

test('rows that are sent again after a restart begin the table anew and signal nothing twice', () => {
  const desk = new Desk([definitionOf({ entry: { long: rule('signal crosses_above 0') } })]);
  desk.row(1, -1);
  desk.row(2, 1);
  desk.bench.restart({ symbol: 'EURUSD', ownFailure: true });
  desk.row(1, -1, { phase: 'warm-up' });
  desk.row(2, 1, { phase: 'warm-up' });
  desk.row(3, 1);
  expect(desk.signals).toEqual(['EntrySignal long @2']);
});

test('two strategies with the same name on two symbols keep their positions apart', () => {
  const definition = definitionOf({ exit: { long: rule('signal < 0') } });
  const strategy = compileStrategy(definition);
  const bench = new ServiceBench(() =>
    strategyEvaluationService({
      strategies: ['EURUSD', 'XAUUSD'].map((symbol) => ({ symbol, strategy, enabled: true })),
      evaluationMode: 'on_new_candle',
      minRowsRequired: 1,
      recentRowsLimit: 6,
      pipOf: () => 0.0001,
    }),
  );
  const about = { positionId: 'p1', symbol: 'XAUUSD', strategy: 'test', direction: 'long' as const };
  bench.publish({ type: 'PositionOpened', ...about, volume: 1, entryPrice: 100, commission: 0, openedAt: 0 });
  for (const symbol of ['EURUSD', 'XAUUSD']) {
    bench.publish({
      type: 'IndicatorsCalculated',
      symbol,
      timeframe: '1',
      row: rowOf(at(1), { signal: -1 }),
      phase: 'live',
    });
  }
  expect(bench.sent('ExitSignal').map(({ symbol }) => symbol)).toEqual(['XAUUSD']);
});

describe('a schedule', () => {
  const definition = (handling: 'hold' | 'close_all'): StrategyDefinition =>
    definitionOf({
      exit: { long: rule('signal < 0') },
      activation: { schedule: { days: ['mon'], hours: '00:00-00:03', session_handling: handling } },
    });

  test('lets a strategy enter while it is on duty only, and tells of the change', () => {
    const desk = new Desk([definition('hold')]);
    desk.row(1, 1);
    desk.row(3, 1);
    desk.row(4, 1);
    expect(desk.signals).toEqual(['EntrySignal long @1']);
    expect(desk.bench.sent('StrategyDeactivated')).toEqual([
      { type: 'StrategyDeactivated', strategy: 'test', symbol: 'EURUSD', reason: 'its schedule has ended' },
    ]);
    desk.row(7 * 1_440 + 1, 1);
    expect(desk.bench.sent('StrategyActivated')).toHaveLength(1);
    expect(desk.signals).toHaveLength(2);
  });

  test('keeps or closes what is open at its end, as it says, and exits by rules go on', () => {
    const outcomes = (['hold', 'close_all'] as const).map((handling) => {
      const desk = new Desk([definition(handling)]);
      desk.row(1, 1);
      desk.opened('long');
      desk.row(3, 0);
      return desk.bench.sent('ExitSignal').map(({ reason }) => reason);
    });
    expect(outcomes).toEqual([[], ['session_end']]);
    const desk = new Desk([definition('hold')]);
    desk.opened('long');
    desk.row(5, -1);
    expect(desk.bench.sent('ExitSignal').map(({ reason }) => reason)).toEqual(['exit_signal']);
  });
});

test('an exit by age counts from the opening of the position', () => {
  const desk = new Desk([definitionOf({ exit: { long: { conditions: [], time_based: { max_duration: '5m' } } } })]);
  const about = { positionId: 'p1', symbol: 'EURUSD', strategy: 'test', direction: 'long' as const };
  desk.bench.publish({ type: 'PositionOpened', ...about, volume: 1, entryPrice: 1, commission: 0, openedAt: at(1) });
  for (const minute of [2, 5, 6]) desk.row(minute, 0);
  expect(desk.bench.sent('ExitSignal').map(({ reason, decidedAt }) => [reason, decidedAt])).toEqual([
    ['time_exit', at(6)],
  ]);
});
