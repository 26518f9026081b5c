import type { Column } from '@q/events';
import { RowSchema, RowStrip } from '@q/events';
import fc from 'fast-check';
import { compileStrategy } from './compile-strategy.js';
import { RecentRows } from './recent-rows.js';
import type { RowRange } from './scan-condition.js';
import type { Held, Strategy } from './strategy.js';
import { StrategyView } from './strategy.js';
import type { Condition, Operator, RuleSet, RuleTree, StrategyForm } from './strategy-schema.js';
import { OPERATORS } from './strategy-schema.js';

const COLUMNS: readonly Column[] = [
  { name: 'a', kind: 'number' },
  { name: 'b', kind: 'number' },
  { name: 'previous_b', kind: 'number' },
  { name: 'trend', kind: 'text', values: ['bearish', 'bullish', 'flat'] },
  { name: 'mood', kind: 'text', values: ['bullish', 'bearish'] },
  { name: 'on', kind: 'flag' },
  { name: 'regime', kind: 'text', values: ['bearish', 'bullish'] },
  { name: 'regime_confidence', kind: 'number' },
];
const TIMEFRAMES = ['60', '15'] as const;
/** Place of the timeframe whose rows are scanned. */
const LOWEST = 1;

const cellOf = ({ kind, values = [] }: Column): fc.Arbitrary<number> => {
  const known = kind === 'text' ? values.map((_text, index) => index) : kind === 'flag' ? [0, 1] : [0, 0.5, 1, 2];
  return fc.constantFrom(...known, ...known, NaN);
};
const row = fc.tuple(...COLUMNS.map(cellOf));

const about = fc.record({
  timeframe: fc.constantFrom('15', '15', '15', '60' as const),
  lookback: fc.integer({ min: 1, max: 4 }),
});
const isList = (operator: Operator): boolean => operator === 'in' || operator === 'not_in';
const anyCondition = (
  signals: readonly string[],
  values: readonly (string | number | boolean)[],
): fc.Arbitrary<Condition> =>
  fc
    .tuple(about, fc.constantFrom(...signals), fc.constantFrom(...OPERATORS), fc.constantFrom(...values), fc.nat(4))
    .map(([where, signal, operator, value, confidence]): Condition => ({
      ...where,
      signal,
      operator,
      value: isList(operator) ? [value, values[0] ?? value] : value,
      ...(signal === 'regime' && confidence > 0 ? { required_confidence: confidence / 4 } : {}),
    }));
const condition = fc.oneof(
  {
    weight: 4,
    arbitrary: anyCondition(['a', 'b', 'previous_a', 'previous_previous_b'], ['a', 'b', 'previous_a', 0, 0.5, 1]),
  },
  { weight: 2, arbitrary: anyCondition(['trend', 'previous_trend', 'mood'], ['BULLISH', 'bearish', 'mood', 'gone']) },
  { weight: 1, arbitrary: anyCondition(['on', 'previous_on'], [true, false, 'true', 'a']) },
  { weight: 2, arbitrary: anyCondition(['regime'], ['bullish', 'bearish', 'trend']) },
  { weight: 1, arbitrary: anyCondition(['unheard', 'a', 'trend'], ['trend', 'unheard', 'a']) },
);
const { tree } = fc.letrec<{ tree: RuleTree; node: RuleTree | Condition }>((tie) => ({
  node: fc.oneof({ depthSize: 'small' }, condition, tie('tree')),
  tree: fc.oneof(
    tie('node').map((child): RuleTree => ({ operator: 'not', conditions: [child] })),
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('node'), { minLength: 2, maxLength: 3 }))
      .map(([operator, conditions]): RuleTree => ({ operator, conditions })),
  ),
}));
const rules: fc.Arbitrary<RuleSet> = fc.oneof(
  fc.record({
    mode: fc.constantFrom('all' as const, 'any' as const),
    conditions: fc.array(condition, { minLength: 1, maxLength: 3 }),
  }),
  tree.map((one): RuleSet => ({ mode: 'complex', tree: one })),
);
const sides = fc.record({ long: rules, short: rules }, { requiredKeys: [] });

