import { dirname, resolve } from 'node:path';
import { addIndicators } from './add-indicators.js';
import { alertSinkFindings } from './alert-sinks.js';
import { checkConfig, copyWritten, type CheckedConfig } from './check-config.js';
import { checkStrategies } from './check-strategies.js';
import { configText, textProblems, type ConfigText } from './config-text.js';
import { applyEnvironment, environmentWarnings, type Environment } from './environment.js';
import { setAsideOtherFeed } from './feed-kind.js';
import { FileSource } from './file-source.js';
import { deepFreeze } from './frozen.js';
import { inlineIndicators } from './inline-indicators.js';
import { loadedConfig, type LoadedConfig } from './loaded-config.js';
import { loadIndicators } from './load-indicators.js';
import { loadStrategies } from './load-strategies.js';
import { loadSwaps, unreadSwapFiles, type SwapLoad } from './load-swaps.js';
import { applyOverrides, type Override } from './overrides.js';
import { ConfigError } from './problems/config-error.js';
import type { ConfigProblem } from './problems/config-problem.js';
import type { Finding } from './problems/finding.js';
import { Settings, sourceText } from './settings.js';
import { strayNames } from './stray-names.js';
import type { LoadedIndicators, LoadedStrategy } from './system-config.js';
import { systemSchema } from './system-schema.js';

export interface LoadOptions {
  /** The environment; that of the process where it is left out. */
  readonly env?: Environment;
  /** Values from the command line. */
  readonly overrides?: readonly Override[];
  /** What relative paths start from; the working directory of the process where it is left out. */
  readonly cwd?: string;
}

/** Reads configurations. A problem anywhere throws one `ConfigError` that names them all. */
export const ConfigLoader = { load, parse };

/** Reads a configuration file with the strategy and indicator files beside it. */
function load(path: string, options: LoadOptions = {}): LoadedConfig {
  const cwd = options.cwd ?? process.cwd();
  const files = new FileSource(cwd);
  const text = files.read(path);
  if ('code' in text) throw new ConfigError([text], files.texts);
  return assemble(text, options, { files, folder: dirname(resolve(cwd, path)) });
}

/** Reads a configuration from a text. There is no folder beside it, so there are no strategies and indicators. */
function parse(text: string, options: LoadOptions = {}): LoadedConfig {
  return assemble(configText('text', text), options, undefined);
}

interface Beside {
  readonly files: FileSource;
  /** The folder of the configuration file. */
  readonly folder: string;
}

function assemble(text: ConfigText, options: LoadOptions, beside: Beside | undefined): LoadedConfig {
  const environment = options.env ?? process.env;
  const sources = beside?.files.texts ?? new Map([[text.file, text.text]]);
  const broken = textProblems(text);
  if (broken.length > 0 && text.yaml.value === undefined) throw new ConfigError(broken, sources);

  const { root, findings } = copyWritten(text.yaml.value);
  const settings = new Settings(root, text);
  const given = [...applyEnvironment(settings, environment), ...applyOverrides(settings, options.overrides ?? [])];
  const setAside = setAsideOtherFeed(settings);
  // Where the file is no section at all, everything in it is missing as well: one problem says enough.
  const checked: CheckedConfig = findings.length > 0 ? { ok: false, findings } : checkConfig(settings.value);
  const definitions = beside === undefined ? NO_DEFINITIONS : loadDefinitions(settings, beside);
  const swaps = loadSwapsOf(settings, beside);
  const problems = [
    ...broken,
    ...given,
    ...checked.findings.map((finding) => settings.problemOf(finding)),
    ...variableFindings(checked, environment).map((finding) => settings.problemOf(finding)),
    ...definitions.problems,
    ...swaps.findings.map((finding) => settings.problemOf(finding)),
    ...swaps.problems,
  ];
  if (!checked.ok || problems.length > 0) throw new ConfigError(inOrder(problems, text.file), sources);

  const { written, resolved } = checked;
  const config = deepFreeze({
    ...written,
    instruments: resolved.instruments,
    strategies: { ...written.strategies, loaded: definitions.strategies },
    indicators: {
      ...written.indicators,
      loaded: definitions.indicators ?? inlineIndicators(written.indicators.inline, written.trading),
    },
    ...(swaps.swaps === undefined ? {} : { swaps: swaps.swaps }),
  });
  const { notices } = definitions;
  const warnings = [...environmentWarnings(environment), ...setAside, ...strayNames(written), ...definitions.warnings];
  return loadedConfig({ config, file: beside === undefined ? undefined : text.file, warnings, notices, settings });
}

