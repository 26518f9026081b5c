import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Arguments } from './arguments.js';
import { UsageError } from './arguments.js';
import { loadSettings } from './load-settings.js';
import { RunRecordError } from './why/run-record-error.js';

/** A value of a report or configuration: whatever JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A backtest that left a report. */
export interface ReportedRun {
  readonly id: string;
  readonly folder: string;
  readonly report: Json;
  /** What it was run with; `undefined` where that was not kept. */
  readonly config: Json | undefined;
  /** What went into it besides: data, code, seed; `undefined` where that was not kept. */
  readonly manifest: Json | undefined;
}

/** Every run below `outputs.folder` that left a report, the newest first. */
export function reportedRuns(args: Arguments): readonly ReportedRun[] {
  const { folder } = loadSettings(args).config.outputs;
  if (!existsSync(folder)) return [];
  const ids = readdirSync(folder).filter((id) => existsSync(join(folder, id, 'report.json')));
  return ids
    .sort()
    .reverse()
    .map((id) => readRun(id, join(folder, id)));
}

/** A run by its id in `outputs.folder`, or by its folder. @throws UsageError where there is none, RunRecordError where its report cannot be read */
export function reportedRun(name: string, args: Arguments): ReportedRun {
  const { folder } = loadSettings(args).config.outputs;
  const found = [join(folder, name), name].find((one) => existsSync(join(one, 'report.json')));
  if (found !== undefined) return readRun(name, found);
  throw new UsageError(`there is no report of "${name}" in ${folder}: "qbot report" lists those that there are`);
}

/** The value at a place such as `equity.net_profit`; `undefined` where there is none. */
export function valueAt(json: Json | undefined, path: string): Json | undefined {
  let value = json;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    value = (value as { readonly [key: string]: Json })[key];
  }
  return value;
}

/** A figure as text: its value, or why there is none. */
export function figureText(value: Json | undefined): string {
  if (typeof value === 'number') return String(Math.round(value * 100) / 100);
  if (typeof value !== 'object' || value === null) return value === undefined ? 'n/a' : String(value);
  const inner = valueAt(value, 'value');
  if (inner !== undefined) return figureText(inner);
  const why = valueAt(value, 'na');
  return typeof why === 'string' ? `n/a: ${why}` : JSON.stringify(value);
}

function readRun(id: string, folder: string): ReportedRun {
  const [config, manifest] = [join(folder, 'config.json'), join(folder, 'manifest.json')];
  return {
    id,
    folder,
    report: readJson(join(folder, 'report.json')),
    config: existsSync(config) ? valueAt(readJson(config), 'config') : undefined,
    manifest: existsSync(manifest) ? readJson(manifest) : undefined,
  };
}

function readJson(file: string): Json {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Json;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RunRecordError(`${file} cannot be read: ${why}; run the backtest again`);
  }
}
