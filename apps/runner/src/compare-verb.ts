import type { Arguments } from './arguments.js';
import { UsageError } from './arguments.js';
import type { ExitCode } from './exit-codes.js';
import { EXIT } from './exit-codes.js';
import type { Output } from './io.js';
import { tableLines } from './report-verb.js';
import type { Json } from './reported-run.js';
import { figureText, reportedRun } from './reported-run.js';

interface Difference {
  readonly path: string;
  readonly values: readonly (Json | undefined)[];
}

/** Hashes of what `configuration` shows key by key. */
const HASHED = ['config', 'strategies'];
/** Of a value: room for a hash, and not for a table. */
const LONGEST = 72;

/** `qbot compare RUN RUN ...`: where the figures, the configurations and the other inputs of backtests differ. */
export function compareVerb(args: Arguments, output: Output): ExitCode {
  const names = args.verb.slice(1);
  if (names.length < 2) throw new UsageError('compare needs two runs or more: "qbot report" lists them');
  const runs = names.map((name) => reportedRun(name, args));
  const figures = differences(runs.map(({ report }) => report));
  const configs = differences(runs.map(({ config }) => config ?? {}));
  const inputs = differences(runs.map(({ manifest }) => manifest ?? {})).filter(({ path }) => !HASHED.includes(path));
  if (args.json) {
    const ids = runs.map(({ id }) => id);
    output.out(JSON.stringify({ schema_version: 1, runs: ids, figures, config: configs, inputs }, undefined, 2));
    return EXIT.ok;
  }
  let isCut = false;
  const cell = (value: Json | undefined): string => {
    const text = figureText(value);
    if (text.length <= LONGEST) return text;
    isCut = true;
    return `${text.slice(0, LONGEST - 1)}…`;
  };
  const print = (title: string, found: readonly Difference[]): void => {
    output.out(`${title}: ${found.length === 0 ? 'the same' : `${found.length} differ`}`);
    if (found.length === 0) return;
    const rows = found.map(({ path, values }) => [path, ...values.map(cell)]);
    tableLines(['', ...names], rows).forEach((line) => output.out(`  ${line}`));
  };
  print('configuration', configs);
  print('other inputs', inputs);
  print('figures', figures);
  if (isCut) output.out('… is cut: --json has all of it');
  return EXIT.ok;
}

/** Every place at which one of them says something else. */
export function differences(all: readonly (Json | undefined)[]): readonly Difference[] {
  const [text] = all.map((one) => JSON.stringify(one));
  if (all.every((one) => JSON.stringify(one) === text)) return [];
  const maps = all.map(mapOf);
  if (all.some((one, index) => one !== undefined && maps[index] === undefined)) return [{ path: '', values: all }];
  const keys = [...new Set(maps.flatMap((map) => Object.keys(map ?? {})))];
  return keys.flatMap((key) =>
    differences(maps.map((map) => map?.[key])).map(({ path, values }) => ({
      path: path === '' ? key : `${key}.${path}`,
      values,
    })),
  );
}

/** A map of values; figures with an interval or a reason are values themselves. */
function mapOf(json: Json | undefined): { readonly [key: string]: Json } | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const map = json as { readonly [key: string]: Json };
  return 'na' in map || ('value' in map && 'interval' in map) ? undefined : map;
}
