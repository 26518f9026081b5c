import { join } from 'node:path';
import type { SystemConfig } from '@q/config';
import { jsonLinesJournal } from '@q/journal';
import type { Journal } from '@q/events';
import { sha256 } from '@q/trading';

/** Where a run writes. */
export interface RunFiles {
  readonly runId: string;
  readonly folder: string;
  readonly history: string | undefined;
  readonly summary: string;
  readonly log: string | undefined;
}

/** A folder of its own for each run: when it began, and four characters of its configuration's hash. */
export function nameRunFiles(config: SystemConfig, startedAt: number): RunFiles {
  const second = new Date(startedAt).toISOString().slice(0, 19).replaceAll(':', '-');
  const runId = `${second}Z-${configHash(config).slice(0, 4)}`;
  const folder = join(config.outputs.folder, runId);
  return {
    runId,
    folder,
    history: config.outputs.history === 'none' ? undefined : join(folder, 'events.jsonl'),
    summary: join(folder, 'summary.json'),
    log: config.logging.file_output ? config.logging.log_file : undefined,
  };
}

/** Opens the history. Its first record says what went in, so that the same record means the same history. */
export function openHistory(file: string, config: SystemConfig, data: Readonly<Record<string, string>>): Journal {
  const journal = jsonLinesJournal(file);
  journal.append([
    { record: 'inputs', schema: 1, mode: config.mode, seed: config.seed, config: `sha256:${configHash(config)}`, data },
  ]);
  return journal;
}

/** What decides: outputs, logging and the event loop's watchdog change no decision and are left out. */
function configHash(config: SystemConfig): string {
  const { outputs: _outputs, logging: _logging, ...decisive } = config;
  return sha256(JSON.stringify(decisive));
}
