import type { RecordedRun } from './recorded-run.js';
import { linesOf } from './packed-lines.js';

/** The first thing in which two runs differ, as each has it; `undefined` where it has nothing there. */
export interface RecordedDifference {
  /** `record 12` of the history, counted from 0, or `result.trades`. */
  readonly place: string;
  readonly first: string | undefined;
  readonly second: string | undefined;
}

/** Byte for byte. */
export function sameBytes(text: string): string {
  return text;
}

/** Whatever the order of the keys. */
export function sameValues(text: string): string {
  return JSON.stringify(withSortedKeys(JSON.parse(text)));
}

export interface Comparing {
  /** Texts that it makes equal are the same. */
  readonly normal: (text: string) => string;
  /** Records before the first one for which it holds are not compared; without it all are. */
  readonly beginsWith?: (text: string) => boolean;
}

/** The first record that differs, or else the first part of the result; `undefined` where the runs are the same. */
export function compareRecorded(
  first: RecordedRun,
  second: RecordedRun,
  comparing: Comparing,
): RecordedDifference | undefined {
  return differingRecord(first, second, comparing) ?? differingPart(first, second, comparing);
}

function differingRecord(
  first: RecordedRun,
  second: RecordedRun,
  { normal, beginsWith = () => true }: Comparing,
): RecordedDifference | undefined {
  const [mine, theirs] = [linesOf(first.history), linesOf(second.history)];
  let [place, hasBegun] = [0, false];
  for (;;) {
    const [one, two] = [nextOf(mine), nextOf(theirs)];
    if (one === undefined && two === undefined) return undefined;
    hasBegun ||= one === undefined || two === undefined || beginsWith(one) || beginsWith(two);
    if (hasBegun && differ(one, two, normal)) return { place: `record ${place}`, first: one, second: two };
    place += 1;
  }
}

function differingPart(
  { result: first }: RecordedRun,
  { result: second }: RecordedRun,
  { normal }: Comparing,
): RecordedDifference | undefined {
  const name = Object.keys({ ...first, ...second }).find((part) => differ(first[part], second[part], normal));
  return name === undefined ? undefined : { place: `result.${name}`, first: first[name], second: second[name] };
}

function differ(one: string | undefined, two: string | undefined, normal: Comparing['normal']): boolean {
  if (one === two) return false;
  return one === undefined || two === undefined || normal(one) !== normal(two);
}

function nextOf(lines: Iterator<string, void>): string | undefined {
  const next = lines.next();
  return next.done === true ? undefined : next.value;
}

function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, withSortedKeys(inner)]));
}
