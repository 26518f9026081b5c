import type { Arguments } from '../arguments.js';
import { UsageError } from '../arguments.js';

const OWNERS = { template: 'new strategy', symbol: 'new strategy', yes: 'init' } as const;

/** @throws UsageError for a flag of a verb that makes files which this one would not look at */
export function refuseMakerFlags(args: Arguments): void {
  const verb = args.verb.join(' ');
  if (verb === '') return;
  for (const flag of ['template', 'symbol', 'yes'] as const) {
    if (args[flag] === undefined || verb.startsWith(OWNERS[flag])) continue;
    // Of `new` the verb itself says what goes with what.
    if (verb.startsWith('new') && flag !== 'yes') continue;
    throw new UsageError(`--${flag} does not go with ${verb}: it is for ${OWNERS[flag]}`);
  }
}
