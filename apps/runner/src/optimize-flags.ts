import type { SearchFlag } from '@q/config';
import type { Arguments } from './arguments.js';
import { UsageError } from './arguments.js';
import type { SearchArguments } from './optimize-arguments.js';

/** What a flag sets in the file of the search. */
const PATHS: readonly (readonly [flag: keyof SearchArguments, path: readonly string[]])[] = [
  ['method', ['method']],
  ['trials', ['trials']],
  ['objective', ['objective']],
  ['min-trades', ['min_trades']],
  ['seed', ['seed']],
  ['in-sample', ['walkforward', 'in_sample']],
  ['out-of-sample', ['walkforward', 'out_of_sample']],
  ['anchored', ['walkforward', 'windows']],
];

/** What stands above the file of the search. */
export function searchFlags({ search }: Arguments): readonly SearchFlag[] {
  return PATHS.flatMap(([flag, path]) => {
    const given = search[flag];
    if (given === undefined) return [];
    const value = given === true ? 'anchored' : String(given);
    return [{ path, value: /^\d+$/.test(value) ? Number(value) : value, source: `--${flag}` }];
  });
}

const OF_SEARCHES = ['optimize', 'walkforward'];
const OWNERS: Readonly<Record<string, readonly string[]>> = {
  'in-sample': ['walkforward'],
  'out-of-sample': ['walkforward'],
  anchored: ['walkforward'],
  workers: [...OF_SEARCHES, 'check determinism'],
};

/** @throws UsageError for a flag that the verb would not look at */
export function refuseSearchFlags({ verb: words, search }: Arguments): void {
  const verb = words.join(' ');
  if (verb === '') return;
  for (const flag of Object.keys(search)) {
    const owners = OWNERS[flag] ?? OF_SEARCHES;
    if (owners.includes(verb)) continue;
    throw new UsageError(`--${flag} does not go with ${verb}: it is a flag of ${owners.join(' and ')}`);
  }
}
