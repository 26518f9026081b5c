import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { SearchRequest } from '@q/backtest';
import { SearchRecordError } from '@q/backtest';
import type { SearchSettings, SystemConfig } from '@q/config';
import { loadSearch } from '@q/config';
import { findWiringProblems, WiringError } from '@q/orchestrator';
import type { Arguments } from './arguments.js';
import { UsageError } from './arguments.js';
import { EXIT } from './exit-codes.js';
import type { Output } from './io.js';
import { loadSettings } from './load-settings.js';
import { searchFlags } from './optimize-flags.js';
import { SEARCH_FILE, searchLog } from './optimize-log.js';
import { searchProgress } from './optimize-progress.js';
import { planLines } from './plan.js';
import type { RecordedSeries } from './recorded-market.js';
import { recordedMarket } from './recorded-market.js';
import type { RunFiles } from './run-files.js';
import { nameRunFiles } from './run-files.js';
import type { RunContext } from './run.js';
import { stopOnSignals } from './stop-on-signals.js';
import { chooseSystem } from './strategy-modules/choose-system.js';
import { searchModule } from './strategy-modules/search-module.js';
import { RunRecordError } from './why/run-record-error.js';
import { workerCount } from './worker-count.js';

export interface SearchContext extends RunContext {
  /** Where the worker of a search is; without it a search has one thread. */
  readonly searchWorker?: URL | undefined;
  /** The module from which such a worker has strategies in code. */
  readonly searchStrategies?: URL | undefined;
}

/** A search as the command line asks for it. */
export interface AskedSearch {
  readonly config: SystemConfig;
  readonly settings: SearchSettings;
  readonly market: Readonly<Record<string, RecordedSeries>>;
  readonly files: RunFiles;
  /** Of the configuration file. */
  readonly configFolder: string;
  /** Runs it, with its progress on standard error; the first signal stops it. */
  readonly run: <Outcome>(search: (request: SearchRequest) => Promise<Outcome>) => Promise<Searched<Outcome>>;
}

export interface Searched<Outcome> {
  readonly outcome: Outcome;
  readonly signal: NodeJS.Signals | undefined;
}

/** Reads what is to be searched, and says so. @throws what `qbot backtest` throws for a configuration or data that it cannot run */
export async function askedSearch(args: Arguments, output: Output, context: SearchContext): Promise<AskedSearch> {
  const { space } = args.search;
  if (typeof space !== 'string')
    throw new UsageError(`${args.verb.join(' ')} needs --space FILE: what is to be searched (docs/search.md)`);
  const { config, warnings, notices } = loadSettings({ ...args, set: [...args.set, 'mode=backtest'] });
  const settings = loadSearch(space, { flags: searchFlags(args) });
  const [wiring] = findWiringProblems(config);
  if (wiring !== undefined) throw new WiringError(wiring);
  const configFolder = dirname(args.config);
  const chosen = await chooseSystem(config, configFolder);
  const strategiesModule = searchModule(context.searchStrategies, config, configFolder);
  const files = searchFiles(args, config);
  const isQuiet = args.quiet || args.json;
  const say = isQuiet ? () => undefined : output.err;
  warnings.forEach((warning) => output.err(`warning    ${warning}`));
  notices.forEach((notice) => say(`notice     ${notice}`));
  planLines(config, chosen).forEach(say);
  const count = workerCount(args, availableParallelism());
  say(`search     ${settings.method} for ${settings.objective} over ${Object.keys(settings.parameters).join(', ')}`);
  const market = recordedMarket(config.trading.symbols, chosen);
  const { identity, from, to } = chosen.feed;
  const { turnEventLoop } = chosen.sockets;
  const run = async <Outcome>(search: (request: SearchRequest) => Promise<Outcome>): Promise<Searched<Outcome>> => {
    const stop = new AbortController();
    const progress = searchProgress(output, { objective: settings.objective, isQuiet });
    const signals = stopOnSignals(() => stop.abort());
    try {
      const outcome = await search({
        config,
        candles: market,
        search: settings,
        allowGaps: args.allowGaps,
        calendarsFolder: configFolder,
        dataIdentity: JSON.stringify([identity, from, to]),
        codeIdentity: JSON.stringify([context.packages ?? {}, chosen.code.files]),
        log: searchLog(files.folder),
        signal: stop.signal,
        onProgress: (now) => progress.show(now),
        ...(context.searchWorker === undefined ? {} : { workers: { url: context.searchWorker, count } }),
        ...(strategiesModule === undefined ? {} : { strategiesModule }),
        ...(turnEventLoop === undefined ? {} : { turnEventLoop }),
      });
      return { outcome, signal: signals.received() };
    } catch (error) {
      if (!(error instanceof SearchRecordError)) throw error;
      throw new RunRecordError(`${join(files.folder, SEARCH_FILE)}: ${error.message}`, EXIT.state);
    } finally {
      progress.clear();
      signals.release();
    }
  };
  return { config, settings, market, files, configFolder, run };
}

/** How an interrupted search is gone on with, in words. */
export function resumeText({ folder, runId }: RunFiles, done: number, total: number): string {
  return `stopped    ${done} of ${total} trials are in ${folder}: the same command with --resume ${runId} goes on`;
}

/** A new folder, or that of the search that is gone on with. */
function searchFiles({ search: { resume } }: Arguments, config: SystemConfig): RunFiles {
  const named = nameRunFiles(config, Date.now());
  if (typeof resume !== 'string') return named;
  const folder = [join(config.outputs.folder, resume), resume].find((one) => existsSync(join(one, SEARCH_FILE)));
  if (folder === undefined)
    throw new UsageError(
      `--resume: there is no search "${resume}" in ${config.outputs.folder}; it needs the id or folder of a run with ${SEARCH_FILE}`,
    );
  return { ...named, runId: basename(resolve(folder)), folder, config: join(folder, 'config.json') };
}
