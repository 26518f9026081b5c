import { compileRestrictions } from './compile-restrictions.js';
import type { RestrictedInstrument, RestrictionFiles, RestrictionRules, RestrictionVerdict } from './restriction.js';

export interface RestrictionQuestion extends RestrictionFiles {
  /** Ms UTC. */
  readonly now: number;
  readonly instrument: RestrictedInstrument;
  readonly rules: RestrictionRules;
  /** Instead of the schedule of the rules. */
  readonly schedule?: RestrictionRules['schedule'];
}

/**
 * Whether trading is restricted now: in one call what `compileRestrictions` does for many.
 * @throws where a time or a zone of the rules is not one
 */
export function checkRestrictions({
  now,
  instrument,
  rules,
  schedule,
  ...files
}: RestrictionQuestion): RestrictionVerdict {
  const all = schedule === undefined ? rules : { ...rules, schedule };
  return compileRestrictions(all, files)(now, instrument);
}
