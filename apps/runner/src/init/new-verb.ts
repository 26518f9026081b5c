import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { ConfigModules, LoadedConfig } from '@q/config';
import { symbolFolder } from '@q/config';
import { timeframeMs } from '@q/events';
import { catalogEntry, nearest } from '@q/indicators';
import type { Arguments } from '../arguments.js';
import { UsageError } from '../arguments.js';
import type { ExitCode } from '../exit-codes.js';
import { EXIT } from '../exit-codes.js';
import type { Output } from '../io.js';
import { loadSettings } from '../load-settings.js';
import { projectOf } from '../strategy-modules/contained-file.js';
import { prepareIndicators } from '../strategy-modules/prepare-indicators.js';
import { indicatorInCode } from './indicator-in-code.js';
import type { NewFile } from './new-file.js';
import { strategyInCode } from './strategy-in-code.js';
import { strategyInYaml } from './strategy-in-yaml.js';
import { templateName } from './template-name.js';
import { existing, writeNewFiles } from './write-new-files.js';

/** What is to be written into a project, and what its owner has to do then. */
interface Made {
  readonly files: readonly NewFile[];
  readonly next: readonly string[];
}

interface Place {
  readonly project: string;
  /** Of the configuration file. */
  readonly folder: string;
  /** The configuration file as it is named. */
  readonly config: string;
  /** What it names already. */
  readonly modules: ConfigModules;
}

const KINDS = ['strategy', 'indicator'];

/** `qbot new strategy|indicator NAME`: a file and its test from a template, in the project of the configuration. Nothing is written over. */
export async function newVerb(args: Arguments, output: Output): Promise<ExitCode> {
  const [, kind = '', name, ...more] = args.verb;
  if (!KINDS.includes(kind) || more.length > 0) {
    const suggestion = nearest(kind, KINDS);
    const hint = suggestion === undefined ? '' : `; did you mean "${suggestion}"?`;
    throw new UsageError(
      `new makes a strategy or an indicator: qbot new strategy NAME, qbot new indicator NAME${hint}`,
    );
  }
  const place = await placeOf(args);
  const { files, next } = kind === 'strategy' ? newStrategy(name, args, place) : newIndicator(name, args, place);
  const [taken] = existing(place.project, files);
  if (taken !== undefined)
    throw new UsageError(`${join(place.project, taken)} is there already: nothing is written over, take another name`);
  writeNewFiles(place.project, files);
  const paths = files.map(({ path }) => relative(process.cwd(), join(place.project, path)));
  if (args.json) output.out(JSON.stringify({ schema_version: 1, written: paths, next }, undefined, 2));
  else {
    paths.forEach((path) => output.out(`written    ${path}`));
    next.forEach((line, index) => output.out(`${(index === 0 ? 'next' : '').padEnd(10)} ${line}`));
  }
  return EXIT.ok;
}

async function placeOf(args: Arguments): Promise<Place> {
  const { config } = args;
  if (!existsSync(config))
    throw new UsageError(
      `there is no ${config}: make a project with qbot init, or name its configuration with --config`,
    );
  const folder = dirname(resolve(config));
  return { config, folder, project: projectOf(folder), modules: await prepareIndicators(args) };
}

function newStrategy(text: string | undefined, args: Arguments, place: Place): Made {
  const name = templateName(text, 'strategy');
  const { template = 'ts' } = args;
  if (template !== 'ts' && template !== 'yaml') throw new UsageError(`--template is ts or yaml, got "${template}"`);
  const loaded = loadSettings(args);
  const { config } = loaded;
  const symbol = symbolOf(args, loaded);
  const [timeframe = '5'] = config.trading.timeframes;
  const market = { symbol, timeframe, timeframeMs: timeframeMs(timeframe) };
  if (template === 'ts') {
    const files = strategyInCode(name, market);
    const module = moduleLine(place, files, place.modules.strategies);
    return { files, next: [`in ${place.config}, section strategies:`, module] };
  }
  const file = resolve(
    realpathSync(place.folder),
    config.strategies.folder,
    symbolFolder(symbol),
    `${name.kebab}.yaml`,
  );
  const inProject = relative(place.project, file).split(sep).join('/');
  if (inProject.startsWith('..'))
    throw new UsageError(`strategies.folder leads out of ${place.project}: a test there could not find the file`);
  return { files: strategyInYaml(name, market, inProject), next: ['qbot check: it is loaded from now on'] };
}

function symbolOf({ symbol }: Arguments, { config: { trading } }: LoadedConfig): string {
  const { symbols } = trading;
  if (symbol === undefined) return symbols[0] ?? '';
  if (symbols.includes(symbol)) return symbol;
  throw new UsageError(`--symbol ${symbol}: trading.symbols lists ${symbols.join(', ')}; add it there first`);
}

function newIndicator(text: string | undefined, args: Arguments, place: Place): Made {
  const name = templateName(text, 'indicator');
  if (args.template !== undefined || args.symbol !== undefined)
    throw new UsageError('--template and --symbol go with new strategy: an indicator is code, for every symbol');
  if (catalogEntry(name.plain) !== undefined || name.plain === 'regime')
    throw new UsageError(`there is an indicator "${name.plain}" already: take another name`);
  const files = indicatorInCode(name);
  const line = moduleLine(place, files, place.modules.indicators);
  return {
    files,
    next: [`in ${place.config}, section indicators:`, line, `then "${name.plain}" can be named in files`],
  };
}

/** What has to stand in the configuration: the files that are there, and the new one. */
function moduleLine({ folder, project }: Place, [file]: readonly NewFile[], present: readonly string[]): string {
  const path = relative(realpathSync(folder), join(project, file?.path ?? ''))
    .split(sep)
    .join('/');
  return `  modules: [${[...present, path].join(', ')}]`;
}
