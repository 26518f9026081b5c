import type { Figure } from '../report/figure.js';
import type { ParameterValues } from './parameter-values.js';
import type { TrialFigures } from './trial-figures.js';
import { trialOf } from './trial-line.js';

/** Figures of a trial, or why it could not be run. */
export type TrialOutcome = { readonly figures: TrialFigures } | { readonly error: string };

/** One trial as it stands in the file of a search: a line of JSON. */
export interface TrialRecord {
  /** From 0, over all windows and rungs. */
  readonly index: number;
  /** Of a walk-forward, from 0. */
  readonly window?: number;
  /** Of successive halving, from 0. */
  readonly rung?: number;
  /** Of the combination, from 0. */
  readonly candidate: number;
  readonly parameters: ParameterValues;
  /** `na` where the trial has an error. */
  readonly objective: Figure;
  readonly figures?: TrialFigures;
  readonly error?: string;
}

const HASHED_PARTS = ['search', 'configuration', 'data', 'code'] as const;
type HashedPart = (typeof HASHED_PARTS)[number];

/** The first line: what was searched. Another search never goes on in the same file. */
export interface SearchHeader {
  readonly record: 'search';
  readonly schema: 1;
  readonly kind: 'optimize' | 'walkforward';
  /** Trials of the whole search. */
  readonly trials: number;
  /** SHA-256 of what must be the same to go on. */
  readonly hashes: Readonly<Record<HashedPart, string>>;
}

/** The lines of a search cannot be gone on with. The message says why and what to do. */
export class SearchRecordError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SearchRecordError';
  }
}

/** What a search has left, by index. @throws SearchRecordError where the lines belong to another search, or are damaged */
export function readSearch(lines: readonly string[], header: SearchHeader): ReadonlyMap<number, TrialRecord> {
  const [first, ...others] = lines;
  if (first === undefined) return new Map();
  const kept = (parsed(first, 1) ?? {}) as Partial<SearchHeader>;
  if (kept.record !== 'search' || kept.schema !== 1 || kept.hashes === undefined)
    throw new SearchRecordError('line 1 is not the beginning of a search: name the folder of one, or start anew');
  const { hashes } = kept;
  const changed = HASHED_PARTS.filter((part) => hashes[part] !== header.hashes[part]);
  if (kept.kind !== header.kind || changed.length > 0)
    throw new SearchRecordError(
      `it was another search: the ${kept.kind === header.kind ? changed.join(' and the ') : 'verb'} changed since; go on with what it began with, or start anew`,
    );
  return trialsOf(others, header);
}

function trialsOf(lines: readonly string[], { trials }: SearchHeader): ReadonlyMap<number, TrialRecord> {
  const byIndex = new Map<number, TrialRecord>();
  const numbers = new Map<number, number>();
  for (const [place, line] of lines.entries()) {
    const number = place + 2;
    const record = trialOf(parsed(line, number));
    if (record === undefined) throw damaged(number, `it is no trial; ${TO_REPEAT}`);
    const { index } = record;
    if (!Number.isInteger(index) || index < 0 || index >= trials)
      throw damaged(
        number,
        `the search has the trials 0 to ${trials - 1}, and none of the index ${JSON.stringify(index)}; ${TO_REPEAT}`,
      );
    const earlier = numbers.get(index);
    if (earlier !== undefined)
      throw damaged(number, `it is of the trial ${index}, as line ${earlier} is; remove the one that is wrong`);
    numbers.set(index, number);
    byIndex.set(index, record);
  }
  return byIndex;
}

const TO_REPEAT = 'remove it to run that trial again';

function damaged(number: number, why: string): SearchRecordError {
  return new SearchRecordError(`line ${number} is damaged: ${why}`);
}

/** The lines that were written whole: a torn last one is left out. */
export function wholeLines(text: string): readonly string[] {
  return text.split('\n').slice(0, -1);
}

function parsed(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw damaged(number, `it is no JSON; ${TO_REPEAT}`);
  }
}
