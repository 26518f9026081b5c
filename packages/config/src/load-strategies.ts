import { strategyDefinitionSchema } from '@q/trading';
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
  /** Whether there are strategies in code besides: then a symbol may have none in files. */
  readonly hasCode: boolean;
}

export interface StrategyLoad {
  readonly loaded: readonly WrittenStrategy[];
  readonly problems: readonly ConfigProblem[];
  readonly warnings: readonly string[];
}

/** A strategy with the text it was read from. */
export interface WrittenStrategy extends LoadedStrategy {
  readonly text: ConfigText;
}

/** Reads the strategy files of every symbol, and checks each by itself. */
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
  if (paths.length === 0 && !request.hasCode) warnings.push(`there is no strategy for ${symbol} in ${name}`);
  const results = paths.map((path) => loadFile(path, symbol, request));
  const loaded: WrittenStrategy[] = [];
  const problems = results.flatMap((result) => result.problems);
  for (const { strategy } of results) {
    if (strategy === undefined) continue;
    const twin = loaded.find((other) => other.definition.name === strategy.definition.name);
    if (twin === undefined) loaded.push(strategy);
    else problems.push(sameName(strategy, twin));
  }
  return { loaded, problems, warnings };
}

export interface StrategyFileLoad {
  readonly strategy?: WrittenStrategy;
  readonly problems: readonly ConfigProblem[];
}

/** Reads one strategy file and checks it by itself. */
export function loadFile(path: string, symbol: string, { files }: Pick<StrategyRequest, 'files'>): StrategyFileLoad {
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
  return { strategy: { symbol, file: text.file, definition: deepFreeze(result.data), text }, problems: broken };
}

function sameName({ symbol, definition, text }: WrittenStrategy, twin: WrittenStrategy): ConfigProblem {
  const message = `two strategies of ${symbol} are named "${definition.name}": ${twin.file} and ${text.file}`;
  const problem = problemInText({ kind: 'strategy-file', path: ['name'], at: 'value', message }, text);
  return { ...problem, code: PROBLEM_CODES['strategy-file'].code, value: definition.name };
}
