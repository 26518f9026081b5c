import type { Column } from '@q/events';
import { nearest } from '@q/indicators';
import { conditionsOf } from './compile-strategy.js';
import { canBe, isComparable } from './condition-value.js';
import type { RiskInput } from './entry-inputs.js';
import { riskInputs } from './entry-inputs.js';
import { namedColumn } from './named-column.js';
import { rowsNeededBy } from './rows-needed.js';
import type { Condition, StrategyDefinition } from './strategy-schema.js';
import { unknownColumn } from './unknown-column.js';

export interface StrategyProblem {
  /** Where in the definition. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly suggestion?: string;
}

export interface StrategySurroundings {
  /** Rows that are kept of each timeframe; any number where it is left out. */
  readonly rowsKept?: number;
}

/** The columns of a timeframe, `undefined` where the timeframe is not configured. */
type ColumnsOf = (timeframe: string) => readonly Column[] | undefined;

/**
 * What only shows against what there is: unknown timeframes and columns, values that compare with nothing, rules that look further back than rows are
 * kept, stops and sizes made from what is no number.
 */
export function findStrategyProblems(
  definition: StrategyDefinition,
  columnsOf: ColumnsOf,
  { rowsKept = Infinity }: StrategySurroundings = {},
): readonly StrategyProblem[] {
  const { timeframes } = definition;
  const missing = timeframes.flatMap((timeframe, index): readonly StrategyProblem[] =>
    columnsOf(timeframe) === undefined
      ? [{ path: ['timeframes', index], message: `timeframe "${timeframe}" is not among trading.timeframes` }]
      : [],
  );
  const conditions = conditionsOf(definition).flatMap(({ path, condition }) =>
    [...conditionProblems(condition, timeframes, columnsOf), ...reachProblems(condition, rowsKept)].map((each) => ({
      ...each,
      path: [...path, ...each.path],
    })),
  );
  const inputs = riskInputs(definition).flatMap((input) => inputProblems(input, timeframes, columnsOf));
  return [...missing, ...conditions, ...inputs];
}

function conditionProblems(
  condition: Condition,
  timeframes: readonly string[],
  columnsOf: ColumnsOf,
): readonly StrategyProblem[] {
  const wrong = timeframeProblem(condition.timeframe, timeframes);
  if (wrong !== undefined) return [wrong];
  const columns = columnsOf(condition.timeframe);
  if (columns === undefined) return [];
  const signal = namedColumn(condition.signal, columns)?.column;
  if (signal === undefined) {
    const { message, suggestion } = unknownColumn(condition.signal, condition.timeframe, columns);
    return [problem('signal', message, suggestion)];
  }
  if (signal.kind === 'text' && condition.operator.startsWith('crosses')) {
    return [problem('operator', `"${condition.signal}" is a text: it changes, but it crosses nothing`, 'changes_to')];
  }
  return valueProblems(condition, signal, columns);
}

function timeframeProblem(timeframe: string, timeframes: readonly string[]): StrategyProblem | undefined {
  if (timeframes.includes(timeframe)) return undefined;
  const message = `timeframe "${timeframe}" is not one of the strategy's: ${timeframes.join(', ')}`;
  return problem('timeframe', message, nearest(timeframe, timeframes));
}

function valueProblems(condition: Condition, signal: Column, columns: readonly Column[]): readonly StrategyProblem[] {
  const { value, operator } = condition;
  const other = typeof value === 'string' ? namedColumn(value, columns)?.column : undefined;
  if (other !== undefined) {
    if (isComparable(signal, other)) return [];
    const isWord = signal.kind === 'text' && canBe(signal, value, '==');
    const way = isWord ? `; for the word itself, write operator in and value [${String(value)}]` : '';
    const message = `"${condition.signal}" (${described(signal)}) cannot be compared with "${other.name}" (${described(other)})${way}`;
    return [problem('value', message, undefined)];
  }
  const wrong = [value].flat().find((one) => !canBe(signal, one, operator));
  if (wrong === undefined) return [];
  if (signal.kind === 'text') {
    const known = signal.values ?? [];
    const message = `"${condition.signal}" is never ${JSON.stringify(wrong)}; it can be: ${known.join(', ')}`;
    return [problem('value', message, nearest(String(wrong), known))];
  }
  const wanted = signal.kind === 'flag' ? 'true, false or the name of a column' : 'a number or the name of a column';
  const message = `"${condition.signal}" needs ${wanted}, got ${JSON.stringify(wrong)}`;
  if (typeof wrong !== 'string') return [problem('value', message, undefined)];
  const { hint, suggestion } = unknownColumn(wrong, condition.timeframe, columns);
  return [problem('value', `${message}${hint}`, suggestion)];
}

function reachProblems(condition: Condition, rowsKept: number): readonly StrategyProblem[] {
  const needed = rowsNeededBy(condition);
  if (needed <= rowsKept) return [];
  const message = `"${condition.signal}" with lookback ${condition.lookback} looks at ${needed} rows, and services.indicator_calculation.recent_rows_limit keeps ${rowsKept}: raise it to ${needed}, or look back less`;
  const reach = condition.lookback - (needed - rowsKept);
  return [problem('lookback', message, reach < 1 ? undefined : String(reach))];
}

/** Size, stop and target read the newest row only: `previous_` means nothing there. */
function inputProblems(
  { timeframe, column, path }: RiskInput,
  timeframes: readonly string[],
  columnsOf: ColumnsOf,
): readonly StrategyProblem[] {
  const section = path.slice(0, -1);
  const wrong = timeframeProblem(timeframe, timeframes);
  if (wrong !== undefined) return [{ ...wrong, path: [...section, ...wrong.path] }];
  const columns = columnsOf(timeframe);
  if (columns === undefined) return [];
  const found = columns.find(({ name }) => name === column);
  if (found?.kind === 'number') return [];
  const field = path.at(-1) ?? '';
  const { message, suggestion } =
    found === undefined
      ? unknownColumn(column, timeframe, columns)
      : { message: `"${column}" is ${described(found)}: a column of numbers is needed`, suggestion: undefined };
  return [{ ...problem(field, message, suggestion), path }];
}

function described({ kind, values }: Column): string {
  return kind === 'text' ? `a text: ${values?.join(', ')}` : `a ${kind}`;
}

function problem(field: string, message: string, suggestion: string | undefined): StrategyProblem {
  return suggestion === undefined ? { path: [field], message } : { path: [field], message, suggestion };
}
