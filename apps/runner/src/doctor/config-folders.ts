import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { SystemConfig } from '@q/config';

/** A folder that a run writes into. */
export interface WrittenFolder {
  /** The key of the configuration that names it. */
  readonly key: string;
  /** As it is configured, from the working folder; it may not be there yet. */
  readonly path: string;
}

/** Every folder that a run of this configuration writes into. */
export function writtenFolders({ mode, outputs, logging, journal, control, automation, risk }: SystemConfig) {
  const isPaper = mode === 'paper';
  const folders: readonly (readonly [used: boolean, key: string, path: string])[] = [
    [true, 'outputs.folder', outputs.folder],
    [logging.file_output, 'logging.log_file', dirname(logging.log_file)],
    [isPaper && journal.enabled, 'journal.file', dirname(journal.file)],
    [isPaper && control.enabled, 'control.socket', dirname(control.socket)],
    [isPaper, 'automation.state_file', dirname(automation.state_file)],
    [isPaper, 'risk.state_file', dirname(risk.state_file)],
  ];
  return folders.flatMap(([used, key, path]): readonly WrittenFolder[] => (used ? [{ key, path }] : []));
}

/** The folder itself, or the nearest above it that is there: what is missing is made by the run. */
export function nearestExisting(path: string): string {
  const absolute = resolve(path);
  return existsSync(absolute) ? absolute : nearestExisting(dirname(absolute));
}
