import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { SystemConfig } from '@q/config';
import type { Arguments } from '../arguments.js';
import { loadSettings } from '../load-settings.js';
import { configHash } from '../run-files.js';
import type { RunInputs } from './read-history.js';
import { RunRecordError } from './run-record-error.js';

const HISTORY = 'events.jsonl';
/** A run id begins with the second in which the run began. */
const SECOND_LENGTH = '2025-01-06T20-55-00Z'.length;

/** The folder of a run with what is needed to ask it. */
export interface RecordedRun {
  readonly id: string;
  readonly folder: string;
  readonly history: string;
}

/** The configuration that a run was started with, and the folder in which its file was. */
export interface RunConfig {
  readonly config: SystemConfig;
  readonly folder: string;
}

/** The run that is asked about: `--run`, else the newest one of the configuration that kept a history. @throws RunRecordError */
export function findRun(args: Arguments): RecordedRun {
  const folder = args.run === undefined ? newestRun(outputsOf(args)) : namedRun(args.run, args);
  const history = join(folder, HISTORY);
  if (!existsSync(history))
    throw new RunRecordError(`${folder} has no ${HISTORY}: outputs.history was none, or it is no folder of a run`);
  return { id: basename(resolve(folder)), folder, history };
}

/**
 * The configuration as the run kept it, whatever became of its files since.
 * @throws RunRecordError where it is missing or is not what the history was written with
 */
export function readRunConfig({ folder }: RecordedRun, inputs: RunInputs): RunConfig {
  const file = join(folder, 'config.json');
  if (!existsSync(file) || inputs.from === undefined) {
    throw new RunRecordError(
      `${folder} does not say what it was run with: it was written before runs could be explained, run it again`,
    );
  }
  const kept = keptConfig(file);
  const hash = kept === undefined ? 'none that can be read' : `sha256:${configHash(kept.config)}`;
  if (kept === undefined || hash !== inputs.config) {
    throw new RunRecordError(
      `${file} is not the configuration of this run: its hash is ${hash}, the history has ${inputs.config}; put the original back, or run it again`,
    );
  }
  return kept;
}

function keptConfig(file: string): RunConfig | undefined {
  try {
    // The hash, which the caller compares, says that this is the configuration that was checked when the run began.
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Partial<RunConfig>;
    const { config, folder } = kept;
    return config === undefined || folder === undefined ? undefined : { config, folder };
  } catch {
    return undefined;
  }
}

function outputsOf(args: Arguments): string {
  return loadSettings(args).config.outputs.folder;
}

/** A path, or the id of a run of the configuration. */
function namedRun(name: string, args: Arguments): string {
  if (existsSync(name)) return name;
  const isId = basename(name) === name;
  const folder = isId ? join(outputsOf(args), name) : name;
  if (!existsSync(folder)) throw new RunRecordError(`there is no folder ${folder}: --run names the folder of a run`);
  return folder;
}

function newestRun(outputs: string): string {
  const runs = existsSync(outputs) ? readdirSync(outputs) : [];
  const [newest] = runs
    .map((name) => ({ name, history: join(outputs, name, HISTORY) }))
    .filter(({ history }) => existsSync(history))
    .map(({ name, history }) => ({ name, second: name.slice(0, SECOND_LENGTH), writtenAt: statSync(history).mtimeMs }))
    .sort((a, b) => b.second.localeCompare(a.second) || b.writtenAt - a.writtenAt);
  if (newest !== undefined) return join(outputs, newest.name);
  throw new RunRecordError(
    `no run in ${outputs} has a history: start one with qbot run, or name one with --run FOLDER`,
  );
}
