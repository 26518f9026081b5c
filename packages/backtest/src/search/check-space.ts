import type { SearchSettings, SystemConfig } from '@q/config';
import { changeConfig, ConfigError, PROBLEM_CODES } from '@q/config';
import { listedValues } from './parameter-grid.js';
import type { ParameterAxis } from '@q/config';
import type { ParameterValue } from './parameter-values.js';
import { separated } from './parameter-values.js';
import { SearchError } from './search-error.js';

/** Read once, before the first trial: another value of these would change nothing. */
const FIXED = [
  'mode',
  'feed',
  'outputs',
  'logging',
  'trading.symbols',
  'trading.symbol',
  'strategies.folder',
  'strategies.modules',
  'indicators.folder',
  'indicators.modules',
];

/**
 * Refuses parameters that no trial could have, before one is run. What is wrong with a value is the matter of its trial.
 * @throws ConfigError naming every path that leads nowhere, SearchError where a parameter cannot be searched
 */
export function checkSpace(
  config: SystemConfig,
  { parameters }: Pick<SearchSettings, 'parameters'>,
  { hasCode }: { readonly hasCode: boolean },
): void {
  const firsts = Object.fromEntries(Object.entries(parameters).map(([path, axis]) => [path, firstOf(axis)]));
  const { config: changes, code } = separated(firsts);
  const [uncalled] = Object.keys(code);
  if (uncalled !== undefined && !hasCode)
    throw new SearchError(
      `there are no strategies in code that would take code.${uncalled}: give their module, or remove it`,
    );
  for (const path of Object.keys(changes)) {
    const fixed = FIXED.find((one) => path === one || path.startsWith(`${one}.`));
    if (fixed !== undefined)
      throw new SearchError(
        `"${path}" cannot be searched: ${fixed} is read once, before the first trial; remove it from the parameters`,
      );
  }
  const problems = Object.entries(changes).flatMap(([path, value]) => pathProblems(config, path, value));
  if (problems.length > 0) throw new ConfigError(problems, new Map());
}

function pathProblems(config: SystemConfig, path: string, value: ParameterValue) {
  try {
    changeConfig(config, { [path]: value });
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const fatal: readonly string[] = [PROBLEM_CODES['unknown-key'].code, PROBLEM_CODES['unsafe-yaml'].code];
    return error.problems.filter(({ code }) => fatal.includes(code));
  }
}

function firstOf(axis: ParameterAxis): ParameterValue {
  return listedValues(axis)?.[0] ?? ('from' in axis ? axis.from : NaN);
}
