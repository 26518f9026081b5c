import type { Column, Timeframe } from '@q/events';
import type { StrategyForm, StrategyInCode } from '@q/trading';
import { OPERATORS } from '@q/trading';
import type { Dice } from './dice.js';

type RuleSet = NonNullable<StrategyForm['entry']['long']>;
type Tree = NonNullable<RuleSet['tree']>;
type Condition = NonNullable<RuleSet['conditions']>[number];

export interface RuleWorld {
  readonly timeframes: readonly [Timeframe, ...Timeframe[]];
  readonly columns: Readonly<Partial<Record<Timeframe, readonly Column[]>>>;
  /** A price of the market. */
  readonly price: () => number;
}

/** A strategy of rules over whatever columns there are. */
export function randomForm(name: string, world: RuleWorld, at: Dice): StrategyForm {
  const sides = at.pick<readonly string[]>([['long'], ['short'], ['long', 'short']]);
  const entry = Object.fromEntries(sides.map((side) => [side, randomRules(world, at)]));
  const exit = Object.fromEntries(sides.map((side) => [side, { ...randomRules(world, at), ...randomAge(at) }]));
  return {
    name,
    timeframes: [...world.timeframes],
    entry,
    ...(at.chance(0.7) ? { exit } : {}),
    ...(at.chance(0.2) ? { activation: { schedule: randomSchedule(at) } } : {}),
    risk: randomRisk(at),
  };
}

export function randomSchedule(at: Dice) {
  const handling = at.pick(['close_all', 'partial_close', 'hold'] as const);
  return { hours: at.pick(['08:00-16:00', '22:00-02:00', '09:07-09:33']), session_handling: handling };
}

function randomAge(at: Dice) {
  return {
    ...(at.chance(0.2) ? { time_based: at.pick([{ max_duration: '30m' }, { min_duration: '10m' }]) } : {}),
    ...(at.chance(0.2) ? { profit_guard: at.pick([{ max_drawdown: 40 }, { trailing: 5 }]) } : {}),
  };
}

function randomRules(world: RuleWorld, at: Dice): RuleSet {
  const mode = at.pick(['all', 'all', 'any', 'complex'] as const);
  if (mode === 'complex') return { mode, tree: randomTree(world, at, 2) };
  return { mode, conditions: Array.from({ length: at.whole(1, 3) }, () => randomCondition(world, at)) };
}

function randomTree(world: RuleWorld, at: Dice, depth: number): Tree {
  const operator = at.pick(['and', 'or', 'not', 'and'] as const);
  const child = (): Tree | Condition =>
    depth > 0 && at.chance(0.5) ? randomTree(world, at, depth - 1) : randomCondition(world, at);
  return { operator, conditions: Array.from({ length: operator === 'not' ? 1 : at.whole(2, 3) }, child) };
}

const PRICES = ['open', 'high', 'low', 'close'] as const;

function randomCondition({ timeframes, columns, price }: RuleWorld, at: Dice): Condition {
  const timeframe = at.pick(timeframes);
  const about = { timeframe, lookback: at.pick([1, 1, 1, 2, 3, 5]) };
  const [first = { name: 'close', kind: 'number' as const }, ...others] = columns[timeframe] ?? [];
  const column = at.pick([first, ...others]);
  if (column.kind === 'flag')
    return { ...about, signal: column.name, operator: at.pick(['==', '!=', 'changes_to']), value: at.chance(0.5) };
  const operator = at.pick(OPERATORS);
  const isList = operator === 'in' || operator === 'not_in';
  if (column.kind === 'text') {
    const [text = '', ...texts] = column.values ?? [];
    const value = (): string => at.pick([text, ...texts]);
    const confidence = column.name === 'regime' && at.chance(0.5) ? { required_confidence: at.pick([0.1, 0.5]) } : {};
    return { ...about, ...confidence, signal: column.name, operator, value: isList ? [value(), value()] : value() };
  }
  const before = (name: string): string => (about.lookback <= 3 && at.chance(0.2) ? `previous_${name}` : name);
  if (!isList && at.chance(0.5))
    return { ...about, signal: before(at.pick(PRICES)), operator, value: before(at.pick([...PRICES, 'close'])) };
  const signal = at.chance(0.5) ? at.pick(PRICES) : column.name;
  const value = (): number => (at.chance(0.6) ? price() : at.pick([0, 1, 30, 50, 70, 100]));
  return { ...about, signal, operator, value: isList ? [value(), value()] : value() };
}

export function randomRisk(at: Dice): StrategyInCode['risk'] {
  const pips = at.pick([2, 5, 10, 30, 100]);
  const stop = at.pick([
    undefined,
    { type: 'fixed', value: pips },
    { type: 'fixed', value: pips },
    { type: 'trailing', step: pips },
    { type: 'fixed', value: pips, trailing: { enabled: true, step: pips } },
  ] as const);
  const targets = [
    { value: pips * 0.5, percent: 40, move_stop: at.chance(0.5) },
    { value: pips, percent: 60 },
  ];
  const target = at.pick([
    undefined,
    { type: 'fixed', value: pips * at.pick([0.5, 1, 2]) },
    { type: 'multi_target', unit: 'pips', targets },
  ] as const);
  const order = at.pick([
    undefined,
    undefined,
    { type: 'limit', offset: pips * 0.3, expires_after: '90m' },
    { type: 'stop', offset: pips * 0.3, expires_after: '30m' },
    { type: 'limit', offset: pips * 0.5, time_in_force: 'day' },
  ] as const);
  return {
    position_sizing: at.pick([
      { type: 'fixed', value: 0.1 },
      { type: 'percentage', value: 10 },
    ] as const),
    ...(stop === undefined ? {} : { sl: stop }),
    ...(target === undefined ? {} : { tp: target }),
    ...(order === undefined ? {} : { order }),
  };
}
