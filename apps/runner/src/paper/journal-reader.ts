import { existsSync } from 'node:fs';
import type { ReadOnlyJournal } from '@q/journal';
import { JournalDamagedError, JournalError, JournalLockedError, readDurableJournal } from '@q/journal';
import type { PaperStart } from '../sockets.js';
import type { CalendarRecord } from './journaled-calendars.js';
import { CALENDARS } from './journaled-calendars.js';
import type { RunInputs } from './run-inputs.js';
import { inputsOf, RunStateError } from './run-inputs.js';

/** Looks at a journal without changing anything of it. @throws RunStateError where that cannot be */
export async function withReader<T>(file: string, use: (reader: ReadOnlyJournal) => T | Promise<T>): Promise<T> {
  if (!existsSync(file))
    throw new RunStateError(`there is no journal "${file}": a run in mode paper begins one (journal.file)`);
  return asRunState(async () => {
    const reader = await readDurableJournal(file);
    try {
      return await use(reader);
    } finally {
      reader.close();
    }
  });
}

/** The run that a journal holds. */
export interface HeldRun {
  readonly inputs: RunInputs;
  /** Where it begins and what its calendars said, to make it again. */
  readonly start: PaperStart;
}

/** What a reader finds, `undefined` where there is no record. */
export function heldRunOf(reader: ReadOnlyJournal, file: string): HeldRun | undefined {
  const inputs = inputsOf(reader, file);
  if (inputs === undefined) return undefined;
  // What stands in this thread was written as one.
  const calendars = [...reader.scanThread(CALENDARS)].map(({ record }) => record as unknown as CalendarRecord);
  return { inputs, start: { startedAt: inputs.started_at, from: inputs.from, calendars } };
}

/** The run of a journal, `undefined` where there is none yet. @throws RunStateError */
export async function heldRun(file: string): Promise<HeldRun | undefined> {
  if (!existsSync(file)) return undefined;
  try {
    return await withReader(file, (reader) => heldRunOf(reader, file));
  } catch (error) {
    // A run that was killed at its very beginning leaves a file without a record.
    if (error instanceof RunStateError && error.cause instanceof JournalError && error.cause.code === 'EMPTY_JOURNAL')
      return undefined;
    throw error;
  }
}

/** What a journal refuses is the state of the run. */
export async function asRunState<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof JournalDamagedError || error instanceof JournalLockedError || error instanceof JournalError)
      throw new RunStateError(error.message, { cause: error });
    throw error;
  }
}
