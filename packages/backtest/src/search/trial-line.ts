import { isNotAvailable } from '../report/figure.js';
import type { TrialRecord } from './search-line.js';

/** The value of a line as a trial; `undefined` where it is none. What its figures are worth, its own search has to know. */
export function trialOf(value: unknown): TrialRecord | undefined {
  if (!isObject(value)) return undefined;
  const { parameters, objective, figures = {}, error = '' } = value;
  const isTrial =
    isObject(parameters) &&
    (typeof objective === 'number' || isNotAvailable(objective)) &&
    isObject(figures) &&
    typeof error === 'string';
  return isTrial ? (value as unknown as TrialRecord) : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
