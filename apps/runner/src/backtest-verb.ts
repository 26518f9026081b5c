import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BacktestResult, Report } from '@q/backtest';
import {
  checkBacktestData,
  dataWarnings,
  failureWarnings,
  report,
  reportPage,
  reportText,
  reportToJson,
  runBacktest,
  tradesToCsv,
} from '@q/backtest';
import type { SystemConfig } from '@q/config';
import { environmentSecrets } from '@q/config';
import type { EventBus } from '@q/events';
import { timeframeMs } from '@q/events';
import { findWiringProblems, WiringError } from '@q/orchestrator';
import type { Arguments } from './arguments.js';
import type { ExitCode } from './exit-codes.js';
import { EXIT } from './exit-codes.js';
import type { Output } from './io.js';
import { askedRange } from './judge-data.js';
import { loadSettings } from './load-settings.js';
import { planLines } from './plan.js';
import { progressBar } from './progress-bar.js';
import type { RecordedSeries } from './recorded-market.js';
import { recordedMarket } from './recorded-market.js';
import type { RunFiles } from './run-files.js';
import { nameRunFiles, openHistory, writeRunConfig } from './run-files.js';
import { runManifest } from './run-manifest.js';
import type { RunContext } from './run.js';
import { startLogging } from './start-logging.js';
import { signalExit, stopOnSignals } from './stop-on-signals.js';
import type { ChosenSystem } from './strategy-modules/choose-system.js';
import { chooseSystem, strategiesBySymbol } from './strategy-modules/choose-system.js';

type Market = Readonly<Record<string, RecordedSeries>>;

interface Backtest {
  readonly config: SystemConfig;
  readonly chosen: ChosenSystem;
  readonly market: Market;
  readonly files: RunFiles;
  readonly output: Output;
}

/**
 * `qbot backtest`: the run over recorded or invented candles, its report on the terminal, and report, trades, manifest and a page of charts
 * in the run's folder. Data that are refused leave nothing behind.
 */
export async function backtestVerb(args: Arguments, output: Output, context: RunContext): Promise<ExitCode> {
  const { config, warnings, notices } = loadSettings({ ...args, set: [...args.set, 'mode=backtest'] });
  const [wiring] = findWiringProblems(config);
  if (wiring !== undefined) throw new WiringError(wiring);
  const folder = dirname(args.config);
  const chosen = await chooseSystem(config, folder);
  const files = nameRunFiles(config, Date.now());
  const say = args.quiet || args.json ? () => undefined : output.err;
  warnings.forEach((warning) => output.err(`warning    ${warning}`));
  notices.forEach((notice) => say(`notice     ${notice}`));
  planLines(config, chosen).forEach(say);
  const market = recordedMarket(config.trading.symbols, chosen);
  const { allowGaps } = args;
  const strategies = strategiesBySymbol(chosen.inCode);
  checkBacktestData({ config, candles: market, strategies, allowGaps, ...askedRange(config) });
  mkdirSync(files.folder, { recursive: true });
  writeRunConfig(files, config, folder);
  const manifest = runManifest({
    config,
    market,
    feed: chosen.feed,
    allowGaps,
    packages: context.packages ?? {},
    modules: chosen.code.files,
  });
  writeFileSync(join(files.folder, 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  const { result, signal } = await run({ config, chosen, market, files, output }, args);
  const figures = report(result, closesOf(market));
  const found = [...failureWarnings(result), ...dataWarnings(result.data)];
  found.forEach((warning) => output.err(`warning    ${warning}`));
  const written = writeReport(files, { result, figures, market, chartLibrary: context.chartLibrary });
  if (args.json) output.out(reportToJson(figures));
  else {
    output.out('');
    reportText(figures).forEach(output.out);
    output.out('');
    output.out(`report     ${written}`);
  }
  if (signal !== undefined) return signalExit(signal);
  return result.haltedBecause === undefined ? EXIT.ok : EXIT.halted;
}

async function run({ config, chosen, market, files, output }: Backtest, args: Arguments) {
  const { identity, from } = chosen.feed;
  const history = files.history === undefined ? undefined : openHistory(files.history, config, { identity, from });
  let bus: EventBus | undefined;
  const logging = startLogging(config, files.runId, {
    correlationSource: () => bus?.current?.correlationId,
    secrets: environmentSecrets(),
  });
  const bar = progressBar(args.json || args.quiet ? { ...output, isTerminal: false } : output, chosen.feed);
  const signals = stopOnSignals(() => undefined);
  const { restrictionsAt, monotonicMs, turnEventLoop } = chosen.sockets;
  try {
    const result = await runBacktest({
      config,
      candles: market,
      strategies: strategiesBySymbol(chosen.inCode),
      allowGaps: args.allowGaps,
      ...askedRange(config),
      ...(history === undefined ? {} : { history }),
      ...(restrictionsAt === undefined ? {} : { restrictionsAt }),
      ...(monotonicMs === undefined ? {} : { monotonicMs }),
      ...(turnEventLoop === undefined ? {} : { turnEventLoop }),
      onBus: (one) => (bus = one),
      onProgress(instant) {
        bar.show(instant);
        return signals.received() === undefined ? undefined : 'stop';
      },
    });
    return { result, signal: signals.received() };
  } finally {
    bar.clear();
    signals.release();
    history?.close();
    await logging.close();
  }
}

interface Written {
  readonly result: BacktestResult;
  readonly figures: Report;
  readonly market: Market;
  readonly chartLibrary: URL | undefined;
}

/** @returns what a person looks at first: the page, or where its charts cannot be drawn the folder */
function writeReport({ folder, runId }: RunFiles, { result, figures, market, chartLibrary }: Written): string {
  writeFileSync(join(folder, 'report.json'), `${reportToJson(figures)}\n`);
  writeFileSync(join(folder, 'trades.csv'), tradesToCsv(result));
  if (chartLibrary === undefined) return folder;
  const page = join(folder, 'report.html');
  const columns = Object.fromEntries(Object.entries(market).map(([symbol, { candles }]) => [symbol, candles]));
  const script = readFileSync(chartLibrary, 'utf8');
  const title = `Backtest ${runId}`;
  writeFileSync(page, reportPage({ title, report: figures, result, market: columns, chartLibrary: script }));
  return page;
}

function closesOf(market: Market) {
  return Object.fromEntries(
    Object.entries(market).map(([symbol, { timeframe, candles }]) => [
      symbol,
      { periodMs: timeframeMs(timeframe), candles },
    ]),
  );
}
