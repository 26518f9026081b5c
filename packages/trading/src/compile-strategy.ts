import type { Test } from './compile-condition.js';
import { compileCondition } from './compile-condition.js';
import type { Signal, Strategy, StrategyView } from './strategy.js';
import { NO_SIGNALS } from './strategy.js';
import type { RuleSet, StrategyDefinition } from './strategy-schema.js';

const KINDS: readonly Signal[] = [
  { kind: 'exit', direction: 'long' },
  { kind: 'exit', direction: 'short' },
  { kind: 'entry', direction: 'long' },
  { kind: 'entry', direction: 'short' },
];

/** Every combination of the four signals, made once: an evaluation allocates nothing. Exits come first. */
const COMBINATIONS: readonly (readonly Signal[])[] = Array.from({ length: 16 }, (_, bits) =>
  bits === 0 ? NO_SIGNALS : KINDS.filter((_signal, place) => (bits & (1 << place)) !== 0),
);

/** Turns a definition into closures over column indexes. Compiled once at load; `evaluate` is pure. */
export function compileStrategy(definition: StrategyDefinition): Strategy {
  const compile = (rules: RuleSet | undefined): Test => compileRules(rules, definition.timeframes);
  const tests = [definition.exit?.long, definition.exit?.short, definition.entry.long, definition.entry.short].map(
    compile,
  );
  const [exitLong = never, exitShort = never, entryLong = never, entryShort = never] = tests;
  return {
    name: definition.name,
    timeframes: definition.timeframes,
    rowsNeeded: rowsNeeded(definition),
    risk: definition.risk,
    evaluate: (view) =>
      COMBINATIONS[
        (exitLong(view) ? 1 : 0) | (exitShort(view) ? 2 : 0) | (entryLong(view) ? 4 : 0) | (entryShort(view) ? 8 : 0)
      ] ?? NO_SIGNALS,
  };
}

const never: Test = () => false;

function compileRules(rules: RuleSet | undefined, timeframes: readonly string[]): Test {
  if (rules === undefined) return never;
  const tests = rules.conditions.map((condition) => compileCondition(condition, timeframes));
  if (rules.mode === 'all') return (view: StrategyView) => tests.every((test) => test(view));
  return (view: StrategyView) => tests.some((test) => test(view));
}

/** The newest row, those a lookback reaches, and one more for `previous_` and crosses. */
function rowsNeeded(definition: StrategyDefinition): number {
  const sets = [definition.entry.long, definition.entry.short, definition.exit?.long, definition.exit?.short];
  const lookbacks = sets.flatMap((rules) => rules?.conditions.map(({ lookback }) => lookback) ?? []);
  return Math.max(...lookbacks) + 1;
}
