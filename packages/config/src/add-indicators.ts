import type { Timeframe } from '@q/events';
import { findNeededIndicators } from '@q/trading';
import { deepFreeze } from './frozen.js';
import type { LoadedIndicators, LoadedStrategy } from './system-config.js';

export interface Needs {
  readonly timeframes: readonly Timeframe[];
  readonly loaded: readonly LoadedIndicators[];
  readonly strategies: readonly Pick<LoadedStrategy, 'symbol' | 'definition'>[];
}

export interface AddedIndicators {
  /** The configured indicators and those that strategies need besides. */
  readonly loaded: readonly LoadedIndicators[];
  /** What was added, and for whom. */
  readonly notices: readonly string[];
}

/** Adds the indicators that strategies read and nobody configured, with their defaults. What is added does not hang on the order of the strategies. */
export function addIndicators({ timeframes, loaded, strategies }: Needs): AddedIndicators {
  const additions: Addition[] = [];
  for (const { symbol, definition } of strategies) {
    const needed = findNeededIndicators(definition, (timeframe) =>
      timeframes.includes(timeframe) ? instancesOf(loaded, symbol, timeframe) : undefined,
    );
    for (const { timeframe, name, parameters } of needed) {
      const same = additions.find((one) => one.symbol === symbol && one.timeframe === timeframe && one.name === name);
      if (same === undefined) additions.push({ symbol, timeframe, name, parameters, users: [definition.name] });
      else same.users.push(definition.name);
    }
  }
  return { loaded: additions.reduce(withAddition, loaded), notices: additions.map(noticeOf) };
}

interface Addition {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly name: string;
  readonly parameters: string;
  /** The strategies that need it. */
  readonly users: string[];
}

function withAddition(
  loaded: readonly LoadedIndicators[],
  { symbol, timeframe, name }: Addition,
): readonly LoadedIndicators[] {
  const instances = { ...instancesOf(loaded, symbol, timeframe), [name]: {} };
  const known = loaded.find((one) => one.symbol === symbol && one.timeframe === timeframe);
  const entry = deepFreeze({ symbol, timeframe, file: known?.file, instances });
  return known === undefined ? [...loaded, entry] : loaded.map((one) => (one === known ? entry : one));
}

function noticeOf({ symbol, timeframe, name, parameters, users }: Addition): string {
  const defaults = parameters === '' ? '' : ` with its defaults (${parameters})`;
  const quoted = users.map((user) => `"${user}"`);
  const who = quoted.length === 1 ? `strategy ${quoted.join('')} uses it` : `strategies ${quoted.join(', ')} use it`;
  return `indicator ${name} was added to ${symbol} ${timeframe}${defaults}: ${who}`;
}

function instancesOf(
  loaded: readonly LoadedIndicators[],
  symbol: string,
  timeframe: string,
): LoadedIndicators['instances'] {
  return loaded.find((one) => one.symbol === symbol && one.timeframe === timeframe)?.instances ?? {};
}
