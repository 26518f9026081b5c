import { SearchError } from '@q/backtest';
import { CandleDataError } from '@q/brokers';
import { ConfigError, formatProblems } from '@q/config';
import { WiringError } from '@q/orchestrator';
import { nearest } from '@q/trading';
import type { Arguments } from './arguments.js';
import { parseArguments, UsageError } from './arguments.js';
import { backtestVerb } from './backtest-verb.js';
import { checkDeterminismVerb, checkLookaheadVerb, checkWarmUpVerb } from './check-proof-verb.js';
import { checkVerb } from './check-verb.js';
import { compareVerb } from './compare-verb.js';
import { configShowVerb } from './config-show-verb.js';
import type { ExitCode } from './exit-codes.js';
import { EXIT } from './exit-codes.js';
import { HELP } from './help.js';
import type { Output } from './io.js';
import { refuseSearchFlags } from './optimize-flags.js';
import { SEARCH_HELP } from './optimize-help.js';
import type { SearchContext } from './optimize-search.js';
import { optimizeVerb } from './optimize-verb.js';
import { parityVerb } from './parity-verb.js';
import { reportVerb } from './report-verb.js';
import { runVerb } from './run-verb.js';
import { UnsupportedModeError } from './sockets.js';
import { RunRecordError } from './why/run-record-error.js';
import { walkForwardVerb } from './walkforward-verb.js';
import { whyVerb } from './why-verb.js';

export interface CliContext extends SearchContext {
  readonly version: string;
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
  why: whyVerb,
  report: reportVerb,
  optimize: optimizeVerb,
  walkforward: walkForwardVerb,
  compare: compareVerb,
};
const SEARCHES = ['optimize', 'walkforward'];
/** Verbs that other words may follow, and how many: a symbol, runs. */
const WORDS_BEHIND: Readonly<Record<string, number>> = { why: 1, compare: Infinity };

/** One command line to its exit code. Every error becomes a message that says what to do, and the code that fits. */
export async function runCli(argv: readonly string[], output: Output, context: CliContext): Promise<ExitCode> {
  try {
    const args = parseArguments(argv);
    refuseSearchFlags(args);
    if (args.version) output.out(context.version);
    else if (args.help) output.out(SEARCHES.includes(args.verb.join(' ')) ? SEARCH_HELP : HELP);
    else return await verbOf(args.verb)(args, output, context);
    return EXIT.ok;
  } catch (error) {
    return explain(error, output);
  }
}

function verbOf(words: readonly string[]): Verb {
  const [first = ''] = words;
  const text = words.length - 1 <= (WORDS_BEHIND[first] ?? 0) ? first : words.join(' ');
  if (text === '') throw new UsageError(`a verb is missing\n\n${HELP}`);
  const verb = Object.hasOwn(VERBS, text) ? VERBS[text] : undefined;
  if (verb !== undefined) return verb;
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
  if (error instanceof WiringError || error instanceof UnsupportedModeError || error instanceof SearchError)
    return EXIT.configuration;
  if (error instanceof CandleDataError) {
    err('the files are named in feed.files of the configuration, or with --data SYMBOL=FILE');
    return EXIT.data;
  }
  if (error instanceof Error && error.stack !== undefined) err(error.stack);
  return EXIT.internal;
}
