import { findIndicatorProblems } from '@q/trading';
import { problemOf } from './config-text.js';
import { formatPath } from './key-path.js';
import type { ConfigProblem } from './problems/config-problem.js';
import { nearestName } from './problems/nearest-name.js';
import type { LoadedIndicators } from './system-config.js';

type Changed = { readonly loaded: readonly LoadedIndicators[] } | ConfigProblem;

/** Sets one parameter of one indicator. @param path `indicators`, `inline`, symbol, timeframe, instance, parameter */
export function changeIndicator(loaded: readonly LoadedIndicators[], path: readonly string[], value: unknown): Changed {
  const [, , symbol = '', timeframe = '', name = '', parameter, ...more] = path;
  const found = loaded.find((one) => one.symbol === symbol && one.timeframe === timeframe);
  const params = found !== undefined && Object.hasOwn(found.instances, name) ? found.instances[name] : undefined;
  if (found === undefined || params === undefined || parameter === undefined || more.length > 0)
    return noIndicator(loaded, path);
  if (typeof value !== 'number' && typeof value !== 'string') {
    const message = `${formatPath(path)} must be a number or a text`;
    return problemOf({ kind: 'wrong-type', path, at: 'value', value, message });
  }
  const problemWith = (given: unknown) => findIndicatorProblems({ [name]: { ...params, [parameter]: given } })[0];
  const wrong = problemWith(value);
  if (wrong !== undefined) {
    // A parameter that the indicator does not have is refused in the same words whatever its value.
    const isUnknown = problemWith({})?.message === wrong.message;
    const kind = isUnknown ? 'unknown-key' : 'indicator-file';
    return problemOf({ ...wrong, kind, path: [...path.slice(0, 4), ...wrong.path], at: 'value' });
  }
  const changed = { ...params, [parameter]: value };
  const entry = { ...found, instances: { ...found.instances, [name]: changed } };
  return { loaded: loaded.map((one) => (one === found ? entry : one)) };
}

function noIndicator(loaded: readonly LoadedIndicators[], path: readonly string[]): ConfigProblem {
  const known = loaded.flatMap(({ symbol, timeframe, instances }) =>
    Object.keys(instances).map((name) => formatPath(['indicators', 'inline', symbol, timeframe, name])),
  );
  const wanted = formatPath(path.slice(0, 5));
  const isKnown = known.includes(wanted);
  const message = isKnown
    ? `${wanted} is an indicator: name one of its parameters, such as ${wanted}.period`
    : `there is no indicator ${wanted}`;
  const allowed = known.length === 0 ? 'there is no indicator at all' : `indicators: ${known.join(', ')}`;
  const suggestion = isKnown ? undefined : nearestName(wanted, known);
  return problemOf({ kind: 'unknown-key', path, at: 'key', message, allowed, suggestion });
}
