import type { Column } from '@q/events';
import { IndicatorRow, RowSchema } from '@q/events';
import fc from 'fast-check';
import { canHold } from './can-hold.js';
import { compileRules } from './compile-rules.js';
import { RecentRows } from './recent-rows.js';
import { StrategyView } from './strategy.js';
import type { Condition, Operator, RuleTree } from './strategy-schema.js';
import { OPERATORS } from './strategy-schema.js';

const COLUMNS: readonly Column[] = [{ name: 'x', kind: 'number' }];
const schema = new RowSchema(COLUMNS);

const isList = (operator: Operator): boolean => operator === 'in' || operator === 'not_in';
const bound = fc.integer({ min: 0, max: 4 });
const condition = fc
  .tuple(
    fc.constantFrom(...OPERATORS),
    bound,
    bound,
    fc.constantFrom('x', 'previous_x'),
    fc.integer({ min: 1, max: 2 }),
  )
  .map(([operator, value, second, signal, lookback]): Condition => ({
    signal,
    operator,
    value: isList(operator) ? [value, second] : value,
    timeframe: '15',
    lookback,
  }));

const { tree } = fc.letrec<{ tree: RuleTree; node: RuleTree | Condition }>((tie) => ({
  node: fc.oneof({ depthSize: 'small' }, condition, tie('tree')),
  tree: fc.oneof(
    tie('node').map((child): RuleTree => ({ operator: 'not', conditions: [child] })),
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('node'), { minLength: 2, maxLength: 3 }))
      .map(([operator, conditions]): RuleTree => ({ operator, conditions })),
  ),
}));

/** One below, on, between and above all bounds, and not ready: every case there is. */
const GRID = [NaN, ...Array.from({ length: 11 }, (_, step) => step / 2 - 0.5)];

/** The views in which the four rows that can be looked at have any values of the grid; `depth` of them are tried. */
function holdsAnywhere(rule: RuleTree | Condition, depth: number): boolean {
  const root: RuleTree = { operator: 'and', conditions: [rule] };
  const { holds } = compileRules({ mode: 'complex', tree: root }, ['15']);
  const tryRows = (cells: readonly number[]): boolean => {
    if (cells.length < depth) return GRID.some((value) => tryRows([...cells, value]));
    const rows = new RecentRows(depth);
    [...cells].reverse().forEach((cell, place) => rows.add(new IndicatorRow(schema, [cell], place)));
    return holds(new StrategyView(['15'], [rows]));
  };
  return tryRows([]);
}

const newest = (one: Condition): Condition => ({ ...one, signal: 'x', lookback: 1 });

it('bounds over one column are impossible together exactly where no value fulfils them all', () => {
  fc.assert(
    fc.property(fc.array(condition.map(newest), { minLength: 1, maxLength: 4 }), (conditions) => {
      const brute = holdsAnywhere({ operator: 'and', conditions }, 2);
      expect(canHold(conditions, () => COLUMNS)).toBe(brute);
    }),
    { numRuns: 1_500 },
  );
});

it('any tree over one column and three rows is impossible exactly where no values fulfil it', () => {
  fc.assert(
    fc.property(
      tree.map((rule) => clipped(rule)),
      (rule) => {
        expect(canHold([rule], () => COLUMNS)).toBe(holdsAnywhere(rule, 3));
      },
    ),
    { numRuns: 400 },
  );
});

/** Without what reaches beyond three rows. */
function clipped<Rule extends Condition | RuleTree>(rule: Rule): Rule {
  if ('conditions' in rule) return { ...rule, conditions: rule.conditions.map(clipped) };
  return rule.signal === 'x' ? rule : { ...rule, lookback: 1 };
}

it('bounds with fractions are told apart down to neighbouring numbers', () => {
  const between = (low: number, high: number): readonly Condition[] => [
    { signal: 'x', operator: '>', value: low, timeframe: '15', lookback: 1 },
    { signal: 'x', operator: '<', value: high, timeframe: '15', lookback: 1 },
  ];
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      (low, high) => {
        const expected = low < high && !areNeighbours(low, high);
        expect(canHold(between(low, high), () => COLUMNS)).toBe(expected);
      },
    ),
  );
  const next = 1 + Number.EPSILON;
  expect(canHold(between(1, next), () => COLUMNS)).toBe(false);
  expect(canHold(between(1, next + Number.EPSILON), () => COLUMNS)).toBe(true);
});

function areNeighbours(low: number, high: number): boolean {
  const middle = low / 2 + high / 2;
  return middle <= low || middle >= high;
}
