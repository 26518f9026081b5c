import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SystemConfig } from '@q/config';
import { fileStateStore } from '@q/journal';
import type { LoggingManager } from '@q/logging';
import { getLogger } from '@q/logging';
import type { Sockets } from '@q/orchestrator';
import { findWiringProblems, threadWatchdog, TradingOrchestrator, WiringError } from '@q/orchestrator';
import type { Arguments } from './arguments.js';
import type { ExitCode } from './exit-codes.js';
import { EXIT } from './exit-codes.js';
import { impossibleRules, impossibleRuleText } from './impossible-rules.js';
import type { Output } from './io.js';
import { loadSettings } from './load-settings.js';
import { planLines } from './plan.js';
import { progressBar } from './progress-bar.js';
import type { RunFiles } from './run-files.js';
import { nameRunFiles, openHistory, writeRunConfig } from './run-files.js';
import type { ChosenSockets } from './sockets.js';
import { chooseSockets } from './sockets.js';
import { startLogging } from './start-logging.js';
import { signalExit, stopOnSignals } from './stop-on-signals.js';
import type { RunSummary } from './summary.js';
import { summarize, summaryLines } from './summary.js';
import { watchToggleFile } from './toggle-file.js';

export interface RunContext {
  /** Where the worker of the watchdog is; without it there is no watchdog. */
  readonly watchdogWorker: URL | undefined;
  /** The script that draws the charts of a report; without it there is no page. */
  readonly chartLibrary?: URL | undefined;
  /** Versions of the packages that run, by name. */
  readonly packages?: Readonly<Record<string, string>>;
}

/** `qbot run`: the plan, the run, the summary. */
export async function runVerb(args: Arguments, output: Output, context: RunContext): Promise<ExitCode> {
  const { config, warnings, notices } = loadSettings(args);
  const [wiring] = findWiringProblems(config);
  if (wiring !== undefined) throw new WiringError(wiring);
  const chosen = chooseSockets(config, dirname(args.config));
  const files = nameRunFiles(config, Date.now());
  const say = args.quiet || args.json ? () => undefined : output.err;
  const impossible = impossibleRules(config).map(impossibleRuleText);
  [...warnings, ...impossible].forEach((warning) => output.err(`warning    ${warning}`));
  notices.forEach((notice) => say(`notice     ${notice}`));
  planLines(config, chosen).forEach(say);
  return finish(await runSystem(args, { config, chosen, files, context, output, say }), args, output);
}

interface Run {
  readonly config: SystemConfig;
  readonly chosen: ChosenSockets;
  readonly files: RunFiles;
  readonly context: RunContext;
  readonly output: Output;
  readonly say: (line: string) => void;
}

interface Outcome {
  readonly summary: RunSummary;
  readonly code: ExitCode;
}

async function runSystem(args: Arguments, run: Run): Promise<Outcome> {
  const { config, chosen, files, output } = run;
  mkdirSync(files.folder, { recursive: true });
  writeRunConfig(files, config, dirname(args.config));
  const history = files.history === undefined ? undefined : openHistory(files.history, config, chosen.feed);
  let orchestrator: TradingOrchestrator | undefined;
  const logging = startLogging(config, files.runId, () => orchestrator?.bus.current?.correlationId);
  const startedAt = performance.now();
  try {
    orchestrator = new TradingOrchestrator(config, {
      ...chosen.sockets,
      ...(history === undefined ? {} : { history }),
      ...liveSockets(run),
    });
    const { code, outcome } = await runToEnd(orchestrator, args, run);
    const durationMs = performance.now() - startedAt;
    const summary = summarize({
      figures: orchestrator.figures,
      files,
      outcome,
      startBalance: config.account.balance,
      durationMs,
    });
    writeFileSync(files.summary, `${JSON.stringify(summary, undefined, 2)}\n`);
    return { summary, code };
  } finally {
    history?.close();
    await closeLogging(logging, output);
  }
}

/** Runs until the data ends, a signal comes or the system halts; stops it in every case. */
async function runToEnd(
  orchestrator: TradingOrchestrator,
  args: Arguments,
  run: Run,
): Promise<{ readonly code: ExitCode; readonly outcome: string }> {
  const { config, chosen, say, output } = run;
  const bar = progressBar(args.json || args.quiet ? { ...output, isTerminal: false } : output, chosen.feed);
  const signals = stopOnSignals(() => void orchestrator.stop());
  const unwatch = config.mode === 'paper' ? watchAutomation(orchestrator, config, chosen) : () => undefined;
  try {
    await orchestrator.run({
      ...(args.maxCycles === undefined ? {} : { maxIterations: args.maxCycles }),
      onProgress: (instant) => bar.show(instant),
      onStatus: (lines) => {
        bar.clear();
        lines.forEach(say);
      },
    });
  } finally {
    bar.clear();
    unwatch();
    await orchestrator.stop();
    signals.release();
  }
  const signal = signals.received();
  if (signal !== undefined) return { code: signalExit(signal), outcome: `stopped by ${signal}` };
  const reason = orchestrator.haltedBecause;
  return reason === undefined
    ? { code: EXIT.ok, outcome: 'completed' }
    : { code: orchestrator.haltedBy === 'risk' ? EXIT.halted : EXIT.internal, outcome: `halted: ${reason}` };
}

/** What only a run in real time has: the saved switch and risk state, and the watchdog. */
function liveSockets({ config, chosen, context }: Run): Partial<Sockets> {
  if (config.mode !== 'paper') return {};
  const { watchdog } = config.orchestrator;
  const stores = {
    automationState: fileStateStore(config.automation.state_file),
    riskState: fileStateStore(config.risk.state_file),
  };
  if (!watchdog.enabled || context.watchdogWorker === undefined) return stores;
  const logger = getLogger('services.Watchdog', { service: 'Watchdog' });
  return {
    ...stores,
    watchdog: threadWatchdog({
      workerUrl: context.watchdogWorker,
      clock: chosen.sockets.clock,
      warnAfterMs: watchdog.warn_after * 1_000,
      degradedAfterMs: watchdog.degraded_after * 1_000,
      killAfterMs: watchdog.kill_after * 1_000,
      onError: (error) => logger.error('the watchdog has failed: a stalled event loop goes unnoticed', { error }),
      onStall: ({ ms, degraded, eventType }) => {
        const text = `the event loop stood still for ${ms} ms, last event ${eventType ?? 'none'}`;
        if (degraded) logger.error(text);
        else logger.warning(text);
      },
    }),
  };
}

function watchAutomation(
  orchestrator: TradingOrchestrator,
  { automation }: SystemConfig,
  { sockets }: ChosenSockets,
): () => void {
  if (!automation.file_watcher_enabled) return () => undefined;
  const { toggle_file: file, file_watcher_interval: seconds } = automation;
  return watchToggleFile({ file, intervalMs: seconds * 1_000, clock: sockets.clock, control: orchestrator.control });
}

async function closeLogging(logging: LoggingManager, output: Output): Promise<void> {
  await logging.close();
  const { dropped } = logging.metrics;
  if (dropped > 0) output.err(`warning    ${dropped} log lines could not be written`);
}

function finish({ summary, code }: Outcome, args: Arguments, output: Output): ExitCode {
  if (args.json) output.out(JSON.stringify(summary, undefined, 2));
  else summaryLines(summary).forEach(output.out);
  return code;
}
