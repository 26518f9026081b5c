import { changeIndicator } from './change-indicators.js';
import { changeStrategy, strategyProblems } from './change-strategies.js';
import { changeValue } from './change-value.js';
import { checkConfig } from './check-config.js';
import { addIndicators } from './add-indicators.js';
import { problemOf } from './config-text.js';
import { deepFreeze } from './frozen.js';
import { parsePath } from './key-path.js';
import { unreadSwapFiles } from './load-swaps.js';
import { ConfigError } from './problems/config-error.js';
import type { ConfigProblem } from './problems/config-problem.js';
import type { LoadedIndicators, LoadedStrategy, SystemConfig } from './system-config.js';
import { systemSchema } from './system-schema.js';
import { toFileForm } from './to-file-form.js';

/**
 * New values by path: keys of the configuration file such as `risk.max_positions`, keys of a strategy's file as
 * `strategies.SYMBOL.NAME.risk.sl.value`, parameters of an indicator as `indicators.inline.SYMBOL.TIMEFRAME.NAME.period`, wherever it is configured.
 */
export type ConfigChanges = Readonly<Record<string, unknown>>;

/** A loaded configuration with other values here and there, checked like one from files. @throws ConfigError naming all problems */
export function changeConfig(config: SystemConfig, changes: ConfigChanges): SystemConfig {
  let root: Record<string, unknown> | undefined;
  let strategies = config.strategies.loaded;
  let indicators = config.indicators.loaded;
  const problems: ConfigProblem[] = [];
  for (const [text, value] of Object.entries(changes)) {
    const path = parsePath(text);
    const [first, second] = path ?? [];
    if (path === undefined) problems.push(noKey(text));
    else if (first === 'strategies' && second !== 'folder' && second !== 'modules') {
      const changed = changeStrategy(strategies, path, value);
      if ('code' in changed) problems.push(changed);
      else strategies = changed.loaded;
    } else if (first === 'indicators' && second === 'inline') {
      const changed = changeIndicator(indicators, path, value);
      if ('code' in changed) problems.push(changed);
      else indicators = changed.loaded;
    } else {
      root ??= structuredClone({ ...toFileForm(config) });
      const problem = changeValue({ schema: systemSchema, value: root, at: [] }, path, value);
      if (problem !== undefined) problems.push(problem);
    }
  }
  const sections = root === undefined ? config : checkedSections(config, root, problems);
  const { timeframes } = sections.trading;
  const added = addIndicators({ timeframes, loaded: indicators, strategies }).loaded;
  problems.push(...strategyProblems(strategies, { ...sections, indicators: added }));
  if (problems.length > 0) throw new ConfigError(problems, new Map());
  return withLoaded(sections, strategies, added);
}

function checkedSections(config: SystemConfig, root: Record<string, unknown>, problems: ConfigProblem[]): SystemConfig {
  const checked = checkConfig(root);
  problems.push(...checked.findings.map(problemOf));
  if (!checked.ok) return config;
  const { written, resolved } = checked;
  const { strategies, indicators } = config;
  const isTraded = (symbol: string): boolean => written.trading.symbols.includes(symbol);
  // The file of a symbol that was not traded before was left alone.
  const isRead = (symbol: string, file: string): boolean =>
    file === config.broker.per_symbol[symbol]?.swap_file && (config.swaps?.[symbol] !== undefined || !isTraded(symbol));
  problems.push(...unreadSwapFiles(written.broker, isRead).map(problemOf));
  return {
    ...written,
    instruments: resolved.instruments,
    strategies: { ...written.strategies, loaded: strategies.loaded },
    indicators: { ...written.indicators, loaded: indicators.loaded },
    ...(config.swaps === undefined ? {} : { swaps: config.swaps }),
  };
}

function withLoaded(
  config: SystemConfig,
  strategies: readonly LoadedStrategy[],
  indicators: readonly LoadedIndicators[],
): SystemConfig {
  return deepFreeze({
    ...config,
    strategies: { ...config.strategies, loaded: strategies },
    indicators: { ...config.indicators, loaded: indicators },
  });
}

function noKey(text: string): ConfigProblem {
  const message = `"${text}" is not a key: write it like risk.max_positions`;
  return problemOf({ kind: 'unknown-key', path: [text], at: 'key', message });
}
