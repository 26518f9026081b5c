import type { TrialRecord } from './search-line.js';
import { SearchRecordError } from './search-line.js';

/** What a search knows of a trial before it is run. */
export type TrialPlace = Pick<TrialRecord, 'index' | 'window' | 'rung' | 'candidate' | 'parameters'>;

const PARTS = ['window', 'rung', 'candidate', 'parameters'] as const;

/** A trial of the log counts only as what this search would run there. @throws SearchRecordError where it is another one */
export function demandPlanned(kept: TrialRecord, planned: TrialPlace): void {
  for (const part of PARTS) {
    const [has, expected] = [written(kept[part]), written(planned[part])];
    if (has !== expected)
      throw new SearchRecordError(
        `the trial ${planned.index} of the log has the ${part} ${has} and not ${expected}: remove its line to run it again`,
      );
  }
}

function written(value: unknown): string {
  return value === undefined ? 'none' : JSON.stringify(value);
}
