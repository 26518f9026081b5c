import { findStrategyProblems, rowColumns, strategyDefinitionSchema } from '@q/trading';
import { changeValue } from './change-value.js';
import { problemOf } from './config-text.js';
import { formatPath } from './key-path.js';
import type { ConfigProblem } from './problems/config-problem.js';
import type { Finding } from './problems/finding.js';
import { findingsOf } from './problems/issue-findings.js';
import { nearestName } from './problems/nearest-name.js';
import type { LoadedIndicators, LoadedStrategy, SystemConfig } from './system-config.js';

type Changed = { readonly loaded: readonly LoadedStrategy[] } | ConfigProblem;

/** Sets one value of one strategy. @param path `strategies`, symbol, name, and the keys in its file */
export function changeStrategy(loaded: readonly LoadedStrategy[], path: readonly string[], value: unknown): Changed {
  const [, symbol = '', name = '', ...keys] = path;
  const found = loaded.find((one) => one.symbol === symbol && one.definition.name === name);
  if (found === undefined || keys.length === 0) return noStrategy(loaded, path);
  const draft: Record<string, unknown> = structuredClone({ ...found.definition });
  const part = { schema: strategyDefinitionSchema, value: draft, at: ['strategies', symbol, name] };
  const problem = changeValue(part, keys, value);
  if (problem !== undefined) return problem;
  // The definition may be wrong until another of its values is changed too: it is checked when all are.
  const definition = draft as unknown as LoadedStrategy['definition'];
  return { loaded: loaded.map((one) => (one === found ? { ...one, definition } : one)) };
}

/** What is wrong with strategies, each by itself and among the timeframes and indicators that there are. */
export function strategyProblems(
  loaded: readonly LoadedStrategy[],
  {
    trading: { timeframes },
    services,
    indicators,
  }: Pick<SystemConfig, 'trading' | 'services'> & { readonly indicators: readonly LoadedIndicators[] },
): readonly ConfigProblem[] {
  const rowsKept = services.indicator_calculation.recent_rows_limit;
  return loaded.flatMap(({ symbol, definition }) => {
    const at = ['strategies', symbol, definition.name];
    const problem = (finding: Finding): ConfigProblem => problemOf({ ...finding, path: [...at, ...finding.path] });
    const parsed = strategyDefinitionSchema.safeParse(definition, { jitless: true });
    if (!parsed.success)
      return findingsOf(parsed.error.issues, { root: strategyDefinitionSchema, value: definition }).map(problem);
    const columnsOf = (timeframe: string): ReturnType<typeof rowColumns> | undefined => {
      if (!timeframes.some((one) => one === timeframe)) return undefined;
      const own = indicators.find((one) => one.symbol === symbol && one.timeframe === timeframe);
      return rowColumns(own?.instances ?? {}, { regime: true });
    };
    return findStrategyProblems(parsed.data, columnsOf, { rowsKept }).map((each) =>
      problem({ kind: 'strategy-file', at: 'value', ...each }),
    );
  });
}

function noStrategy(loaded: readonly LoadedStrategy[], path: readonly string[]): ConfigProblem {
  const known = loaded.map(({ symbol, definition }) => formatPath(['strategies', symbol, definition.name]));
  const wanted = formatPath(path.slice(0, 3));
  const suggestion = known.includes(wanted) ? undefined : nearestName(wanted, known);
  const message = known.includes(wanted)
    ? `${wanted} is a strategy and no value: name one of its keys, such as ${wanted}.risk.position_sizing.value`
    : `there is no strategy ${wanted}`;
  const allowed = known.length === 0 ? 'there is no strategy at all' : `strategies: ${known.join(', ')}`;
  return problemOf({ kind: 'unknown-key', path, at: 'key', message, allowed, suggestion });
}
