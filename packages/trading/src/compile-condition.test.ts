import fc from 'fast-check';
import { IndicatorRow, RowSchema } from '@q/events';
import { compileCondition } from './compile-condition.js';
import { RecentRows } from './recent-rows.js';
import { StrategyView } from './strategy.js';
import type { Condition, Operator } from './strategy-schema.js';
import { conditionSchema, OPERATORS } from './strategy-schema.js';

const schema = new RowSchema([
  { name: 'close', kind: 'number' },
  { name: 'ema', kind: 'number' },
  { name: 'regime', kind: 'text', values: ['Bull', 'Bear'] },
  { name: 'is_transition', kind: 'flag' },
]);

type Cells = readonly [close: number, ema?: number, regime?: number, flag?: number];

/** Rows from the oldest to the newest. */
function viewOf(...rows: readonly Cells[]): StrategyView {
  const recent = new RecentRows(20);
  rows.forEach(([close, ema = NaN, regime = NaN, flag = NaN], place) => {
    recent.add(new IndicatorRow(schema, [close, ema, regime, flag], place));
  });
  return new StrategyView(['15'], [recent]);
}

const condition = (signal: string, operator: Operator, value: Condition['value'], lookback = 1): Condition =>
  conditionSchema.parse({ signal, operator, value, timeframe: '15', lookback });
const holds = (one: Condition, view: StrategyView): boolean => compileCondition(one, ['15']).holds(view);

const price = fc.integer({ min: 1, max: 6 });

describe('a comparison', () => {
  it('is that of arithmetic, between a column and a number or another column', () => {
    fc.assert(
      fc.property(price, price, (left, right) => {
        const found = (['>', '>=', '<', '<=', '==', '!='] as const).map((operator) => [
          holds(condition('close', operator, right), viewOf([left])),
          holds(condition('close', operator, 'ema'), viewOf([left, right])),
        ]);
        const wanted = [left > right, left >= right, left < right, left <= right, left === right, left !== right];
        expect(found).toEqual(wanted.map((one) => [one, one]));
      }),
    );
  });

  it('is never true while either side is not ready, for any operator', () => {
    for (const operator of OPERATORS) {
      const isList = operator === 'in' || operator === 'not_in';
      const value = isList ? [1] : 1;
      expect([operator, holds(condition('close', operator, value), viewOf([NaN], [NaN]))]).toEqual([operator, false]);
      expect([operator, holds(condition('close', operator, value), viewOf())]).toEqual([operator, false]);
      expect([operator, holds(condition('none', operator, value), viewOf([1], [2]))]).toEqual([operator, false]);
      if (isList) continue;
      const withColumn = holds(condition('close', operator, 'ema'), viewOf([1, NaN], [2, NaN]));
      expect([operator, withColumn]).toEqual([operator, false]);
    }
  });

  it('does not cut fractions off', () => {
    expect(holds(condition('close', '==', 5.9), viewOf([5]))).toBe(false);
    expect(holds(condition('close', '<', 5.9), viewOf([5]))).toBe(true);
  });

  it('takes a number that is written as text', () => {
    expect(holds(condition('close', '==', '70'), viewOf([70]))).toBe(true);
    expect(holds(condition('close', '>', '1e2'), viewOf([70]))).toBe(false);
    expect(holds(condition('close', 'crosses_above', '69.7'), viewOf([69.5], [70]))).toBe(true);
    for (const text of ['no number', ' ', 'NaN'])
      expect(holds(condition('close', '!=', text), viewOf([70]))).toBe(false);
  });

  it('of texts does not care for capital letters on either side', () => {
    for (const text of ['bull', 'BULL', 'Bull']) {
      expect(holds(condition('regime', '==', text), viewOf([1, 1, 0]))).toBe(true);
      expect(holds(condition('regime', '!=', text), viewOf([1, 1, 1]))).toBe(true);
      expect(holds(condition('regime', '!=', text), viewOf([1, 1, 0]))).toBe(false);
    }
  });

  it('of a flag takes true and false', () => {
    expect(holds(condition('is_transition', '==', true), viewOf([1, 1, 0, 1]))).toBe(true);
    expect(holds(condition('is_transition', '==', false), viewOf([1, 1, 0, 0]))).toBe(true);
    expect(holds(condition('is_transition', '==', false), viewOf([1, 1, 0, 1]))).toBe(false);
  });

  it('looks at the newest row, and with lookback n at the one n - 1 closes before', () => {
    const view = viewOf([1], [2], [3]);
    const found = [1, 2, 3, 4].map((lookback) =>
      [1, 2, 3].filter((value) => holds(condition('close', '==', value, lookback), view)),
    );
    expect(found).toEqual([[3], [2], [1], []]);
  });

  it('knows previous_ as the row before, on both sides and with a lookback', () => {
    const view = viewOf([1, 9], [2, 8], [3, 7]);
    expect(holds(condition('previous_close', '==', 2), view)).toBe(true);
    expect(holds(condition('close', '>', 'previous_close'), view)).toBe(true);
    expect(holds(condition('ema', '<', 'previous_ema'), view)).toBe(true);
    expect(holds(condition('previous_close', '==', 1, 2), view)).toBe(true);
    expect(holds(condition('previous_close', '==', 1, 3), view)).toBe(false);
    expect(holds(condition('previous_regime', '==', 'bear'), viewOf([1, 1, 1], [1, 1, 0]))).toBe(true);
  });

  it('prefers a column that bears a previous_ name itself', () => {
    const own = new RowSchema([
      { name: 'close', kind: 'number' },
      { name: 'previous_close', kind: 'number' },
    ]);
    const recent = new RecentRows(3);
    recent.add(new IndicatorRow(own, [1, 50], 1));
    recent.add(new IndicatorRow(own, [2, 60], 2));
    expect(holds(condition('previous_close', '==', 60), new StrategyView(['15'], [recent]))).toBe(true);
  });

  it('goes on with rows of another schema, as after a restart', () => {
    const test = compileCondition(condition('close', '==', 2), ['15']);
    expect(test.holds(viewOf([2]))).toBe(true);
    const other = new RowSchema([
      { name: 'open', kind: 'number' },
      { name: 'close', kind: 'number' },
    ]);
    const recent = new RecentRows(2);
    recent.add(new IndicatorRow(other, [7, 2], 1));
    expect(test.holds(new StrategyView(['15'], [recent]))).toBe(true);
  });

  it('looks at its own timeframe', () => {
    const slow = new RecentRows(2);
    slow.add(new IndicatorRow(schema, [9, 9, 0, 0], 1));
    const fast = new RecentRows(2);
    fast.add(new IndicatorRow(schema, [1, 1, 0, 0], 1));
    const view = new StrategyView(['15', '60'], [fast, slow]);
    const onSlow = conditionSchema.parse({ signal: 'close', operator: '==', value: 9, timeframe: '60' });
    expect(compileCondition(onSlow, ['15', '60']).holds(view)).toBe(true);
    expect(compileCondition({ ...onSlow, timeframe: '240' }, ['15', '60']).holds(view)).toBe(false);
  });
});

