import type { Column } from '@q/events';
import type { StrategyProblem, StrategySurroundings } from './find-strategy-problems.js';
import { findStrategyProblems } from './find-strategy-problems.js';
import { strategyDefinitionSchema } from './strategy-schema.js';

const COLUMNS: readonly Column[] = [
  { name: 'close', kind: 'number' },
  { name: 'ema_fast', kind: 'number' },
  { name: 'regime', kind: 'text', values: ['bull_expansion', 'bear_expansion'] },
  { name: 'trend', kind: 'text', values: ['bullish', 'bearish'] },
  { name: 'is_transition', kind: 'flag' },
];

function problemsOf(
  condition: object,
  columnsOf: (timeframe: string) => readonly Column[] | undefined = () => COLUMNS,
  surroundings: StrategySurroundings = {},
): readonly StrategyProblem[] {
  const complete = { signal: 'close', operator: '>', value: 1, timeframe: '15', ...condition };
  const definition = strategyDefinitionSchema.parse({
    name: 's',
    timeframes: ['15', '60'],
    entry: { long: { conditions: [complete] } },
    risk: { position_sizing: { type: 'fixed', value: 1 } },
  });
  return findStrategyProblems(definition, columnsOf, surroundings);
}

const fields = (condition: object): unknown[] => problemsOf(condition).map(({ path }) => path.at(-1));

describe('findStrategyProblems', () => {
  it.each([
    ['a number', { value: 1.5 }],
    ['a number as text', { value: '70' }],
    ['another column', { value: 'ema_fast' }],
    ['the same column before', { value: 'previous_close' }],
    ['a column two rows before', { value: 'previous_previous_close' }],
    ['a column before as signal', { signal: 'previous_ema_fast', operator: 'crosses_above', value: 'close' }],
    ['a text in any letters', { signal: 'regime', operator: '==', value: 'BULL_Expansion' }],
    ['a text column with itself before', { signal: 'regime', operator: '!=', value: 'previous_regime' }],
    ['a flag', { signal: 'is_transition', operator: '==', value: true }],
    ['a flag as text', { signal: 'is_transition', operator: '==', value: 'false' }],
    ['the order of texts', { signal: 'regime', operator: '>', value: 'bear' }],
    ['a list of texts', { signal: 'regime', operator: 'not_in', value: ['bull_expansion'] }],
    ['a list of numbers', { operator: 'in', value: [1, 2.5] }],
  ])('finds nothing wrong with %s', (_what, condition) => {
    expect(problemsOf(condition)).toEqual([]);
  });

  it.each([
    ['a signal that is no column', { signal: 'ema_slow' }, 'signal'],
    ['a value that is neither number nor column', { value: 'ema_slow' }, 'value'],
    ['a flag for a number', { value: true }, 'value'],
    ['a text that the column never has', { signal: 'regime', operator: '==', value: 'bull' }, 'value'],
    ['a number for a text', { signal: 'regime', operator: '==', value: 1 }, 'value'],
    ['a text for a flag', { signal: 'is_transition', operator: '==', value: 'maybe' }, 'value'],
    ['a list with a text that the column never has', { signal: 'regime', operator: 'in', value: ['bull'] }, 'value'],
    ['a text column for a number', { value: 'regime' }, 'value'],
    ['a number column for a text', { signal: 'regime', operator: '==', value: 'close' }, 'value'],
    ['a text column with other words', { signal: 'regime', operator: '==', value: 'trend' }, 'value'],
    ['a cross of texts', { signal: 'regime', operator: 'crosses_above', value: 'previous_regime' }, 'operator'],
    ['a timeframe that is not one of the strategy', { timeframe: '240' }, 'timeframe'],
  ])('refuses %s', (_what, condition, field) => {
    expect(fields(condition)).toEqual([field]);
  });

  it('says where, what there is and what is nearest', () => {
    const [problem] = problemsOf({ signal: 'ema_fats' });
    expect(problem?.path).toEqual(['entry', 'long', 'conditions', 0, 'signal']);
    expect(problem?.message).toContain('"ema_fats"');
    expect(problem?.message).toContain('close, ema_fast, regime');
    expect(problem?.suggestion).toBe('ema_fast');
    expect(problemsOf({ signal: 'regime', operator: '==', value: 'bul_expansion' })[0]?.suggestion).toBe(
      'bull_expansion',
    );
  });

  it('says how to ask for a word that is a column too', () => {
    const columns: readonly Column[] = [...COLUMNS, { name: 'bullish', kind: 'flag' }];
    const [problem] = problemsOf({ signal: 'trend', operator: '==', value: 'bullish' }, () => columns);
    expect(problem?.message).toContain('write operator in and value [bullish]');
    expect(problemsOf({ signal: 'trend', operator: 'in', value: ['bullish'] }, () => columns)).toEqual([]);
  });

  it.each([
    ['ema_slow', 'the indicator ema gives ema, another name has to be configured with its parameters'],
    ['stochrsi_k', 'the indicator stochrsi has to be configured with rsi_period, stochrsi_period'],
    ['macd_histogram', 'the indicator macd gives macd, macd_signal, macd_hist'],
  ])('says of %s how it can be had', (signal, hint) => {
    expect(problemsOf({ signal })[0]?.message).toContain(hint);
    expect(problemsOf({ value: signal })[0]?.message).toContain(hint);
  });

  it.each([
    [{ lookback: 5 }, 6, undefined],
    [{ lookback: 6 }, 6, '5'],
    [{ lookback: 4, value: 'previous_close' }, 6, undefined],
    [{ lookback: 5, value: 'previous_close' }, 6, '4'],
    [{}, 1, undefined],
  ])('%j with %i rows kept: the lookback would have to be %p', (condition, rowsKept, suggestion) => {
    const problems = problemsOf(condition, () => COLUMNS, { rowsKept });
    const isRefused = rowsKept === 1 || suggestion !== undefined;
    expect(problems.map(({ path }) => path.at(-1))).toEqual(isRefused ? ['lookback'] : []);
    expect(problems[0]?.suggestion).toBe(suggestion);
    if (isRefused) expect(problems[0]?.message).toContain(`recent_rows_limit keeps ${rowsKept}: raise it to`);
  });

  it('refuses a timeframe that is not configured, and does not look for columns there', () => {
    const problems = problemsOf({ timeframe: '60', signal: 'none' }, (timeframe) =>
      timeframe === '60' ? undefined : COLUMNS,
    );
    expect(problems.map(({ path }) => path)).toEqual([['timeframes', 1]]);
  });

  it('reports every problem of every rule set at once', () => {
    const bad = (signal: string): object => ({ conditions: [{ signal, operator: '>', value: 1, timeframe: '15' }] });
    const definition = strategyDefinitionSchema.parse({
      name: 's',
      timeframes: ['15'],
      entry: { long: bad('a'), short: bad('b') },
      exit: { long: bad('c'), short: bad('d') },
      risk: { position_sizing: { type: 'fixed', value: 1 } },
    });
    const paths = findStrategyProblems(definition, () => COLUMNS).map(({ path }) => path.slice(0, 2).join(' '));
    expect(paths).toEqual(['entry long', 'entry short', 'exit long', 'exit short']);
  });
});
