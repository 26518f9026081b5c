import { existsSync } from 'node:fs';
import type { DurableReader } from '@q/journal';
import { JournalDamagedError, JournalLockedError, readDurableJournal } from '@q/journal';
import { environmentSecrets } from '@q/config';
import { createRedactor } from '@q/logging';
import { demandSameInputs, inputsOf, keptConfig } from '../paper/run-inputs.js';
import { chooseSystem } from '../strategy-modules/choose-system.js';
import type { Check, ExaminedSystem } from './check.js';
import { feedFiles, isQuicklyRead, sizeOf } from './feed-files.js';
import type { Finding } from './finding.js';
import { fail, ok, skip } from './finding.js';

const MEGABYTE = 1_048_576;

/** Whether the journal is whole, and whether the next run can go on with it. */
export const checkJournal: Check = {
  name: 'journal',
  async lookAt(system) {
    const { mode, journal } = system.config;
    if (mode !== 'paper') return skip(`mode ${mode} has none`);
    if (!journal.enabled) return skip('journal.enabled is false: a run cannot be gone on with');
    const size = sizeOf([journal.file, `${journal.file}-wal`]);
    if (!existsSync(journal.file)) return ok(`"${journal.file}" begins with the first paper run`);
    if (size === 0) return ok(`"${journal.file}" was begun and is empty`);
    try {
      const reader = await readDurableJournal(journal.file);
      try {
        return await readerFinding(reader, size, system);
      } finally {
        reader.close();
      }
    } catch (error) {
      if (error instanceof JournalLockedError)
        return ok(`a run has it${error.pid === undefined ? '' : `: process ${error.pid}`}`);
      if (error instanceof JournalDamagedError) return fail(error.message, MEND);
      throw error;
    }
  },
};

const MEND = 'put a backup in its place, or set it aside with qbot run --new-journal';

async function readerFinding(reader: DurableReader, size: number, system: ExaminedSystem): Promise<Finding> {
  const { file } = system.config.journal;
  const megabytes = `${(size / MEGABYTE).toFixed(1)} MB`;
  const held = inputsOf(reader, file);
  if (held === undefined) return ok(`"${file}" has no records yet`);
  const report = isQuicklyRead(size) ? reader.verify() : undefined;
  if (report?.ok === false) return fail(`"${file}" is damaged: ${report.problems.slice(0, 3).join('; ')}`, MEND);
  const { config, folder } = system;
  const isSmall = isQuicklyRead(sizeOf(feedFiles(config.feed)));
  const begun = { startedAt: held.started_at, from: held.from, calendars: [] };
  const chosen = isSmall ? await chooseSystem(config, folder, begun) : undefined;
  const data = chosen === undefined ? held.data : { ...chosen.feed.identity, ...chosen.code.files };
  try {
    demandSameInputs(held, { config: keptConfig(config, createRedactor(environmentSecrets())), data }, file);
  } catch (error) {
    return fail(
      error instanceof Error ? error.message : String(error),
      'put back what differs, or qbot run --new-journal',
    );
  }
  const checked =
    report === undefined ? 'too large for a short look: qbot journal verify' : `${report.records} records, all whole`;
  return ok(`${megabytes}, ${checked}; the next run goes on with ${held.run_id}`);
}