function strategyOf(entry: object, exit: object): Strategy {
  const form: Pick<StrategyForm, 'name' | 'timeframes' | 'risk'> = {
    name: 'test',
    timeframes: [...TIMEFRAMES],
    risk: { position_sizing: { type: 'fixed', value: 1 } },
  };
  const rules = Object.keys(exit).length === 0 ? { entry } : { entry, exit };
  return compileStrategy({ ...form, ...rules } as StrategyForm);
}

/** Other columns of the same names: in another order, and without the one that bears a name with `previous_`. */
const OTHER_COLUMNS = COLUMNS.filter(({ name }) => name !== 'previous_b').reverse();

function stripOf(rows: readonly (readonly number[])[], columns = COLUMNS): RowStrip {
  const strip = new RowStrip(new RowSchema(columns), rows.length);
  rows.forEach((cells, place) => {
    const own = columns.map((column) => cells[COLUMNS.indexOf(column)] ?? NaN);
    strip.cells.set(own, place * columns.length);
    strip.closeTimes[place] = 1_000 * place;
  });
  return strip;
}

interface Situation {
  readonly strip: RowStrip;
  /** Rows of the other timeframe, which stay as they are. */
  readonly higher: RowStrip;
  readonly from: number;
  readonly held: Held;
}

/** The view of a strategy after so many rows of its lowest timeframe. */
function viewAfter({ strip, higher }: Situation, count: number): StrategyView {
  const [hours, quarters] = [new RecentRows(12), new RecentRows(12)];
  for (let place = 0; place < higher.closeTimes.length; place += 1) hours.appendFrom(higher, place);
  for (let place = 0; place < count; place += 1) quarters.appendFrom(strip, place);
  return new StrategyView(TIMEFRAMES, [hours, quarters]);
}

/** Asks for each row: how many pass before the first on which it wants something that counts. */
function rowsBefore(strategy: Strategy, situation: Situation): number {
  const { strip, from, held } = situation;
  const count = strip.closeTimes.length - from;
  for (let row = 0; row < count; row += 1) {
    const signals = strategy.evaluate(viewAfter(situation, from + row + 1));
    if (signals.some(({ kind, direction }) => kind === 'entry' || held[direction])) return row;
  }
  return count;
}

function scanned(
  strategy: Strategy,
  situation: Situation,
  most = Infinity,
): { isTold: boolean | undefined; count: number } {
  const { strip, from, held } = situation;
  const range: RowRange = { strip, from, timeframe: LOWEST, count: Math.min(most, strip.closeTimes.length - from) };
  const isTold = strategy.scan?.(range, viewAfter(situation, from), held);
  return { isTold, count: range.count };
}

const situation = fc
  .record({
    rows: fc.array(row, { minLength: 1, maxLength: 24 }),
    hours: fc.array(row, { maxLength: 8 }),
    before: fc.nat(12),
    columns: fc.constantFrom(COLUMNS, OTHER_COLUMNS),
    held: fc.record({ long: fc.boolean(), short: fc.boolean() }),
  })
  .map(({ rows, hours, before, columns, held }): Situation => {
    const from = Math.min(before, rows.length);
    return { strip: stripOf(rows, columns), higher: stripOf(hours, columns), from, held };
  });

test('a scan gives the rows before the first on which the strategy wants something that counts', () => {
  fc.assert(
    fc.property(fc.record({ entry: sides, exit: sides }), situation, ({ entry, exit }, given) => {
      const strategy = strategyOf({ long: NEVER, ...entry }, exit);
      const { isTold, count } = scanned(strategy, given);
      // Where it has all rows that its rules look back on, it can always tell.
      if (given.from >= strategy.warmUp) expect(isTold).toBe(true);
      if (isTold === true) expect(count).toBe(rowsBefore(strategy, given));
    }),
    { numRuns: 3_000 },
  );
});

