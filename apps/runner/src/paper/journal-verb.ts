import { dirname } from 'node:path';
import type { Journal, JournalRecord } from '@q/events';
import { environmentSecrets } from '@q/config';
import type { ReadOnlyJournal } from '@q/journal';
import { JournalLockedError } from '@q/journal';
import { createRedactor } from '@q/logging';
import { JournalMismatchError, recordedTurns, resumedHistory, TradingOrchestrator } from '@q/orchestrator';
import type { Arguments } from '../arguments.js';
import { UsageError } from '../arguments.js';
import { askRunner } from '../control/ask-runner.js';
import type { ExitCode } from '../exit-codes.js';
import { EXIT } from '../exit-codes.js';
import type { Output } from '../io.js';
import { loadSettings } from '../load-settings.js';
import { chooseSystem } from '../strategy-modules/choose-system.js';
import { heldRunOf, withReader } from './journal-reader.js';
import { recordLines } from './record-lines.js';
import { demandSameInputs, keptConfig, RunStateError } from './run-inputs.js';

const SHOWN = 20;

/** `qbot journal verify`: whether every record of the journal is whole and in its place. */
export async function journalVerifyVerb(args: Arguments, output: Output): Promise<ExitCode> {
  const { file } = loadSettings(args).config.journal;
  const report = await withReader(file, (reader) => reader.verify());
  if (args.json) output.out(JSON.stringify({ schema_version: 1, file, ...report }, undefined, 2));
  else {
    report.problems.forEach((problem) => output.out(`problem    ${problem}`));
    output.out(`${report.ok ? 'ok        ' : 'damaged   '} ${report.records} records in ${file}`);
  }
  return report.ok ? EXIT.ok : EXIT.state;
}

/** `qbot journal tail`: the newest records, also of a system that runs. */
export async function journalTailVerb(args: Arguments, output: Output): Promise<ExitCode> {
  const { journal, control } = loadSettings(args).config;
  const last = Math.max(1, Math.min(1_000, args.last ?? SHOWN));
  const records = await readOrAsk(journal.file, {
    read: (reader) => reader.last(last).map(({ record }) => record),
    ask: async () => (await askRunner(control.socket, { command: 'records', last })) as readonly JournalRecord[],
  });
  return print(records, args, output);
}

/** `qbot journal show ID`: everything of one correlation id, in its order. */
export async function journalShowVerb(args: Arguments, output: Output): Promise<ExitCode> {
  const { journal, control } = loadSettings(args).config;
  const [, , correlationId] = args.verb;
  if (correlationId === undefined)
    throw new UsageError('journal show needs a correlation id, as it stands in the log: qbot journal show 9c1185a5');
  const records = await readOrAsk(journal.file, {
    read: (reader) => [...reader.scanThread(correlationId)].map(({ record }) => record),
    ask: async () =>
      (await askRunner(control.socket, { command: 'thread', correlationId })) as readonly JournalRecord[],
  });
  if (records.length === 0) output.err(`no record of the journal has the correlation id "${correlationId}"`);
  print(records, args, output);
  return records.length === 0 ? EXIT.problems : EXIT.ok;
}

/** `qbot journal replay`: makes the run of the journal again, without waiting, and compares record by record. */
export async function journalReplayVerb(args: Arguments, output: Output): Promise<ExitCode> {
  const { config } = loadSettings(args);
  const { file } = config.journal;
  return withReader(file, async (reader) => {
    const held = heldRunOf(reader, file);
    if (held === undefined) throw new RunStateError(`the journal "${file}" is empty: there is nothing to replay`);
    const chosen = await chooseSystem(config, dirname(args.config), held.start);
    demandSameInputs(
      held.inputs,
      {
        config: keptConfig(config, createRedactor(environmentSecrets())),
        data: { ...chosen.feed.identity, ...chosen.code.files },
      },
      file,
    );
    const history = resumedHistory(readOnly(reader));
    const recorded = recordedTurns(reader.scan(0));
    const orchestrator = new TradingOrchestrator(config, { ...chosen.sockets, history, recorded });
    const mismatch = await orchestrator.run({ maxIterations: 0, onCaughtUp: () => history.demandCaughtUp() }).then(
      () => undefined,
      (error: unknown) => {
        if (error instanceof JournalMismatchError) return error;
        throw error;
      },
    );
    await orchestrator.stop();
    const { cycles, ordersPlaced: orders, fills, equity, currency } = orchestrator.figures;
    const figures = { cycles, orders, fills, equity, currency };
    const ok = mismatch === undefined;
    if (args.json) output.out(JSON.stringify({ schema_version: 1, file, ok, ...figures, mismatch: mismatch?.message }));
    else {
      if (!ok) output.out(`differs    ${mismatch.message}`);
      output.out(
        `${ok ? 'the same  ' : 'up to     '} ${cycles} cycles, ${orders} orders, ${fills} fills, equity ${equity?.toFixed(2) ?? 'unknown'} ${currency ?? ''}`,
      );
    }
    return ok ? EXIT.ok : EXIT.problems;
  });
}

/** A journal that takes what comes after its end and keeps nothing. */
function readOnly(reader: ReadOnlyJournal): Journal {
  return {
    isDurable: true,
    append: () => 0,
    appendJson: () => 0,
    scan: (from) => reader.scan(from),
    snapshot: () => undefined,
    verify: () => reader.verify(),
    close: () => undefined,
  };
}

interface Ways {
  readonly read: (reader: ReadOnlyJournal) => readonly JournalRecord[];
  readonly ask: () => Promise<readonly JournalRecord[]>;
}

/** The journal of a system that runs is its alone: then the system is asked. */
async function readOrAsk(file: string, { read, ask }: Ways): Promise<readonly JournalRecord[]> {
  try {
    return await withReader(file, read);
  } catch (error) {
    if (error instanceof RunStateError && error.cause instanceof JournalLockedError) return ask();
    throw error;
  }
}

function print(records: readonly JournalRecord[], args: Arguments, output: Output): ExitCode {
  if (args.json) records.forEach((record) => output.out(JSON.stringify(record)));
  else recordLines(records).forEach(output.out);
  return EXIT.ok;
}
