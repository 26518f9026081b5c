import type { ConfigProblem, LoadedConfig } from '@q/config';
import { ConfigError } from '@q/config';
import type { Arguments } from '../arguments.js';
import { UsageError } from '../arguments.js';
import { loadSettings } from '../load-settings.js';
import { prepareIndicators } from '../strategy-modules/prepare-indicators.js';
import type { Check } from './check.js';
import type { Finding } from './finding.js';
import { fail, ok, warn } from './finding.js';

/** A configuration, or what keeps it from being loaded. */
export type Loading =
  { readonly ok: true; readonly loaded: LoadedConfig } | { readonly ok: false; readonly error: unknown };

const SHOWN = 20;

/** Loads what a run would load, with the indicators in code that it names. @throws UsageError where the line itself is wrong */
export async function tryToLoad(args: Arguments): Promise<Loading> {
  try {
    await prepareIndicators(args);
    return { ok: true, loaded: loadSettings(args) };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    return { ok: false, error };
  }
}

/** Everything that is wrong with the configuration, a row for each problem. */
export function checkConfig(loading: Loading): Check {
  return { name: 'config', look: () => (loading.ok ? ofLoaded(loading.loaded) : ofError(loading.error)) };
}

function ofLoaded({ file, warnings, config: { mode } }: LoadedConfig): readonly Finding[] {
  const count = `${warnings.length} ${warnings.length === 1 ? 'warning' : 'warnings'}`;
  return [
    ok(`${file ?? 'given as text'}, mode ${mode}, ${count}`),
    ...warnings.map((text) => warn(text, 'write what is meant, or leave it out')),
  ];
}

function ofError(error: unknown): readonly Finding[] {
  if (!(error instanceof ConfigError)) throw error;
  const { problems } = error;
  const more = problems.length - SHOWN;
  return [
    ...problems.slice(0, SHOWN).map(ofProblem),
    ...(more > 0 ? [fail(`${more} more problems`, 'qbot check lists them all')] : []),
  ];
}

function ofProblem({ code, message, file, line, column, source, suggestion, allowed }: ConfigProblem): Finding {
  const place = source ?? (line === undefined ? file : `${file}:${line}:${column ?? 1}`);
  const mend = suggestion === undefined ? (allowed ?? 'mend it there') : `did you mean ${suggestion}?`;
  return fail(`${place === undefined ? '' : `${place}: `}${message} (${code})`, mend);
}
