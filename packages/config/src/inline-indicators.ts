import { TIMEFRAMES } from '@q/events';
import { findIndicatorProblems } from '@q/trading';
import * as z from 'zod';
import type { Finding } from './problems/finding.js';
import { nearestName } from './problems/nearest-name.js';
import { suggestValue } from './problems/suggest-value.js';
import type { InlineIndicators } from './sections/definition-folders.js';
import type { LoadedIndicators } from './system-config.js';

export interface Traded {
  readonly symbols: readonly string[];
  readonly timeframes: readonly string[];
}

/** The indicators of the configuration file itself, in the order of the traded symbols and timeframes. */
export function inlineIndicators(inline: InlineIndicators, traded: Traded): readonly LoadedIndicators[] {
  return traded.symbols.flatMap((symbol) =>
    traded.timeframes.flatMap((timeframe) => {
      const instances = inlineOf(inline, symbol, timeframe);
      return instances === undefined ? [] : [{ symbol, timeframe, file: undefined, instances }];
    }),
  );
}

/** Those of one symbol and timeframe that can be built; what is wrong with the others, `inlineFindings` tells. */
export function inlineOf(
  inline: InlineIndicators,
  symbol: string,
  timeframe: string,
): LoadedIndicators['instances'] | undefined {
  const ofSymbol = Object.hasOwn(inline, symbol) ? inline[symbol] : undefined;
  const instances = ofSymbol !== undefined && Object.hasOwn(ofSymbol, timeframe) ? ofSymbol[timeframe] : undefined;
  if (instances === undefined) return undefined;
  const sound = Object.entries(instances).filter(
    ([name, params]) => findIndicatorProblems({ [name]: params }).length === 0,
  );
  return Object.fromEntries(sound);
}

/** What is wrong with `indicators.inline`: symbols and timeframes that are not traded, indicators that cannot be built. */
export function inlineFindings(inline: InlineIndicators, { symbols, timeframes }: Traded): readonly Finding[] {
  return Object.entries(inline).flatMap(([symbol, ofSymbol]) => {
    const path = ['indicators', 'inline', symbol];
    if (!symbols.includes(symbol)) {
      return [notTraded(path, 'symbol', { traded: symbols, suggestion: nearestName(symbol, symbols) })];
    }
    return Object.entries(ofSymbol).flatMap(([timeframe, instances]) => {
      const section = [...path, timeframe];
      const wrong = findIndicatorProblems(instances).map((each): Finding => ({
        kind: 'indicator-file',
        at: each.path.length === 1 ? 'key' : 'value',
        ...each,
        path: [...section, ...each.path],
      }));
      if (timeframes.includes(timeframe)) return wrong;
      const suggestion = nearestTimeframe(timeframe, timeframes);
      return [notTraded(section, 'timeframe', { traded: timeframes, suggestion }), ...wrong];
    });
  });
}

interface Known {
  readonly traded: readonly string[];
  readonly suggestion: string | undefined;
}

function notTraded(path: readonly string[], what: 'symbol' | 'timeframe', { traded, suggestion }: Known): Finding {
  const message = `${what} "${path.at(-1)}" is not among trading.${what}s: nothing would read its indicators`;
  return { kind: 'indicator-file', path, at: 'key', message, allowed: `traded: ${traded.join(', ')}`, suggestion };
}

/** `H1` and `60m` are `'60'`, where that is traded. */
function nearestTimeframe(text: string, traded: readonly string[]): string | undefined {
  const read = suggestValue(z.enum(TIMEFRAMES), text);
  return traded.some((each) => each === read || `'${each}'` === read) ? read : nearestName(text, traded);
}
