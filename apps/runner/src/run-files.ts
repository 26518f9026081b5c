import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
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
  /** The configuration as it was run. */
  readonly config: string;
  readonly log: string | undefined;
}

/**
 * A folder of its own for each run: when it began, and four characters of its configuration's hash.
 * @param begun the id of a run that is gone on with
 */
export function nameRunFiles(config: SystemConfig, startedAt: number, begun?: string): RunFiles {
  const second = new Date(startedAt).toISOString().slice(0, 19).replaceAll(':', '-');
  const runId = begun ?? `${second}Z-${configHash(config).slice(0, 4)}`;
  const folder = join(config.outputs.folder, runId);
  return {
    runId,
    folder,
    history: config.outputs.history === 'none' ? undefined : join(folder, 'events.jsonl'),
    summary: join(folder, 'summary.json'),
    config: join(folder, 'config.json'),
    log: config.logging.file_output ? config.logging.log_file : undefined,
  };
}

/** The data of a run: what identifies it, and its first open in ms UTC. */
export interface RunInput {
  readonly identity: Readonly<Record<string, string>>;
  readonly from: number;
}

/**
 * Opens the history. Its first record says what went in, so that the same record means the same history. A run in real time writes
 * each cycle at once: its history is read while it goes on.
 */
export function openHistory(file: string, config: SystemConfig, { identity: data, from }: RunInput): Journal {
  const { mode, seed } = config;
  const journal = jsonLinesJournal(file, mode === 'backtest' ? {} : { bufferBytes: 1 });
  journal.append([{ record: 'inputs', schema: 1, mode, seed, config: `sha256:${configHash(config)}`, data, from }]);
  return journal;
}

/**
 * Keeps the configuration with every default and every strategy in it: with it a run can be repeated when its files have changed.
 * @param folder of the configuration file: where its calendars are
 */
export function writeRunConfig({ config: file }: RunFiles, config: SystemConfig, folder: string): void {
  const kept = { schema: 1, folder: resolve(folder), config };
  writeFileSync(file, `${JSON.stringify(kept, undefined, 2)}\n`);
}

export function configHash(config: SystemConfig): string {
  return sha256(JSON.stringify(decisiveConfig(config)));
}

/** What decides. Where a run writes, how it is watched and how fast recorded data come change no decision and are left out. */
export function decisiveConfig(config: SystemConfig) {
  const {
    outputs: _outputs,
    logging: _logging,
    backtest: _backtest,
    metrics: _metrics,
    alerts: _alerts,
    journal: _journal,
    control: _control,
    orchestrator: { watchdog: _watchdog, status_log_interval: _interval, ...orchestrator },
    feed,
    ...decisive
  } = config;
  return { ...decisive, orchestrator, feed: feed.kind === 'replay' ? { ...feed, speed: undefined } : feed };
}
