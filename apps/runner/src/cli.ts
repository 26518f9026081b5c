import { SearchError } from '@q/backtest';
import { CandleDataError } from '@q/brokers';
import { ConfigError, formatProblems } from '@q/config';
import { JournalError } from '@q/journal';
import { MetricsStartError } from '@q/observers';
import { JournalMismatchError, WiringError } from '@q/orchestrator';
import { nearest } from '@q/trading';
import { alertsTestVerb } from './alerts/alerts-test-verb.js';
import type { Arguments } from './arguments.js';
import { parseArguments, UsageError } from './arguments.js';
import { backtestVerb } from './backtest-verb.js';
import { checkDeterminismVerb, checkLookaheadVerb, checkWarmUpVerb } from './check-proof-verb.js';
import { checkVerb } from './check-verb.js';
import { compareVerb } from './compare-verb.js';
import { configShowVerb } from './config-show-verb.js';
import { flattenVerb, pauseVerb, resumeVerb, statusVerb, stopVerb } from './control/operate-verbs.js';
import { withDefaultConfig } from './default-config.js';
import { diskRemedy } from './disk-remedy.js';
import { doctorVerb } from './doctor/doctor-verb.js';
import { explainVerb } from './explain-verb.js';
import type { ExitCode } from './exit-codes.js';
import { EXIT } from './exit-codes.js';
import { HELP } from './help.js';
import { initVerb } from './init/init-verb.js';
import { refuseMakerFlags } from './init/maker-flags.js';
import { newVerb } from './init/new-verb.js';
import type { Output } from './io.js';
import { refuseSearchFlags } from './optimize-flags.js';
import { SEARCH_HELP } from './optimize-help.js';
import type { SearchContext } from './optimize-search.js';
import { optimizeVerb } from './optimize-verb.js';
import { parityVerb } from './parity-verb.js';
import { reportVerb } from './report-verb.js';
import { runVerb } from './run-verb.js';
import { journalReplayVerb, journalShowVerb, journalTailVerb, journalVerifyVerb } from './paper/journal-verb.js';
import { RunStateError } from './paper/run-inputs.js';
import { UnsupportedModeError } from './sockets.js';
import { CodeModuleError } from './strategy-modules/code-module-error.js';
import { prepareIndicators } from './strategy-modules/prepare-indicators.js';
import { RunRecordError } from './why/run-record-error.js';
import { walkForwardVerb } from './walkforward-verb.js';
import { whyVerb } from './why-verb.js';

export interface CliContext extends SearchContext {
  readonly version: string;
  /** The configuration that came with the program, for folders that have none. */
  readonly defaultConfig?: URL | undefined;
}

type Verb = (args: Arguments, output: Output, context: SearchContext) => Promise<ExitCode> | ExitCode;

const VERBS: Readonly<Record<string, Verb>> = {
  run: runVerb,
  backtest: backtestVerb,
  check: checkVerb,
  'check determinism': checkDeterminismVerb,
  'check lookahead': checkLookaheadVerb,
  'check warmup': checkWarmUpVerb,
  'check parity': parityVerb,
  'config show': configShowVerb,
  'alerts test': alertsTestVerb,
  why: whyVerb,
  report: reportVerb,
  optimize: optimizeVerb,
  walkforward: walkForwardVerb,
  init: initVerb,
  new: newVerb,
  compare: compareVerb,
  doctor: doctorVerb,
  explain: explainVerb,
  status: statusVerb,
  pause: pauseVerb,
  resume: resumeVerb,
  flatten: flattenVerb,
  stop: stopVerb,
  'journal verify': journalVerifyVerb,
  'journal tail': journalTailVerb,
  'journal show': journalShowVerb,
  'journal replay': journalReplayVerb,
};
const CONFIGURATION_ERRORS = [MetricsStartError, WiringError, UnsupportedModeError, SearchError, CodeModuleError];
const SEARCHES = ['optimize', 'walkforward'];
/** Verbs that other words may follow, and how many: a symbol, runs. */
const WORDS_BEHIND: Readonly<Record<string, number>> = {
  why: 1,
  compare: Infinity,
  'alerts test': 1,
  flatten: 1,
  'journal show': 1,
  init: 1,
  new: Infinity,
  explain: Infinity,
};
/** Verbs that need no configuration that could run: they make files, or explain. */
const WITHOUT_CONFIG = ['init', 'new', 'explain'];

/** One command line to its exit code. Every error becomes a message that says what to do, and the code that fits. */
export async function runCli(argv: readonly string[], output: Output, context: CliContext): Promise<ExitCode> {
  try {
    const given = parseArguments(argv);
    const isApart = WITHOUT_CONFIG.includes(given.verb[0] ?? '');
    const args = isApart ? given : withDefaultConfig(given, context.defaultConfig, output);
    refuseSearchFlags(args);
    refuseMakerFlags(args);
    if (args.version) output.out(context.version);
    else if (args.help) output.out(SEARCHES.includes(args.verb.join(' ')) ? SEARCH_HELP : HELP);
    else {
      const verb = verbOf(args.verb);
      if (!isApart && args.verb[0] !== 'doctor') await prepareIndicators(args);
      return await verb(args, output, context);
    }
    return EXIT.ok;
  } catch (error) {
    return explain(error, output);
  }
}

function verbOf(words: readonly string[]): Verb {
  const [first = ''] = words;
  const text = words.join(' ');
  if (text === '') throw new UsageError(`a verb is missing\n\n${HELP}`);
  for (let length = words.length; length > 0; length -= 1) {
    const name = words.slice(0, length).join(' ');
    const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
    if (verb !== undefined && words.length - length <= (WORDS_BEHIND[name] ?? 0)) return verb;
  }
  const suggestion = nearest(text, Object.keys(VERBS)) ?? nearest(first, Object.keys(VERBS));
  throw new UsageError(
    `unknown verb "${text}"${suggestion === undefined ? '' : `: did you mean "${suggestion}"?`} (qbot --help)`,
  );
}

function explain(error: unknown, { err, isTerminal }: Output): ExitCode {
  if (error instanceof ConfigError) {
    err(formatProblems(error.problems, { color: isTerminal, source: (file) => error.sourceOf(file) }));
    return EXIT.configuration;
  }
  const message = error instanceof Error ? error.message : String(error);
  err(`error: ${message}`);
  if (error instanceof UsageError) return EXIT.usage;
  if (error instanceof RunRecordError) return error.code;
  if (error instanceof RunStateError || error instanceof JournalMismatchError) return EXIT.state;
  if (CONFIGURATION_ERRORS.some((one) => error instanceof one)) return EXIT.configuration;
  if (error instanceof CandleDataError) {
    err('the files are named in feed.files of the configuration, or with --data SYMBOL=FILE');
    return EXIT.data;
  }
  const remedy = diskRemedy(error);
  if (remedy !== undefined) err(remedy);
  else if (error instanceof Error && !(error instanceof JournalError) && error.stack !== undefined) err(error.stack);
  return EXIT.internal;
}
