import type { Column } from '@q/events';
import { IndicatorRow, RowSchema } from '@q/events';
import fc from 'fast-check';
import { compileRules } from './compile-rules.js';
import { RecentRows } from './recent-rows.js';
import { StrategyView } from './strategy.js';
import type { Condition, Operator, RuleTree } from './strategy-schema.js';
import { OPERATORS } from './strategy-schema.js';

const TRENDS = ['bearish', 'bullish'];
const COLUMNS: readonly Column[] = [
  { name: 'a', kind: 'number' },
  { name: 'b', kind: 'number' },
  { name: 'trend', kind: 'text', values: TRENDS },
  { name: 'on', kind: 'flag' },
];

type Cell = number | string | boolean | undefined;
type Row = readonly [a: Cell, b: Cell, trend: Cell, on: Cell];

const cell = fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined });
const row: fc.Arbitrary<Row> = fc.tuple(
  cell,
  cell,
  fc.option(fc.constantFrom(...TRENDS), { nil: undefined }),
  fc.option(fc.boolean(), { nil: undefined }),
);

const about = { timeframe: '15', lookback: 1 } as const;
const listOf = (operator: Operator): boolean => operator === 'in' || operator === 'not_in';
const numeric = fc.tuple(
  fc.constantFrom('a', 'b', 'previous_a'),
  fc.constantFrom(...OPERATORS),
  fc.integer({ min: 0, max: 3 }),
  fc.boolean(),
  fc.integer({ min: 1, max: 3 }),
);
const condition: fc.Arbitrary<Condition> = fc.oneof(
  numeric.map(([signal, operator, value, withColumn, lookback]): Condition => {
    const target = listOf(operator) ? [value, 1] : withColumn ? 'b' : value;
    return { ...about, signal, operator, value: target, lookback };
  }),
  fc
    .tuple(
      fc.constantFrom<Operator>('==', '!=', 'changes_to', 'remains', 'in', 'not_in'),
      fc.constantFrom('BULLISH', 'bearish'),
    )
    .map(([operator, value]): Condition => ({
      ...about,
      signal: 'trend',
      operator,
      value: listOf(operator) ? [value] : value,
    })),
  fc
    .tuple(fc.constantFrom<Operator>('==', '!='), fc.boolean())
    .map(([operator, value]): Condition => ({ ...about, signal: 'on', operator, value })),
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

/** What a condition means, written as slowly and plainly as can be. */
function slow(one: Condition | RuleTree, rows: readonly Row[]): boolean {
  if ('conditions' in one) {
    const found = one.conditions.map((child) => slow(child, rows));
    if (one.operator === 'not') return found[0] === false;
    return one.operator === 'and' ? !found.includes(false) : found.includes(true);
  }
  const valueAt = (name: string, back: number): Cell => {
    if (name.startsWith('previous_')) return valueAt(name.slice(9), back + 1);
    const value = rows[rows.length - 1 - back]?.[COLUMNS.findIndex((column) => column.name === name)];
    return value;
  };
  const targetAt = (back: number): Cell => (one.value === 'b' ? valueAt('b', back) : (one.value as Cell));
  const back = one.lookback - 1;
  if (rows.length <= back) return false;
  const compare = (at: number, operator: string): boolean => {
    const left = valueAt(one.signal, at);
    const right = targetAt(at);
    if (left === undefined || right === undefined) return false;
    const [x, y] = [left, right].map((side) => (typeof side === 'string' ? side.toLowerCase() : Number(side))) as [
      number,
      number,
    ];
    if (operator === '==') return x === y;
    if (operator === '!=') return x !== y;
    if (operator === '>') return x > y;
    if (operator === '>=') return x >= y;
    return operator === '<' ? x < y : x <= y;
  };
  const known = (at: number): boolean => valueAt(one.signal, at) !== undefined && targetAt(at) !== undefined;
  switch (one.operator) {
    case 'in':
    case 'not_in': {
      const left = valueAt(one.signal, back);
      if (left === undefined) return false;
      const list = (one.value as readonly Cell[]).map((each) => (typeof each === 'string' ? each.toLowerCase() : each));
      return list.includes(left) === (one.operator === 'in');
    }
    case 'crosses_above':
      return compare(back, '>') && compare(back + 1, '<=');
    case 'crosses_below':
      return compare(back, '<') && compare(back + 1, '>=');
    case 'changes_to':
      return compare(back, '==') && known(back + 1) && compare(back + 1, '!=');
    case 'remains':
      return compare(back, '==') && compare(back + 1, '==');
    default:
      return compare(back, one.operator);
  }
}

const encoded = (value: Cell): number => {
  if (value === undefined) return NaN;
  return typeof value === 'string' ? TRENDS.indexOf(value) : Number(value);
};

it('compiled trees of rules mean what a slow, plain interpreter says', () => {
  fc.assert(
    fc.property(tree, fc.array(row, { minLength: 1, maxLength: 6 }), (one, rows) => {
      const schema = new RowSchema(COLUMNS);
      const recent = new RecentRows(8);
      rows.forEach((cells, place) => recent.add(new IndicatorRow(schema, cells.map(encoded), place)));
      const compiled = compileRules({ mode: 'complex', tree: one }, ['15']);
      expect(compiled.holds(new StrategyView(['15'], [recent]))).toBe(slow(one, rows));
    }),
    { numRuns: 2_000 },
  );
});

it('explains each condition with the values it compared', () => {
  const schema = new RowSchema(COLUMNS);
  const recent = new RecentRows(3);
  recent.add(new IndicatorRow(schema, [2, 3, 1, NaN], 1));
  const conditions: Condition[] = [
    { ...about, signal: 'a', operator: '>', value: 'b' },
    { ...about, signal: 'trend', operator: 'in', value: ['bullish'] },
    { ...about, signal: 'on', operator: '==', value: true },
  ];
  const found = compileRules({ mode: 'any', conditions }, ['15']).explain(new StrategyView(['15'], [recent]));
  expect(found.map(({ left, right, holds }) => [left, right, holds])).toEqual([
    [2, 3, false],
    ['bullish', 'bullish', true],
    [undefined, true, false],
  ]);
});

describe('a view', () => {
  it('cannot reach a row that does not exist yet', () => {
    expect(() => new StrategyView(['15'], [new RecentRows(2)]).row('15', -1)).toThrow('does not exist yet');
  });

  it('throws for whoever kept it past its evaluation', () => {
    const view = new StrategyView(['15'], [new RecentRows(2)]);
    view.close();
    expect(() => view.row('15')).toThrow('this evaluation is over');
    expect(() => view.position('long')).toThrow('this evaluation is over');
  });
});
