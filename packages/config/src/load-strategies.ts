import type { Column } from '@q/events';
import { findStrategyProblems, strategyDefinitionSchema } from '@q/trading';
import { join } from 'node:path';
import { problemInText, textProblems, type ConfigText } from './config-text.js';
import { overlookedFilesIn, symbolFolder, yamlFilesIn } from './definition-folder.js';
import type { FileSource } from './file-source.js';
import { deepFreeze } from './frozen.js';
import { copyPlain } from './plain-value.js';
import type { ConfigProblem } from './problems/config-problem.js';
import { findingsOf } from './problems/issue-findings.js';
import { PROBLEM_CODES } from './problems/problem-codes.js';
import type { LoadedStrategy } from './system-config.js';

export interface StrategyRequest {
  readonly symbols: readonly string[];
  /** The folder of all strategies. */
  readonly folder: string;
  readonly files: FileSource;
  /** The columns a strategy may use; `undefined` where the timeframe is not configured. */
  readonly columnsOf: (symbol: string, timeframe: string) => readonly Column[] | undefined;
}

export interface StrategyLoad {
  readonly loaded: readonly LoadedStrategy[];
  readonly problems: readonly ConfigProblem[];
  readonly warnings: readonly string[];
}

/** Reads and checks the strategy files of every symbol. */
export function loadStrategies(request: StrategyRequest): StrategyLoad {
  const loads = request.symbols.map((symbol) => loadSymbol(symbol, request));
  return {
    loaded: loads.flatMap((each) => each.loaded),
    problems: loads.flatMap((each) => each.problems),
    warnings: loads.flatMap((each) => each.warnings),
  };
}

function loadSymbol(symbol: string, request: StrategyRequest): StrategyLoad {
  const folder = join(request.folder, symbolFolder(symbol));
  const name = request.files.nameOf(folder);
  const warnings = overlookedFilesIn(folder).map(
    (file) => `${join(name, file)} is not read: strategy files end in .yaml`,
  );
  const paths = yamlFilesIn(folder);
  if (paths.length === 0) warnings.push(`there is no strategy for ${symbol} in ${name}`);
  const results = paths.map((path) => loadFile(path, symbol, request));
  const loaded: LoadedStrategy[] = [];
  const problems = results.flatMap((result) => result.problems);
  for (const { text, strategy } of results) {
    if (strategy === undefined || text === undefined) continue;
    const twin = loaded.find((other) => other.definition.name === strategy.definition.name);
    if (twin === undefined) loaded.push(strategy);
    else problems.push(sameName(strategy, twin, text));
  }
  return { loaded, problems, warnings };
}

interface FileLoad {
  readonly text?: ConfigText;
  readonly strategy?: LoadedStrategy;
  readonly problems: readonly ConfigProblem[];
}

function loadFile(path: string, symbol: string, { files, columnsOf }: StrategyRequest): FileLoad {
  const text = files.read(path);
  if ('code' in text) return { problems: [text] };
  const broken = textProblems(text);
  if (broken.length > 0 && text.yaml.value === undefined) return { problems: broken };
  const { value } = copyPlain(text.yaml.value);
  const result = strategyDefinitionSchema.safeParse(value, { jitless: true });
  if (!result.success) {
    const findings = findingsOf(result.error.issues, { root: strategyDefinitionSchema, value });
    return { problems: [...broken, ...findings.map((finding) => problemInText(finding, text))] };
  }
  const wrong = findStrategyProblems(result.data, (timeframe) => columnsOf(symbol, timeframe));
  const problems = wrong.map((each) => problemInText({ kind: 'strategy-file', at: 'value', ...each }, text));
  const strategy = { symbol, file: text.file, definition: deepFreeze(result.data) };
  return { text, strategy, problems: [...broken, ...problems] };
}

function sameName({ symbol, definition }: LoadedStrategy, twin: LoadedStrategy, text: ConfigText): ConfigProblem {
  const message = `two strategies of ${symbol} are named "${definition.name}": ${twin.file} and ${text.file}`;
  const problem = problemInText({ kind: 'strategy-file', path: ['name'], at: 'value', message }, text);
  return { ...problem, code: PROBLEM_CODES['strategy-file'].code, value: definition.name };
}
