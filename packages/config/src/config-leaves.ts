import { leavesOf, type Leaf } from './leaves.js';
import { systemSchema } from './system-schema.js';

let leaves: readonly Leaf[] | undefined;

/** Every leaf of the configuration file. */
export function configLeaves(): readonly Leaf[] {
  leaves ??= leavesOf(systemSchema);
  return leaves;
}
