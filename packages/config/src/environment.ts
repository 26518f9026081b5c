import { configLeaves } from './config-leaves.js';
import { formatPath } from './key-path.js';
import type { Leaf } from './leaves.js';
import { isWithin } from './near-name.js';
import type { ConfigProblem } from './problems/config-problem.js';
import { PROBLEM_CODES } from './problems/problem-codes.js';
import { shapeOf } from './schema-shape.js';
import type { Settings } from './settings.js';
import { valueFromText } from './value-from-text.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Variables with more than one name, the strongest first. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  'trading.symbols': ['TRADING_SYMBOLS', 'SYMBOLS', 'TRADING_SYMBOL', 'SYMBOL'],
  'trading.timeframes': ['TRADING_TIMEFRAMES', 'TIMEFRAMES'],
};

export interface EnvironmentName {
  /** Every name of the variable, the strongest first. */
  readonly names: readonly string[];
  readonly leaf: Leaf;
}

let names: readonly EnvironmentName[] | undefined;

/** The variables of every leaf: `risk.max_positions` is RISK_MAX_POSITIONS. A map of names has none. */
export function environmentNames(): readonly EnvironmentName[] {
  names ??= configLeaves()
    .filter((leaf) => shapeOf(leaf.schema).kind !== 'map' && formatPath(leaf.path) !== 'trading.symbol')
    .map((leaf) => ({ names: ALIASES[formatPath(leaf.path)] ?? [leaf.path.join('_').toUpperCase()], leaf }));
  return names;
}

/** Sets what the environment sets. An empty variable counts as unset; what cannot be read is a problem. */
export function applyEnvironment(settings: Settings, environment: Environment): readonly ConfigProblem[] {
  return environmentNames().flatMap(({ names: candidates, leaf }): readonly ConfigProblem[] => {
    const name = candidates.find((each) => (environment[each] ?? '') !== '');
    if (name === undefined) return [];
    const text = environment[name] ?? '';
    const result = valueFromText(leaf.schema, text);
    if (result.ok) {
      settings.set(leaf.path, result.value, { kind: 'environment', text: name });
      return [];
    }
    return [
      {
        code: PROBLEM_CODES.environment.code,
        source: `environment variable ${name}`,
        path: formatPath(leaf.path),
        message: `${name} ${result.reason}`,
        value: text,
        ...(result.suggestion === undefined ? {} : { suggestion: result.suggestion }),
      },
    ];
  });
}

/** Warnings for variables that are probably misspelt: within two edits of a known name and nothing we read. */
export function environmentWarnings(environment: Environment): readonly string[] {
  const known = environmentNames().flatMap((each) => each.names);
  const exact = new Set(known);
  return Object.keys(environment).flatMap((name) => {
    if (exact.has(name) || environment[name] === undefined) return [];
    const meant = known.find((each) => isNear(name, each));
    return meant === undefined ? [] : [`environment variable ${name} is not read: did you mean ${meant}?`];
  });
}

/** HOME is two edits from MODE: a short name is only near where one letter differs and most of it is right. */
function isNear(name: string, known: string): boolean {
  const allowed = known.length >= 9 ? 2 : known.length >= 6 ? 1 : 0;
  return allowed > 0 && isWithin(allowed, name.toUpperCase(), known);
}
