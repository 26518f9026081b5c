import { isTimeframe } from '@q/events';
import { findIndicatorProblems, type IndicatorParams } from '@q/trading';
import { basename, join } from 'node:path';
import { problemInText, textProblems, type ConfigText } from './config-text.js';
import { overlookedFilesIn, symbolFolder, yamlFilesIn } from './definition-folder.js';
import type { FileSource } from './file-source.js';
import { deepFreeze } from './frozen.js';
import { inlineOf, type Traded } from './inline-indicators.js';
import type { KeyPath } from './key-path.js';
import { copyPlain } from './plain-value.js';
import type { ConfigProblem } from './problems/config-problem.js';
import type { Finding } from './problems/finding.js';
import type { InlineIndicators } from './sections/definition-folders.js';
import type { LoadedIndicators } from './system-config.js';

export interface IndicatorRequest extends Traded {
  /** The folder of all indicator files. */
  readonly folder: string;
  readonly files: FileSource;
  /** Those of the configuration file itself. */
  readonly inline: InlineIndicators;
  /** How messages name the place of a key of the configuration file. */
  readonly placeOf: (path: KeyPath) => string;
}

export interface IndicatorLoad {
  readonly loaded: readonly LoadedIndicators[];
  readonly problems: readonly ConfigProblem[];
  /** What is wrong in the configuration file itself. */
  readonly findings: readonly Finding[];
  readonly warnings: readonly string[];
}

/** Reads and checks `<symbol>/<symbol>_<timeframe>.yaml` of every symbol and configured timeframe, and puts the inline indicators to them. */
export function loadIndicators(request: IndicatorRequest): IndicatorLoad {
  const loads = request.symbols.map((symbol) => loadSymbol(symbol, request));
  return {
    loaded: loads.flatMap((each) => each.loaded),
    problems: loads.flatMap((each) => each.problems),
    findings: loads.flatMap((each) => each.findings),
    warnings: loads.flatMap((each) => each.warnings),
  };
}

function loadSymbol(symbol: string, request: IndicatorRequest): IndicatorLoad {
  const { timeframes, folder: root, files } = request;
  const folder = join(root, symbolFolder(symbol));
  const prefix = `${symbolFolder(symbol)}_`;
  const misnamed = yamlFilesIn(folder).filter((path) => !isNamedRight(basename(path, '.yaml'), prefix));
  const overlooked = [...misnamed, ...overlookedFilesIn(folder).map((name) => join(folder, name))];
  const warnings = overlooked.map(
    (path) => `${files.nameOf(path)} is not read: indicator files are named ${prefix}<timeframe>.yaml`,
  );
  const loaded: LoadedIndicators[] = [];
  const problems: ConfigProblem[] = [];
  const findings: Finding[] = [];
  const known = new Set(yamlFilesIn(folder));
  for (const timeframe of timeframes) {
    const path = join(folder, `${prefix}${timeframe}.yaml`);
    const read = known.has(path) ? loadFile(path, files) : undefined;
    const inline = inlineOf(request.inline, symbol, timeframe);
    problems.push(...(read?.problems ?? []));
    if (read !== undefined && inline !== undefined)
      findings.push(...givenTwice({ symbol, timeframe, read, inline }, request));
    const file = read?.instances === undefined ? undefined : files.nameOf(path);
    const instances = file === undefined ? inline : deepFreeze({ ...read?.instances, ...inline });
    if (instances !== undefined) loaded.push({ symbol, timeframe, file, instances });
  }
  return { loaded, problems, findings, warnings };
}

interface FileLoad {
  readonly text?: ConfigText;
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
    text,
    instances: deepFreeze(Object.fromEntries(instances.map(([name, params]) => [name, params ?? {}]))),
    problems: [],
  };
}

interface Both {
  readonly symbol: string;
  readonly timeframe: string;
  readonly read: FileLoad;
  readonly inline: LoadedIndicators['instances'];
}

/** An instance that is in the file and inline would have two sets of parameters, and one of them no effect. */
function givenTwice({ symbol, timeframe, read, inline }: Both, { placeOf }: IndicatorRequest): readonly Finding[] {
  const { text, instances = {} } = read;
  const twice = text === undefined ? [] : Object.keys(inline).filter((name) => Object.hasOwn(instances, name));
  return twice.map((name): Finding => {
    const path = ['indicators', 'inline', symbol, timeframe, name];
    const place = `${text?.file}:${text?.yaml.positions.placeOf([name], 'key').line}`;
    const message = `indicator "${name}" of ${symbol} ${timeframe} is configured twice, in ${place} and in ${placeOf(path)}: remove one of them`;
    return { kind: 'indicator-file', path, at: 'key', message };
  });
}

function isNamedRight(name: string, prefix: string): boolean {
  return name.startsWith(prefix) && isTimeframe(name.slice(prefix.length));
}
