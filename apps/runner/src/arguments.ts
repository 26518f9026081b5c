import { parseArgs } from 'node:util';
import { nearest } from '@q/trading';
import type { SearchArguments } from './optimize-arguments.js';
import { SEARCH_FLAGS, searchArguments } from './optimize-arguments.js';

/** The line cannot be understood: exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

export const FLAGS = {
  config: { type: 'string', short: 'c' },
  set: { type: 'string', multiple: true },
  data: { type: 'string', multiple: true },
  'allow-gaps': { type: 'boolean' },
  'max-cycles': { type: 'string' },
  cuts: { type: 'string' },
  at: { type: 'string' },
  run: { type: 'string' },
  template: { type: 'string' },
  symbol: { type: 'string' },
  yes: { type: 'boolean', short: 'y' },
  ...SEARCH_FLAGS,
  reason: { type: 'string' },
  last: { type: 'string' },
  'new-journal': { type: 'boolean' },
  'reset-limits': { type: 'boolean' },
  origin: { type: 'boolean' },
  json: { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;

/** Where the configuration is, from the working folder, if nothing else is said. */
export const CONFIG_FILE = 'config/services.yaml';

export interface Arguments {
  readonly verb: readonly string[];
  readonly config: string;
  /** Whether it was named on the line. */
  readonly isConfigGiven: boolean;
  /** `a.b=c` from the command line, in its order. */
  readonly set: readonly string[];
  /** `[SYMBOL=]FILE`. */
  readonly data: readonly string[];
  /** Whether a backtest takes data with too few candles. */
  readonly allowGaps: boolean;
  readonly maxCycles: number | undefined;
  /** At most so many cuts of the data. */
  readonly cuts: number | undefined;
  /** The instant that is asked about, as it was written. */
  readonly at: string | undefined;
  /** The folder of a run. */
  readonly run: string | undefined;
  /** What `new strategy` makes: `ts` or `yaml`. */
  readonly template?: string | undefined;
  /** The symbol that it trades. */
  readonly symbol?: string | undefined;
  /** Whether `init` may write into a folder that is not empty. */
  readonly yes?: boolean | undefined;
  /** Of the verbs that search. */
  readonly search: SearchArguments;
  /** Why an operator does something. */
  readonly reason: string | undefined;
  /** At most so many, the newest. */
  readonly last: number | undefined;
  /** Whether a paper run sets its journal aside and begins anew. */
  readonly newJournal: boolean;
  /** Whether a run that a risk limit had halted goes on. */
  readonly resetLimits: boolean;
  readonly origin: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

/** @throws UsageError naming the nearest flag for an unknown one */
export function parseArguments(argv: readonly string[]): Arguments {
  refuseUnknownFlags(argv);
  const { values, positionals } = parsed(argv);
  return {
    verb: positionals,
    config: values.config ?? CONFIG_FILE,
    isConfigGiven: values.config !== undefined,
    set: values.set ?? [],
    data: values.data ?? [],
    allowGaps: values['allow-gaps'] ?? false,
    maxCycles: wholeNumber('--max-cycles', values['max-cycles']),
    cuts: wholeNumber('--cuts', values.cuts),
    at: values.at,
    run: values.run,
    template: values.template,
    symbol: values.symbol,
    yes: values.yes,
    search: searchArguments(values),
    reason: values.reason,
    last: wholeNumber('--last', values.last),
    newJournal: values['new-journal'] ?? false,
    resetLimits: values['reset-limits'] ?? false,
    origin: values.origin ?? false,
    json: values.json ?? false,
    quiet: values.quiet ?? false,
    help: values.help ?? false,
    version: values.version ?? false,
  };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: FLAGS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function refuseUnknownFlags(argv: readonly string[]): void {
  const known = Object.keys(FLAGS).map((name) => `--${name}`);
  for (const argument of argv) {
    if (argument === '--') return;
    const flag = argument.split('=', 1)[0] ?? argument;
    if (!flag.startsWith('--') || known.includes(flag)) continue;
    const suggestion = nearest(flag, known);
    throw new UsageError(`unknown flag ${flag}${suggestion === undefined ? '' : `: did you mean ${suggestion}?`}`);
  }
}

function wholeNumber(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw new UsageError(`${flag} needs a whole number, got "${text}"`);
  return Number(text);
}
