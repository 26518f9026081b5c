import type { Figure } from '../report/figure.js';
import type { ParameterValues } from './parameter-values.js';
import type { TrialFigures } from './trial-figures.js';

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
  const kept = parsed(first, 1) as Partial<SearchHeader>;
  if (kept.record !== 'search' || kept.schema !== 1 || kept.hashes === undefined)
    throw new SearchRecordError('line 1 is not the beginning of a search: name the folder of one, or start anew');
  const { hashes } = kept;
  const changed = HASHED_PARTS.filter((part) => hashes[part] !== header.hashes[part]);
  if (kept.kind !== header.kind || changed.length > 0)
    throw new SearchRecordError(
      `it was another search: the ${kept.kind === header.kind ? changed.join(' and the ') : 'verb'} changed since; go on with what it began with, or start anew`,
    );
  const records = others.map((line, place) => parsed(line, place + 2) as TrialRecord);
  return new Map(records.map((record) => [record.index, record]));
}

/** The lines that were written whole: a torn last one is left out. */
export function wholeLines(text: string): readonly string[] {
  return text.split('\n').slice(0, -1);
}

function parsed(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new SearchRecordError(`line ${number} is damaged: it is no JSON; remove it to run that trial again`);
  }
}