/** Variables that the configuration names have to be there where they are used. */
function variableFindings(checked: CheckedConfig, environment: Environment): readonly Finding[] {
  return checked.ok && checked.written.alerts.enabled ? alertSinkFindings(checked.written.alerts, environment) : [];
}

interface Definitions {
  readonly strategies: readonly LoadedStrategy[];
  /** With the inline ones; `undefined` where no folder was read. */
  readonly indicators?: readonly LoadedIndicators[];
  readonly problems: readonly ConfigProblem[];
  readonly warnings: readonly string[];
  readonly notices: readonly string[];
}

const NO_DEFINITIONS: Definitions = { strategies: [], problems: [], warnings: [], notices: [] };

/** Reads the files of the traded symbols, also when other sections are wrong, so that all problems show at once. */
function loadDefinitions(settings: Settings, { files, folder }: Beside): Definitions {
  const { shape } = systemSchema;
  const trading = shape.trading.safeParse(settings.value['trading'], { jitless: true });
  const strategies = shape.strategies.safeParse(settings.value['strategies'], { jitless: true });
  const indicators = shape.indicators.safeParse(settings.value['indicators'], { jitless: true });
  const services = shape.services.safeParse(settings.value['services'], { jitless: true });
  if (!trading.success || !strategies.success || !indicators.success) return NO_DEFINITIONS;
  const { symbols, timeframes } = trading.data;
  const configured = loadIndicators({
    symbols,
    timeframes,
    folder: resolve(folder, indicators.data.folder),
    files,
    inline: indicators.data.inline,
    placeOf: (path) => sourceText(settings.originOf(path)),
  });
  const hasCode = strategies.data.modules.length > 0;
  const written = loadStrategies({ symbols, folder: resolve(folder, strategies.data.folder), files, hasCode });
  const added = addIndicators({ timeframes, loaded: configured.loaded, strategies: written.loaded });
  const rowsKept = services.data?.indicator_calculation.recent_rows_limit;
  const wrong = checkStrategies(written.loaded, { timeframes, indicators: added.loaded, rowsKept });
  return {
    strategies: written.loaded.map(({ symbol, file, definition }) => ({ symbol, file, definition })),
    indicators: added.loaded,
    problems: [
      ...configured.findings.map((finding) => settings.problemOf(finding)),
      ...configured.problems,
      ...written.problems,
      ...wrong,
    ],
    warnings: [...configured.warnings, ...written.warnings],
    notices: added.notices,
  };
}

/** Reads the files of swaps, also when other sections are wrong. */
function loadSwapsOf(settings: Settings, beside: Beside | undefined): SwapLoad {
  const { shape } = systemSchema;
  const trading = shape.trading.safeParse(settings.value['trading'], { jitless: true });
  const broker = shape.broker.safeParse(settings.value['broker'], { jitless: true });
  if (!trading.success || !broker.success) return { problems: [], findings: [] };
  if (beside === undefined) return { problems: [], findings: unreadSwapFiles(broker.data) };
  return loadSwaps({ symbols: trading.data.symbols, broker: broker.data, ...beside });
}

/** The problems of the main file by line, then those from elsewhere. */
function inOrder(problems: readonly ConfigProblem[], file: string): readonly ConfigProblem[] {
  const rank = ({ file: in_, line = 0 }: ConfigProblem) => (in_ === file ? line : Infinity);
  return [...problems].sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
}
