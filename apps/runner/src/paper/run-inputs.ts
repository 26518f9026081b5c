import type { Journal, JournalRecord } from '@q/events';
import type { SystemConfig } from '@q/config';
import type { Redactor } from '@q/logging';
import { differences } from '../compare-verb.js';
import { decisiveConfig } from '../run-files.js';
import { hideIn } from './without-secrets.js';

/** The first record of a journal: what its run is made of. */
export interface RunInputs {
  readonly record: 'inputs';
  readonly schema: 1;
  readonly run_id: string;
  /** What the clock showed when it began, ms UTC. */
  readonly started_at: number;
  /** First open of the data, ms UTC. */
  readonly from: number;
  /** What identifies the data and the strategies in code. */
  readonly data: Readonly<Record<string, string>>;
  /** Everything in the configuration that decides. */
  readonly config: unknown;
}

/** The state of a run does not allow it: another one has its journal, or the journal cannot be gone on with. Exit code 9. */
export class RunStateError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RunStateError';
  }
}

/** @returns the inputs that a journal begins with, `undefined` in a new one @throws RunStateError where it begins with something else */
export function inputsOf(journal: Pick<Journal, 'scan'>, file: string): RunInputs | undefined {
  const [first] = journal.scan(0);
  if (first === undefined) return undefined;
  if (isInputs(first)) return first;
  throw new RunStateError(`"${file}" is the journal of no run: its first record says nothing of what went in`);
}

function isInputs(record: JournalRecord): record is JournalRecord & RunInputs {
  return record['record'] === 'inputs' && record['schema'] === 1 && typeof record['started_at'] === 'number';
}

interface Inputs {
  /** What decides, as it is written down. */
  readonly config: unknown;
  readonly data: Readonly<Record<string, string>>;
}

/** What decides in a configuration, as a journal holds it: without secrets that somebody wrote into it. */
export function keptConfig(config: SystemConfig, hide: Redactor): unknown {
  // What the journal keeps of a run is part of it.
  const { history } = config.outputs;
  return hideIn({ ...decisiveConfig(config), outputs: { history: history === 'all' ? 'all' : 'default' } }, hide);
}

const NAMED = 8;

/** @throws RunStateError where the journal was begun with other inputs, with the first of what differs */
export function demandSameInputs(held: RunInputs, now: Inputs, file: string): void {
  const settings = differences([asJson(held.config), asJson(now.config)]).map(
    ({ path, values: [before, after] }) => `${path} (${shown(before)} -> ${shown(after)})`,
  );
  const names = [...new Set([...Object.keys(held.data), ...Object.keys(now.data)])];
  const data = names.filter((name) => held.data[name] !== now.data[name]).map((name) => `the data of ${name}`);
  const all = [...settings, ...data];
  if (all.length === 0) return;
  const first = [...all.slice(0, NAMED), ...(all.length > NAMED ? [`${all.length - NAMED} more`] : [])].join('; ');
  throw new RunStateError(
    `the journal "${file}" was begun with other inputs: ${first}. Go on with those, or set it aside and begin a new one with --new-journal`,
  );
}

type Json = Parameters<typeof differences>[0][number];

/** As it comes back from a journal. */
function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
