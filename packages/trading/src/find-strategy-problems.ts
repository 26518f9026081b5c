import type { Column } from '@q/events';
import { nearest } from '@q/indicators';
import { numericValue } from './comparison.js';
import { conditionsOf } from './compile-strategy.js';
import type { Condition, StrategyDefinition } from './strategy-schema.js';

export interface StrategyProblem {
  /** Where in the definition. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly suggestion?: string;
}

/**
 * What only shows against the columns that there are: unknown timeframes and columns, values that compare with nothing.
 * @param columnsOf the columns of a timeframe, `undefined` where the timeframe is not configured
 */
export function findStrategyProblems(
  definition: StrategyDefinition,
  columnsOf: (timeframe: string) => readonly Column[] | undefined,
): readonly StrategyProblem[] {
  const missing = definition.timeframes.flatMap((timeframe, index): readonly StrategyProblem[] =>
    columnsOf(timeframe) === undefined
      ? [{ path: ['timeframes', index], message: `timeframe "${timeframe}" is not among trading.timeframes` }]
      : [],
  );
  const conditions = conditionsOf(definition).flatMap(({ path, condition }) =>
    conditionProblems(condition, definition.timeframes, columnsOf).map((problem) => ({
      ...problem,
      path: [...path, ...problem.path],
    })),
  );
  return [...missing, ...conditions];
}

function conditionProblems(
  condition: Condition,
  timeframes: readonly string[],
  columnsOf: (timeframe: string) => readonly Column[] | undefined,
): readonly StrategyProblem[] {
  if (!timeframes.includes(condition.timeframe)) {
    const message = `timeframe "${condition.timeframe}" is not one of the strategy's: ${timeframes.join(', ')}`;
    return [problem('timeframe', message, nearest(condition.timeframe, timeframes))];
  }
  const columns = columnsOf(condition.timeframe);
  if (columns === undefined) return [];
  const names = columns.map(({ name }) => name);
  const signal = columns.find(({ name }) => name === withoutPrevious(condition.signal, names));
  if (signal === undefined) {
    const message = `there is no column "${condition.signal}" on timeframe ${condition.timeframe}; there are: ${names.join(', ')}`;
    return [problem('signal', message, nearest(condition.signal, names))];
  }
  if (signal.kind === 'text' && condition.operator.startsWith('crosses')) {
    return [problem('operator', `"${condition.signal}" is a text: it changes, but it crosses nothing`, 'changes_to')];
  }
  return valueProblems(condition, signal, columns);
}

function valueProblems(condition: Condition, signal: Column, columns: readonly Column[]): readonly StrategyProblem[] {
  const { value } = condition;
  const names = columns.map(({ name }) => name);
  const other = columns.find(({ name }) => typeof value === 'string' && name === withoutPrevious(value, names));
  if (other !== undefined) {
    if (isComparable(signal, other)) return [];
    const message = `"${condition.signal}" (${described(signal)}) cannot be compared with "${other.name}" (${described(other)})`;
    return [problem('value', message, undefined)];
  }
  const wrong = [value].flat().find((one) => !canBe(signal, one, condition.operator));
  if (wrong === undefined) return [];
  if (signal.kind === 'text') {
    const known = signal.values ?? [];
    const message = `"${condition.signal}" is never ${JSON.stringify(wrong)}; it can be: ${known.join(', ')}`;
    return [problem('value', message, nearest(String(wrong), known))];
  }
  const wanted = signal.kind === 'flag' ? 'true, false or the name of a column' : 'a number or the name of a column';
  const message = `"${condition.signal}" needs ${wanted}, got ${JSON.stringify(wrong)}`;
  return [problem('value', message, typeof wrong === 'string' ? nearest(wrong, names) : undefined)];
}

/** Whether a column can hold a value; texts that are put in order need not be one of its own. */
function canBe(signal: Column, value: unknown, operator: Condition['operator']): boolean {
  if (signal.kind === 'number' && typeof value === 'boolean') return false;
  if (signal.kind !== 'text') return numericValue(value, signal) !== undefined;
  if (typeof value !== 'string') return false;
  return (
    ORDERING.includes(operator) || (signal.values ?? []).some((text) => text.toLowerCase() === value.toLowerCase())
  );
}

const ORDERING: readonly Condition['operator'][] = ['>', '>=', '<', '<='];

function isComparable(signal: Column, other: Column): boolean {
  if (signal.kind !== 'text' || other.kind !== 'text') return signal.kind !== 'text' && other.kind !== 'text';
  return (signal.values ?? []).some((text) => other.values?.includes(text) === true);
}

function described({ kind, values }: Column): string {
  return kind === 'text' ? `a text: ${values?.join(', ')}` : `a ${kind}`;
}

function withoutPrevious(name: string, names: readonly string[]): string {
  return name.startsWith('previous_') && !names.includes(name) ? name.slice('previous_'.length) : name;
}

function problem(field: string, message: string, suggestion: string | undefined): StrategyProblem {
  return suggestion === undefined ? { path: [field], message } : { path: [field], message, suggestion };
}