test('the same strategy can be asked of ranges of different lengths and columns, one after the other', () => {
  fc.assert(
    fc.property(sides, sides, fc.array(situation, { minLength: 2, maxLength: 5 }), (entry, exit, all) => {
      const fresh = (): Strategy => strategyOf({ long: NEVER, ...entry }, exit);
      const strategy = fresh();
      for (const given of all) {
        const { isTold, count } = scanned(strategy, given);
        if (given.from >= strategy.warmUp) expect(isTold).toBe(true);
        if (isTold === true) expect(count).toBe(rowsBefore(fresh(), given));
      }
    }),
    { numRuns: 300 },
  );
});

test('what was searched of a strip before makes no difference: looks overlap, go on, and begin anew', () => {
  const question = fc.record({
    from: fc.nat(24),
    most: fc.integer({ min: 1, max: 24 }),
    held: fc.record({ long: fc.boolean(), short: fc.boolean() }),
  });
  fc.assert(
    fc.property(sides, sides, situation, fc.array(question, { maxLength: 8 }), (entry, exit, given, questions) => {
      const fresh = (): Strategy => strategyOf({ long: NEVER, ...entry }, exit);
      const strategy = fresh();
      for (const { from, most, held } of questions) {
        const one = { ...given, from: Math.min(from, given.strip.closeTimes.length), held };
        expect(scanned(strategy, one, most)).toEqual(scanned(fresh(), one, most));
      }
    }),
    { numRuns: 1_000 },
  );
});

const plain = { timeframe: '15', lookback: 1 } as const;
const NEVER = { conditions: [{ ...plain, signal: 'a', operator: '>', value: 1_000 }] };
const ALWAYS = { conditions: [{ ...plain, signal: 'a', operator: '>', value: -1 }] };
const zeros = (count: number): RowStrip => stripOf(Array.from({ length: count }, () => COLUMNS.map(() => 0)));
const quietly = (held: Held): Situation => ({ strip: zeros(9), higher: zeros(1), from: 4, held });

test('an exit counts only for a direction that is held', () => {
  const strategy = strategyOf({ long: NEVER }, { long: ALWAYS });
  expect(scanned(strategy, quietly({ long: false, short: true }))).toEqual({ isTold: true, count: 5 });
  expect(scanned(strategy, quietly({ long: true, short: false }))).toEqual({ isTold: true, count: 0 });
});

test.each([{ time_based: { max_duration: '4h' } }, { profit_guard: { trailing: 5 } }])(
  'an exit that looks at its position is asked for each row while there is one: %j',
  (part) => {
    const strategy = strategyOf({ long: NEVER }, { long: { ...NEVER, ...part } });
    expect(scanned(strategy, quietly({ long: true, short: false })).isTold).toBe(false);
    expect(scanned(strategy, quietly({ long: false, short: false }))).toEqual({ isTold: true, count: 5 });
  },
);

test('it has to be asked for each row where it looks back on one that the strip does not have', () => {
  const entry = { conditions: [{ ...plain, signal: 'previous_a', operator: 'crosses_above', value: 5, lookback: 3 }] };
  const strategy = strategyOf({ long: entry }, {});
  const from = (place: number) => scanned(strategy, { ...quietly({ long: false, short: false }), from: place });
  // Two closes back, one more for `previous_`, and one for the close before that.
  expect([from(3).isTold, from(4).isTold]).toEqual([false, true]);
});

test('how far it looks back follows the columns that the rows have', () => {
  const two = ['previous_b', 'a'].map((signal) => ({ ...plain, signal, operator: 'crosses_above', value: 5 }));
  const strategy = strategyOf({ long: { conditions: two } }, {});
  const isTold = (columns: readonly Column[]) => {
    const strip = stripOf(new Array<readonly number[]>(3).fill([]), columns);
    return scanned(strategy, { strip, higher: strip, from: 1, held: { long: false, short: false } }).isTold;
  };
  expect([COLUMNS, OTHER_COLUMNS, COLUMNS].map(isTold)).toEqual([true, false, true]);
});
