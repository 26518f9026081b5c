import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SystemConfig } from '@q/config';
import { environmentSecrets } from '@q/config';
import type { Journal } from '@q/events';
import type { LoggingManager, Redactor } from '@q/logging';
import { createRedactor } from '@q/logging';
import { findWiringProblems, TradingOrchestrator, WiringError } from '@q/orchestrator';
import type { Arguments } from './arguments.js';
import type { ExitCode } from './exit-codes.js';
import { EXIT } from './exit-codes.js';
import { impossibleRules, impossibleRuleText } from './impossible-rules.js';
import type { Output } from './io.js';
import { demandTellableData } from './judge-data.js';
import { loadSettings } from './load-settings.js';
import { beside } from './paper/beside.js';
import type { HeldRun } from './paper/journal-reader.js';
import { heldRun } from './paper/journal-reader.js';
import { demandSameInputs, keptConfig } from './paper/run-inputs.js';
import { PaperJournal, setAside } from './paper/paper-journal.js';
import { paperSockets } from './paper/paper-sockets.js';
import { watchRun } from './paper/watch-run.js';
import { withoutSecrets } from './paper/without-secrets.js';
import { planLines } from './plan.js';
import { progressBar } from './progress-bar.js';
import { nameRunFiles, openHistory, writeRunConfig } from './run-files.js';
import { startLogging } from './start-logging.js';
import { signalExit, stopOnSignals } from './stop-on-signals.js';
import { chooseSystem } from './strategy-modules/choose-system.js';
import { UnsupportedModeError } from './sockets.js';
import type { ChosenSystem } from './strategy-modules/choose-system.js';
import type { Run, RunContext } from './run.js';
import type { RunSummary } from './summary.js';
import { summarize, summaryLines } from './summary.js';

/** `qbot run`: the plan, the run, the summary. A paper run goes on where its journal ends. */
export async function runVerb(args: Arguments, output: Output, context: RunContext): Promise<ExitCode> {
  const { config, warnings, notices } = loadSettings(args);
  const [wiring] = findWiringProblems(config);
  if (wiring !== undefined) throw new WiringError(wiring);
  const say = args.quiet || args.json ? () => undefined : output.err;
  const secrets = environmentSecrets();
  const hide = createRedactor(secrets);
  const held = isJournaled(config) ? await heldBy(config, args, say) : undefined;
  const chosen = await chooseSystem(config, dirname(args.config), held?.start);
  demandTellableData(config, chosen);
  if (held !== undefined) demandSameInputs(held.inputs, inputsNow(config, chosen, hide), config.journal.file);
  const journal = isJournaled(config) ? await PaperJournal.open(config) : undefined;
  try {
    const files = nameRunFiles(config, Date.now(), journal?.runId);
    const impossible = impossibleRules(config).map(impossibleRuleText);
    [...warnings, ...impossible].forEach((warning) => output.err(`warning    ${warning}`));
    notices.forEach((notice) => say(`notice     ${notice}`));
    planLines(config, chosen).forEach(say);
    const run = { config, chosen, files, journal, context, output, say, secrets, hide };
    return finish(await runSystem(args, run), args, output);
  } finally {
    journal?.close();
  }
}

interface Outcome {
  readonly summary: RunSummary;
  readonly code: ExitCode;
}

/** @throws UnsupportedModeError where such a run could not be made again */
function isJournaled({ mode, journal, event_bus: bus }: SystemConfig): boolean {
  if (mode !== 'paper' || !journal.enabled) return false;
  if (bus.mode === 'asynchronous')
    throw new UnsupportedModeError(
      'a paper run with a journal needs event_bus.mode synchronous, as only then it can be made again: set that, or journal.enabled to false',
    );
  return true;
}

/** What the run that is gone on with was begun with. Looked at before anything is opened for writing. */
async function heldBy(
  { journal: { file } }: SystemConfig,
  { newJournal }: Arguments,
  say: (line: string) => void,
): Promise<HeldRun | undefined> {
  const aside = newJournal ? await setAside(file, Date.now()) : undefined;
  if (aside !== undefined) say(`notice     the former journal is now "${aside}"`);
  return heldRun(file);
}

function inputsNow(config: SystemConfig, { feed, code }: ChosenSystem, hide: Redactor) {
  return { config: keptConfig(config, hide), data: { ...feed.identity, ...code.files } };
}