describe('a cross', () => {
  it('needs not beyond before and beyond now, in either direction, against a number or a column', () => {
    fc.assert(
      fc.property(price, price, price, price, (before, emaBefore, now, emaNow) => {
        const view = viewOf([before, emaBefore], [now, emaNow]);
        expect([
          holds(condition('close', 'crosses_above', 'ema'), view),
          holds(condition('close', 'crosses_below', 'ema'), view),
          holds(condition('close', 'crosses_above', emaNow), view),
          holds(condition('close', 'crosses_below', emaNow), view),
        ]).toEqual([
          before <= emaBefore && now > emaNow,
          before >= emaBefore && now < emaNow,
          before <= emaNow && now > emaNow,
          before >= emaNow && now < emaNow,
        ]);
      }),
    );
  });

  it('is none with one row only, or with a value that was not ready before', () => {
    expect(holds(condition('close', 'crosses_above', 1), viewOf([2]))).toBe(false);
    expect(holds(condition('close', 'crosses_above', 'ema'), viewOf([1, NaN], [2, 1]))).toBe(false);
  });

  it('of n closes ago is seen with a lookback', () => {
    const view = viewOf([1], [3], [3]);
    const found = [1, 2, 3].map((lookback) => holds(condition('close', 'crosses_above', 2, lookback), view));
    expect(found).toEqual([false, true, false]);
  });
});

it('sees no change to another column that was not ready at the close before', () => {
  expect(holds(condition('close', 'changes_to', 'ema'), viewOf([1, NaN], [2, 2]))).toBe(false);
  expect(holds(condition('close', 'changes_to', 'ema'), viewOf([1, 3], [2, 2]))).toBe(true);
});
