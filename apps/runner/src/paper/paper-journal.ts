import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SystemConfig } from '@q/config';
import type { Journal, JournalRecord } from '@q/events';
import type { DurableJournal } from '@q/journal';
import { JournalLockedError, openDurableJournal, readDurableJournal } from '@q/journal';
import type { RecordedTurn, ResumedHistory } from '@q/orchestrator';
import { recordedTurns, resumedHistory } from '@q/orchestrator';
import type { Redactor } from '@q/logging';
import { GuardedJournal } from './guarded-journal.js';
import { asRunState } from './journal-reader.js';
import type { RunInputs } from './run-inputs.js';
import { twice } from './twice.js';
import { CALENDARS } from './journaled-calendars.js';
import { inputsOf, keptConfig, RunStateError } from './run-inputs.js';

/** The durable journal of a paper run. */
export class PaperJournal {
  readonly file: string;
  readonly guarded: GuardedJournal;
  readonly #journal: DurableJournal;
  readonly #held: RunInputs | undefined;
  readonly #records: ReturnType<typeof twice<JournalRecord>>;
  #resumed: ResumedHistory | undefined;

  /** Opens the one that is configured, or begins it. @throws RunStateError where that cannot be */
  static async open({ journal }: SystemConfig): Promise<PaperJournal> {
    mkdirSync(dirname(journal.file), { recursive: true, mode: 0o700 });
    const opened = await asRunState(() =>
      openDurableJournal(journal.file, {
        index: indexOf,
        ballastBytes: Math.round(journal.ballast * 1_048_576),
        ...(journal.crash_at_step === 0 ? {} : { onStep: crashAt(journal.crash_at_step) }),
      }),
    );
    return new PaperJournal(journal.file, opened);
  }

  private constructor(file: string, journal: DurableJournal) {
    this.file = file;
    this.#journal = journal;
    this.guarded = new GuardedJournal(journal, () => performance.now());
    this.#held = inputsOf(journal, file);
    // To read and check them takes longest of all.
    this.#records = twice(journal.scan(0));
  }

  get opening(): DurableJournal['opening'] {
    return this.#journal.opening;
  }

  get runId(): string | undefined {
    return this.#held?.run_id;
  }

  get recorded(): Iterable<RecordedTurn> {
    return recordedTurns(this.#records[0]);
  }

  /**
   * The history of the run: what the journal holds must come again, what comes then is written.
   * @param hide takes secrets out of the configuration that is written down
   * @param inputs of this run: the same as of the one that the journal was begun with
   */
  history(
    inputs: Omit<RunInputs, 'record' | 'schema' | 'config'> & { readonly config: SystemConfig },
    hide: Redactor,
  ): Journal {
    const config = keptConfig(inputs.config, hide);
    if (this.#held === undefined) this.#journal.append([{ record: 'inputs', schema: 1, ...inputs, config }]);
    this.#resumed = resumedHistory(this.guarded, this.#records[1]);
    return this.#resumed;
  }

  /** Everything that the journal holds has come again. @throws JournalMismatchError where it has not */
  demandCaughtUp(): void {
    this.#resumed?.demandCaughtUp();
  }

  /** The newest records, oldest first. */
  last(count: number): readonly JournalRecord[] {
    return this.#journal.last(count).map(({ record }) => record);
  }

  /** Everything of one correlation id. */
  thread(correlationId: string): readonly JournalRecord[] {
    return [...this.#journal.scanThread(correlationId)].map(({ record }) => record);
  }

  /** Something that is no event: that a process goes on with it, or stops. */
  note(record: JournalRecord): void {
    this.guarded.append([record]);
  }

  close(): void {
    this.#journal.close();
  }
}

/**
 * Sets a journal aside under the time at which that is done, also one that is damaged.
 * @returns its new name, `undefined` where there is none
 * @throws RunStateError where a run has it
 */
export async function setAside(file: string, now: number): Promise<string | undefined> {
  if (!existsSync(file)) return undefined;
  await demandNoRun(file);
  const stamp = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-');
  let aside = `${file}.${stamp}Z`;
  for (let number = 2; existsSync(aside); number += 1) aside = `${file}.${stamp}Z-${number}`;
  for (const suffix of ['', '-wal', '-shm', '.ballast', '.pid'])
    if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, `${aside}${suffix}`);
  return aside;
}

async function demandNoRun(file: string): Promise<void> {
  try {
    (await readDurableJournal(file)).close();
  } catch (error) {
    if (error instanceof JournalLockedError) throw new RunStateError(error.message, { cause: error });
    // What cannot be read any more is set aside, too.
  }
}

/** An order may be decided once only: the journal itself refuses the second. */
function indexOf(record: JournalRecord) {
  const { type, correlationId, order } = record;
  const isOrder = type === 'OrderPlaced' && typeof order === 'object' && order !== null && 'clientOrderId' in order;
  const thread = record['record'] === 'calendars' ? CALENDARS : textOf(correlationId);
  return {
    kind: textOf(type) ?? textOf(record['record']) ?? '',
    ...(thread === undefined ? {} : { thread }),
    ...(isOrder ? { unique: String(order.clientOrderId) } : {}),
  };
}

function crashAt(step: number): (at: number) => void {
  return (at) => {
    if (at === step) process.kill(process.pid, 'SIGKILL');
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