async function runSystem(args: Arguments, run: Run): Promise<Outcome> {
  const { config, files, output, journal } = run;
  mkdirSync(files.folder, { recursive: true });
  const histories = openHistories(run);
  writeRunConfig(files, config, dirname(args.config));
  let orchestrator: TradingOrchestrator | undefined;
  const logging = startLogging(config, files.runId, {
    correlationSource: () => orchestrator?.bus.current?.correlationId,
    secrets: run.secrets,
  });
  const startedAt = performance.now();
  try {
    orchestrator = new TradingOrchestrator(config, {
      ...run.chosen.sockets,
      ...(histories.history === undefined ? {} : { history: histories.history }),
      ...(journal?.runId === undefined ? {} : { recorded: journal.recorded }),
      ...paperSockets(run),
    });
    const { code, outcome, isWhole } = await runToEnd(orchestrator, args, run, histories.caughtUp);
    const durationMs = performance.now() - startedAt;
    const startBalance = config.account.balance;
    const summary = summarize({ figures: orchestrator.figures, files, outcome, startBalance, durationMs });
    // One that was stopped while it was made again has not come to where it was: what it left then still holds.
    if (isWhole) writeFileSync(files.summary, `${JSON.stringify(summary, undefined, 2)}\n`);
    return { summary, code };
  } finally {
    histories.close();
    await closeLogging(logging, output);
  }
}

interface OpenHistories {
  readonly history: Journal | undefined;
  /** What was made again is whole: the copy takes the place of the former one. */
  readonly caughtUp: () => void;
  readonly close: () => void;
}

/** The journal of a paper run with a copy for other verbs, or that history alone. */
function openHistories(run: Run): OpenHistories {
  const { config, chosen, files, journal, output } = run;
  const { feed, code, startedAt } = chosen;
  const data = { ...feed.identity, ...code.files };
  const inputs = { run_id: files.runId, started_at: startedAt, from: feed.from, data, config };
  const durable = journal?.history(inputs, run.hide);
  // What is made again is written again, too; until it has come as far as it was, the former copy stays.
  const isResumed = journal?.runId !== undefined;
  const file = files.history === undefined || !isResumed ? files.history : `${files.history}.part`;
  if (file !== undefined && isResumed) rmSync(file, { force: true });
  const copy = file === undefined ? undefined : openHistory(file, config, feed);
  const onLost = (error: unknown): void => {
    const why = error instanceof Error ? error.message : String(error);
    output.err(`warning    the copy of the journal ends here: ${why}`);
  };
  return {
    history: beside({ journal: durable, copy, clean: withoutSecrets(run.hide), onLost }),
    caughtUp() {
      if (isResumed && file !== undefined && files.history !== undefined) renameSync(file, files.history);
    },
    close() {
      try {
        copy?.close();
      } catch (error) {
        onLost(error);
      }
      if (isResumed && file !== undefined) rmSync(file, { force: true });
    },
  };
}

/** Runs until the data ends, a signal comes or the system halts; stops it in every case. */
async function runToEnd(
  orchestrator: TradingOrchestrator,
  args: Arguments,
  run: Run,
  onCaughtUp: () => void,
): Promise<{ readonly code: ExitCode; readonly outcome: string; readonly isWhole: boolean }> {
  const { chosen, say, output } = run;
  const bar = progressBar(args.json || args.quiet ? { ...output, isTerminal: false } : output, chosen.feed);
  const watch = await watchRun(orchestrator, run);
  let isWhole = run.journal?.runId === undefined;
  const signals = stopOnSignals(() => void orchestrator.stop());
  try {
    await orchestrator.run({
      ...(args.maxCycles === undefined ? {} : { maxIterations: args.maxCycles }),
      ...(args.resetLimits
        ? { resetsHalt: { requestedBy: 'qbot run --reset-limits', reason: 'a person has looked' } }
        : {}),
      onProgress(instant) {
        bar.show(instant);
        watch.look();
      },
      onCaughtUp() {
        watch.caughtUp();
        onCaughtUp();
        isWhole = true;
      },
      onStatus: (lines) => {
        bar.clear();
        lines.forEach(say);
      },
    });
  } finally {
    bar.clear();
    await orchestrator.stop();
    await watch.close();
    signals.release();
  }
  const signal = signals.received();
  if (signal !== undefined) return { code: signalExit(signal), outcome: `stopped by ${signal}`, isWhole };
  const reason = orchestrator.haltedBecause;
  if (reason !== undefined)
    return {
      code: orchestrator.haltedBy === 'risk' ? EXIT.halted : EXIT.internal,
      outcome: `halted: ${reason}`,
      isWhole,
    };
  return {
    code: EXIT.ok,
    outcome: watch.stoppedBy === undefined ? 'completed' : `stopped by ${watch.stoppedBy}`,
    isWhole,
  };
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
