import type { Arguments } from '../arguments.js';
import { UsageError } from '../arguments.js';
import type { ExitCode } from '../exit-codes.js';
import { EXIT } from '../exit-codes.js';
import type { Output } from '../io.js';
import { loadSettings } from '../load-settings.js';
import { RunStateError } from '../paper/run-inputs.js';
import { askRunner } from './ask-runner.js';
import type { ControlRequest } from './control-request.js';
import type { RunStatus } from './run-status.js';
import { statusText } from './run-status.js';

type Verb = (args: Arguments, output: Output) => Promise<ExitCode>;

/** `qbot status`: what the running system does now. */
export const statusVerb: Verb = (args, output) => operate(args, output, { command: 'status' });

/** `qbot pause`: no new entries, also after a restart; exits go on. */
export const pauseVerb: Verb = (args, output) => operate(args, output, { command: 'pause', ...why(args) });

/** `qbot resume`: entries again. */
export const resumeVerb: Verb = (args, output) => operate(args, output, { command: 'resume', ...why(args) });

/** `qbot flatten [SYMBOL]`: closes what is open and takes back what waits. */
export const flattenVerb: Verb = (args, output) => {
  const [, symbol] = args.verb;
  const ofSymbol = symbol === undefined ? {} : { symbol };
  return operate(args, output, { command: 'flatten', ...ofSymbol, ...why(args) });
};

/** `qbot stop`: ends the run gracefully; it goes on with the next `qbot run`. */
export const stopVerb: Verb = (args, output) => operate(args, output, { command: 'stop', ...why(args) });

function why({ reason }: Arguments): { readonly reason?: string } {
  return reason === undefined ? {} : { reason };
}

async function operate(args: Arguments, output: Output, request: ControlRequest): Promise<ExitCode> {
  const { config } = loadSettings(args);
  const { enabled, socket } = config.control;
  if (!enabled) throw new RunStateError('control.enabled is false: the running system cannot be asked');
  if (request.command === 'flatten' && request.symbol !== undefined && !config.trading.symbols.includes(request.symbol))
    throw new UsageError(`"${request.symbol}" is not traded: trading.symbols has ${config.trading.symbols.join(', ')}`);
  const status = (await askRunner(socket, request)) as RunStatus;
  if (args.json) output.out(JSON.stringify(status, undefined, 2));
  else [DONE[request.command] ?? [], statusText(status)].flat().forEach(output.out);
  return EXIT.ok;
}

const DONE: Readonly<Record<string, readonly string[]>> = {
  pause: ['paused     no new entries until qbot resume; exits go on'],
  resume: ['resumed    entries are switched on'],
  flatten: ['flatten    what is open is being closed, what waits is taken back; entries go on unless paused'],
  stop: ['stopping   qbot run goes on where this run ends'],
};
