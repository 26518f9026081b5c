import type { RuleSet, StrategyDefinition } from '@q/trading';
import { strategyDefinitionSchema } from '@q/trading';

/** `close > 100` on a timeframe, from its three parts. */
export function rule(text: string, timeframe = '1'): RuleSet {
  const [signal, operator, value] = text.split(' ');
  const one = { signal, operator, value: Number.isNaN(Number(value)) ? value : Number(value), timeframe };
  return strategyDefinitionSchema.shape.entry.parse({ long: { conditions: [one] } }).long ?? fail(text);
}

/** A strategy file in short: a fixed size of one lot, no stop, unless said otherwise. */
export function definitionOf(parts: Partial<Record<keyof StrategyDefinition, unknown>>): StrategyDefinition {
  return strategyDefinitionSchema.parse({
    name: 'test',
    timeframes: ['1'],
    entry: { long: rule('signal > 0') },
    risk: { position_sizing: { type: 'fixed', value: 1 } },
    ...parts,
  });
}

function fail(text: string): never {
  throw new Error(`"${text}" is no rule`);
}
