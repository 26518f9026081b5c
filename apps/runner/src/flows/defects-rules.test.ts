import type { StrategyDefinition } from '@q/trading';
import { strategyDefinitionSchema } from '@q/trading';
import { at, candlesFrom, Flow } from './testing/flow.js';

/** A strategy of one condition, or of more. */
function strategyWith(long: object, more: object = {}): StrategyDefinition {
  return strategyDefinitionSchema.parse({
    name: 'one',
    timeframes: ['1'],
    entry: { long },
    risk: { position_sizing: { type: 'fixed', value: 0.01 } },
    ...more,
  });
}

const on = (signal: string, operator: string, value: unknown, more: object = {}): object => {
  return { signal, operator, value, timeframe: '1', ...more };
};
const run = (closes: readonly number[], strategy: StrategyDefinition, indicators: object = {}): Promise<Flow> =>
  new Flow({
    candles: { EURUSD: candlesFrom(closes) },
    strategies: { EURUSD: [strategy] },
    indicators: { EURUSD_1: { ...indicators } },
    config: { services: { strategy_evaluation: { min_rows_required: 1 } } },
  }).run();

/** Minutes whose close gave an entry signal. */
async function minutes(condition: object, closes: readonly number[], indicators: object = {}) {
  const flow = await run(closes, strategyWith({ conditions: [condition] }), indicators);
  expect(flow.count('StrategyEvaluationError')).toBe(0);
  return flow.of('EntrySignal').map(({ decidedAt }) => (decidedAt - at(0)) / 60_000);
}

describe('a condition means what it says, through the whole system', () => {
  const FIVE = [5, 5, 5, 5];
  const ALL = [1, 2, 3, 4];

  test.each<readonly [string, object, readonly number[]]>([
    ['a whole number is not equal to a fraction', on('close', '==', 5.9), []],
    ['and is less than it', on('close', '<', 5.9), ALL],
    [
      'a word is in a list only where it stands there, not where a part of it does',
      on('regime', 'in', ['warming']),
      [],
    ],
    ['and in any letters where it stands there', on('regime', 'in', ['bull_expansion', 'Warming_Up']), ALL],
    ['it is not in a list that holds a longer word', on('regime', 'not_in', ['warming_up_slowly']), ALL],
    ['a text stays what it is in any letters', on('regime', 'remains', 'WARMING_UP'), [2, 3, 4]],
    ['a column that does not exist is not unequal to anything', on('clsoe', '!=', 5), []],
    ['nothing is unequal to a word that is no value', on('close', '!=', 'clsoe'), []],
    ['a column that is not ready is not unequal to anything', on('sma', '!=', 7), [3, 4]],
  ])('it holds as it is written: %s', async (_what, condition, wanted) => {
    expect(await minutes(condition, FIVE, { sma: { period: 3 } })).toEqual(wanted);
  });

  test('a flag is false where the text says so, and changes to true in any letters', async () => {
    const closes = [
      ...Array.from({ length: 30 }, (_, index) => 5 + index / 100),
      ...Array.from({ length: 30 }, (_, index) => 5 - index / 20),
    ];
    const regime = { regime: { warm_up: 5 } };
    const flow = await run(closes, strategyWith({ conditions: [on('close', '<', 0)] }), regime);
    const rows = flow.of('IndicatorsCalculated').map(({ row }) => row.value('is_transition'));
    const minutesOf = (wanted: (value: unknown, index: number) => boolean): readonly number[] =>
      rows.flatMap((value, index) => (wanted(value, index) ? [index + 1] : []));
    expect(new Set(rows)).toEqual(new Set([false, true]));
    expect(await minutes(on('is_transition', '==', 'false'), closes, regime)).toEqual(
      minutesOf((value) => value === false),
    );
    expect(await minutes(on('is_transition', 'changes_to', 'TRUE'), closes, regime)).toEqual(
      minutesOf((value, index) => value === true && rows[index - 1] === false),
    );
  });
});

describe('every key of a rule has its effect', () => {
  test.each([
    [1, [3]],
    [2, [4]],
    [3, [5]],
  ])('lookback %i looks so many closes back', async (lookback, wanted) => {
    expect(await minutes(on('close', '==', 7, { lookback }), [5, 5, 7, 5, 5])).toEqual(wanted);
  });

  test('required_confidence keeps a condition on the regime from holding with less', async () => {
    const closes = Array.from({ length: 60 }, (_, index) => 5 + index / 200 + Math.sin(index / 3) / 10);
    const regime = { regime: { warm_up: 5 } };
    const flow = await run(closes, strategyWith({ conditions: [on('close', '<', 0)] }), regime);
    const rows = flow
      .of('IndicatorsCalculated')
      .map(({ row }) => [row.value('regime'), Number(row.value('regime_confidence'))] as const);
    for (const least of [0.4, 0.8]) {
      const wanted = rows.flatMap(([name, confidence], index) =>
        name !== 'warming_up' && confidence >= least ? [index + 1] : [],
      );
      const condition = on('regime', 'not_in', ['warming_up'], { required_confidence: least });
      expect(await minutes(condition, closes, regime)).toEqual(wanted);
      expect([wanted.length > 0, wanted.length < 55]).toEqual([true, true]);
    }
  });

  test('a schedule lets a strategy enter in its hours only, and closes at their end where it says so', async () => {
    const schedule = { days: ['mon'], hours: '08:03-08:06', session_handling: 'close_all' };
    const definition = strategyWith({ conditions: [on('close', '>', 0)] }, { activation: { schedule } });
    const flow = await run([5, 5, 5, 5, 5, 5, 5, 5], definition);
    expect(flow.of('EntrySignal').map(({ decidedAt }) => decidedAt)).toEqual([at(3), at(4), at(5)]);
    expect(flow.of('PositionClosed')).toMatchObject([{ reason: 'session_end', openedAt: at(3), closedAt: at(6) }]);
  });

  const ENTER = { conditions: [on('close', '==', 5)] };
  const PATH = [4, 4, 5, 5.1, 5.2, 5.1, 5, 4.9, 4.8, 4.8];
  const below = on('close', '<', 5.15);

  test.each<readonly [string, object, readonly [reason: string, minute: number]]>([
    [
      'max_duration closes a position of that age',
      { conditions: [], time_based: { max_duration: '3m' } },
      ['time_exit', 6],
    ],
    [
      'min_duration keeps rules from closing a younger one',
      { conditions: [below], time_based: { min_duration: '4m' } },
      ['exit_signal', 7],
    ],
    ['without it the same rules close at once', { conditions: [below] }, ['exit_signal', 4]],
    [
      'mode all with a time waits for both, and then closes',
      { mode: 'all', conditions: [on('close', '<', 4.95)], time_based: { max_duration: '2m' } },
      ['exit_signal', 8],
    ],
    [
      'profit_guard closes when half of the best profit is gone, beside rules that all must hold',
      { mode: 'all', conditions: [on('close', '<', 1)], profit_guard: { max_drawdown: 40 } },
      ['profit_guard', 6],
    ],
  ])('an exit with it: %s', async (_what, exit, wanted) => {
    const flow = await run(PATH, strategyWith(ENTER, { exit: { long: exit } }));
    const [signal] = flow.of('ExitSignal');
    expect([signal?.reason, ((signal?.decidedAt ?? 0) - at(0)) / 60_000]).toEqual(wanted);
    expect(flow.of('PositionClosed')[0]).toMatchObject({ reason: wanted[0], closedAt: at(wanted[1]) });
  });
});
