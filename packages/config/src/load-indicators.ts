import { isTimeframe } from '@q/events';
import { findIndicatorProblems, type IndicatorParams } from '@q/trading';
import { basename, join } from 'node:path';
import { problemInText, textProblems } from './config-text.js';
import { overlookedFilesIn, symbolFolder, yamlFilesIn } from './definition-folder.js';
import type { FileSource } from './file-source.js';
import { deepFreeze } from './frozen.js';
import { copyPlain } from './plain-value.js';
import type { ConfigProblem } from './problems/config-problem.js';
import type { LoadedIndicators } from './system-config.js';

export interface IndicatorRequest {
  readonly symbols: readonly string[];
  readonly timeframes: readonly string[];
  /** The folder of all indicator files. */
  readonly folder: string;
  readonly files: FileSource;
}

export interface IndicatorLoad {
  readonly loaded: readonly LoadedIndicators[];
  readonly problems: readonly ConfigProblem[];
  readonly warnings: readonly string[];
}

/** Reads and checks `<symbol>/<symbol>_<timeframe>.yaml` of every symbol and configured timeframe. */
export function loadIndicators(request: IndicatorRequest): IndicatorLoad {
  const loads = request.symbols.map((symbol) => loadSymbol(symbol, request));
  return {
    loaded: loads.flatMap((each) => each.loaded),
    problems: loads.flatMap((each) => each.problems),
    warnings: loads.flatMap((each) => each.warnings),
  };
}

function loadSymbol(symbol: string, { timeframes, folder: root, files }: IndicatorRequest): IndicatorLoad {
  const folder = join(root, symbolFolder(symbol));
  const prefix = `${symbolFolder(symbol)}_`;
  const misnamed = yamlFilesIn(folder).filter((path) => !isNamedRight(basename(path, '.yaml'), prefix));
  const overlooked = [...misnamed, ...overlookedFilesIn(folder).map((name) => join(folder, name))];
  const warnings = overlooked.map(
    (path) => `${files.nameOf(path)} is not read: indicator files are named ${prefix}<timeframe>.yaml`,
  );
  const loaded: LoadedIndicators[] = [];
  const problems: ConfigProblem[] = [];
  const known = new Set(yamlFilesIn(folder));
  for (const timeframe of timeframes) {
    const path = join(folder, `${prefix}${timeframe}.yaml`);
    const result = known.has(path) ? loadFile(path, files) : undefined;
    problems.push(...(result?.problems ?? []));
    if (result?.instances !== undefined)
      loaded.push({ symbol, timeframe, file: files.nameOf(path), instances: result.instances });
  }
  return { loaded, problems, warnings };
}

interface FileLoad {
  readonly instances?: Readonly<Record<string, IndicatorParams>>;
  readonly problems: readonly ConfigProblem[];
}

function loadFile(path: string, files: FileSource): FileLoad {
  const text = files.read(path);
  if ('code' in text) return { problems: [text] };
  const broken = textProblems(text);
  if (broken.length > 0 && text.yaml.value === undefined) return { problems: broken };
  // An empty file is a map of none; an instance without parameters has their defaults.
  const { value } = copyPlain(text.yaml.value ?? {});
  const wrong = findIndicatorProblems(value).map((each) =>
    problemInText({ kind: 'indicator-file', at: each.path.length === 1 ? 'key' : 'value', ...each }, text),
  );
  if (broken.length + wrong.length > 0) return { problems: [...broken, ...wrong] };
  // What has no problems is a map of parameters: the check above is the parser.
  const instances = Object.entries(value as Record<string, IndicatorParams | null>);
  return {
    instances: deepFreeze(Object.fromEntries(instances.map(([name, params]) => [name, params ?? {}]))),
    problems: [],
  };
}

function isNamedRight(name: string, prefix: string): boolean {
  return name.startsWith(prefix) && isTimeframe(name.slice(prefix.length));
}
