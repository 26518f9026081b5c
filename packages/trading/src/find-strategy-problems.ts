import type { Column } from '@q/events';
import { nearest } from '@q/indicators';
import { numberOfText } from './numeric-text.js';
import type { Condition, Operator, StrategyDefinition } from './strategy-schema.js';

export interface StrategyProblem {
  /** Where in the definition. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly suggestion?: string;
}

/** Operators that mean something for texts. */
const TEXT_OPERATORS: readonly Operator[] = ['==', '!='];

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
  const conditions = (['entry', 'exit'] as const).flatMap((kind) =>
    (['long', 'short'] as const).flatMap((direction) =>
      (definition[kind]?.[direction]?.conditions ?? []).flatMap((condition, index) =>
        conditionProblems(condition, definition.timeframes, columnsOf).map((problem) => ({
          ...problem,
          path: [kind, direction, 'conditions', index, ...problem.path],
        })),
      ),
    ),
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
  if (signal.kind === 'text' && !TEXT_OPERATORS.includes(condition.operator)) {
    const message = `"${condition.signal}" is a text, which has no order: compare it with ${TEXT_OPERATORS.join(' or ')}`;
    return [problem('operator', message, undefined)];
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
  if (signal.kind === 'text') {
    const known = signal.values ?? [];
    if (typeof value === 'string' && known.some((text) => text.toLowerCase() === value.toLowerCase())) return [];
    const message = `"${condition.signal}" is never ${JSON.stringify(value)}; it can be: ${known.join(', ')}`;
    return [problem('value', message, nearest(String(value), known))];
  }
  if (signal.kind === 'flag' ? typeof value === 'boolean' : isNumeric(value)) return [];
  const wanted = signal.kind === 'flag' ? 'true, false or the name of a column' : 'a number or the name of a column';
  const message = `"${condition.signal}" needs ${wanted}, got ${JSON.stringify(value)}`;
  return [problem('value', message, typeof value === 'string' ? nearest(value, names) : undefined)];
}

function isNumeric(value: Condition['value']): boolean {
  return typeof value === 'number' || (typeof value === 'string' && numberOfText(value) !== undefined);
}

/** A row holds the place of a text among its column's values: other values, other places. */
function isComparable(signal: Column, other: Column): boolean {
  if (signal.kind !== other.kind) return false;
  return signal.kind !== 'text' || signal.values?.join('\n') === other.values?.join('\n');
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
