import { rowColumns } from '@q/indicators';
import type { Market } from './find-impossible-rules.js';
import { findImpossibleRules } from './find-impossible-rules.js';
import type { StrategyProblem } from './find-strategy-problems.js';
import { strategyDefinitionSchema } from './strategy-schema.js';

const INSTANCES = {
  rsi: {},
  adx: {},
  ema_fast: { period: 5 },
  ema_slow: {},
  supertrend: {},
  bb: {},
  williamsr: {},
  doji: {},
};
const columns = rowColumns(INSTANCES, { regime: true });
const MARKET: Market = { columnsOf: () => columns, isOpen: () => true, session: 'always' };

/** `rsi > 70`, `regime in bull_expansion,neutral_expansion`, `rsi > 70 @60`, `rsi > 70 ~3` for a lookback. */
function conditionOf(text: string): object {
  const [, signal, operator, value = '', timeframe = '15', lookback = '1'] =
    /^(\S+) (\S+) (\S+)(?: @(\S+))?(?: ~(\d+))?$/.exec(text) ?? [];
  const list = operator === 'in' || operator === 'not_in';
  const read = (one: string): string | number => (Number.isNaN(Number(one)) ? one : Number(one));
  const wanted = list ? value.split(',').map(read) : value === 'true' ? true : read(value);
  return { signal, operator, value: wanted, timeframe, lookback: Number(lookback) };
}

function treeOf(node: unknown): object {
  if (typeof node === 'string') return conditionOf(node);
  const [operator, ...children] = node as [string, ...unknown[]];
  return { operator, conditions: children.map(treeOf) };
}

function problemsOf(entry: object, more: object = {}, market: Market = MARKET): readonly StrategyProblem[] {
  const definition = strategyDefinitionSchema.parse({
    name: 's',
    timeframes: ['15', '60'],
    entry: { long: entry },
    risk: { position_sizing: { type: 'fixed', value: 1 } },
    ...more,
  });
  return findImpossibleRules(definition, market);
}

const all = (...texts: string[]): readonly StrategyProblem[] => problemsOf({ conditions: texts.map(conditionOf) });
const tree = (node: unknown): readonly StrategyProblem[] => problemsOf({ mode: 'complex', tree: treeOf(node) });

describe('findImpossibleRules', () => {
  it.each([
    ['rsi > 70', 'rsi < 30'],
    ['rsi > 70', 'rsi <= 70'],
    ['rsi == 50', 'rsi != 50'],
    ['rsi == 50', 'rsi == 51'],
    ['rsi in 20,30', 'rsi > 30'],
    ['rsi not_in 50', 'rsi == 50'],
    ['regime == bull_expansion', 'regime == bear_expansion'],
    ['regime == bull_expansion', 'regime != BULL_EXPANSION'],
    ['regime in bull_expansion,bull_contraction', 'regime == bear_expansion'],
    ['regime in bull_expansion', 'regime not_in bull_expansion,bear_expansion'],
    ['trend_supertrend == bullish', 'trend_supertrend == bearish'],
    ['doji == true', 'doji == 0'],
    ['ema_fast > ema_slow', 'ema_fast < ema_slow'],
    ['ema_fast > ema_slow', 'ema_slow > ema_fast'],
    ['ema_fast > ema_slow', 'ema_slow == ema_fast'],
    ['ema_fast >= ema_slow', 'ema_fast crosses_below ema_slow'],
    ['rsi crosses_above 40', 'rsi < 40'],
    ['rsi crosses_above 40', 'rsi crosses_below 60'],
    ['rsi crosses_above 40', 'previous_rsi > 50'],
    ['rsi crosses_above 40', 'rsi > 40 ~2'],
    ['previous_rsi > 50', 'rsi < 50 ~2'],
    ['regime changes_to bull_expansion', 'regime remains bull_expansion'],
    ['regime remains bull_expansion', 'previous_regime == bear_expansion'],
    ['close > previous_close', 'previous_close >= close'],
  ])('%s and %s exclude each other', (one, other) => {
    expect(all(one, other)).toHaveLength(1);
    expect(tree(['and', one, other])).toHaveLength(1);
    expect(tree(['or', one, other])).toEqual([]);
    expect(problemsOf({ mode: 'any', conditions: [one, other].map(conditionOf) })).toEqual([]);
  });

  it.each([
    ['rsi > 70', 'rsi < 30 @60'],
    ['rsi > 70', 'rsi < 30 ~2'],
    ['rsi > 70', 'previous_rsi < 30'],
    ['rsi > 70', 'signal_rsi < 30'],
    ['rsi > 30', 'rsi < 70'],
    ['rsi >= 50', 'rsi <= 50'],
    ['rsi in 20,30', 'rsi >= 30'],
    ['rsi > 69', 'rsi < 70'],
    ['rsi crosses_above 40', 'rsi > 50'],
    ['rsi crosses_above 40', 'rsi crosses_above 50'],
    ['rsi crosses_above 40', 'previous_rsi <= 40'],
    ['regime != bull_expansion', 'regime != bear_expansion'],
    ['regime in bull_expansion,bear_expansion', 'regime == BEAR_expansion'],
    ['regime changes_to bull_expansion', 'previous_regime == bear_expansion'],
    ['ema_fast > ema_slow', 'ema_fast < ema_slow @60'],
    ['ema_fast > ema_slow', 'ema_fast >= ema_slow'],
    ['ema_fast crosses_above ema_slow', 'ema_fast > ema_slow'],
    ['ema_fast > ema_slow', 'close < ema_slow'],
    ['bb_percent_b > 1', 'rsi > 70'],
    ['previous_close < close', 'close > previous_close'],
  ])('%s and %s can hold together', (one, other) => {
    expect(all(one, other)).toEqual([]);
    expect(tree(['and', one, other])).toEqual([]);
  });

  it.each([
    ['rsi > 100', 'rsi is from 0 to 100'],
    ['rsi < 0', 'rsi is from 0 to 100'],
    ['signal_rsi > 100', 'signal_rsi is from 0 to 100'],
    ['adx_plus_di >= 101', 'adx_plus_di is from 0 to 100'],
    ['williamsr > 0', 'williamsr is from -100 to 0'],
    ['close < 0', 'close is at least 0'],
    ['regime_confidence > 1', 'regime_confidence is from 0 to 1'],
    ['rsi crosses_above 100', 'rsi is from 0 to 100'],
    ['close > close', ''],
    ['is_transition > 1', ''],
  ])('%s can never hold', (text, why) => {
    const [problem] = all(text);
    expect(problem?.path).toEqual(['entry', 'long', 'conditions', 0]);
    expect(problem?.message).toContain(`"${text} on 15" can never hold`);
    expect(problem?.message).toContain(why);
  });

  it('no value of a list beyond the bounds can be held', () => {
    expect(all('rsi in -1,101')[0]?.message).toBe(
      'long entry: "rsi in [-1, 101] on 15" can never hold: rsi is from 0 to 100',
    );
    expect(all('rsi in -1,100')).toEqual([]);
  });

  it.each(['rsi >= 100', 'rsi == 0', 'bb_percent_b > 1.5', 'ema_fast < -5', 'rsi crosses_above 99', 'close >= close'])(
    '%s can hold',
    (text) => {
      expect(all(text)).toEqual([]);
    },
  );

  it('a confidence that is asked for counts as a condition', () => {
    const sure = { ...conditionOf('regime == bull_expansion'), required_confidence: 0.8 };
    const doubtful = conditionOf('regime_confidence < 0.5');
    expect(problemsOf({ conditions: [sure, doubtful] })).toHaveLength(1);
    expect(problemsOf({ conditions: [{ ...sure, required_confidence: 0.4 }, doubtful] })).toEqual([]);
  });

  it('names only the conditions that exclude each other, and the place of the last', () => {
    const [problem, ...more] = all('close > 1', 'rsi > 70', 'ema_fast > ema_slow', 'rsi < 30', 'adx > 20');
    expect(more).toEqual([]);
    expect(problem).toEqual({
      path: ['entry', 'long', 'conditions', 3],
      message: 'long entry: "rsi > 70 on 15" and "rsi < 30 on 15" can never hold together',
    });
    expect(all('rsi not_in 20', 'rsi >= 20', 'rsi < 40', 'rsi <= 20')[0]?.message).toBe(
      'long entry: "rsi not_in [20] on 15", "rsi >= 20 on 15" and "rsi <= 20 on 15" can never hold together',
    );
  });

  it('tells every rule set, and each fault once', () => {
    const never = { conditions: ['rsi > 70', 'rsi < 30', 'adx > 100'].map(conditionOf) };
    const exit = { long: { ...never, mode: 'all' }, short: { ...never, mode: 'any' } };
    const paths = problemsOf(never, { exit }).map(({ path }) => path.join('.'));
    expect(paths).toEqual([
      'entry.long.conditions.2',
      'entry.long.conditions.1',
      'exit.long.conditions.2',
      'exit.long.conditions.1',
      'exit.short.conditions.2',
    ]);
  });

  it.each([
    [['and', 'close > 1', ['and', 'rsi > 70', 'rsi < 30']], ['conditions.1.conditions.1']],
    [['and', 'rsi > 70', ['and', 'close > 1', 'rsi < 30']], ['conditions.1.conditions.1']],
    [['and', 'rsi > 70', ['or', 'rsi < 30', 'rsi < 20']], ['conditions.1']],
    [['and', 'rsi > 70', ['or', 'rsi < 30', 'adx < 20']], []],
    [['and', 'rsi > 70', ['not', 'rsi > 60']], ['conditions.1']],
    [['and', 'rsi > 70', ['not', 'rsi > 80']], []],
    [['and', 'rsi > 70', ['not', ['or', 'rsi > 60', 'adx > 20']]], ['conditions.1']],
    [['or', 'close > 1', ['and', 'rsi > 70', 'rsi < 30']], ['conditions.1.conditions.1']],
    [['not', ['and', 'rsi > 70', 'rsi < 30']], ['conditions.0.conditions.1']],
    [['or', 'close > 1', 'rsi > 100'], ['conditions.1']],
    [['and', ['or', 'rsi > 70', 'rsi < 30'], ['or', 'rsi == 50', 'rsi == 60']], ['conditions.1']],
    // While nothing is ready, neither of them holds.
    [['and', ['not', 'rsi > 50'], ['not', 'rsi <= 50']], []],
  ])('in %j it finds %j', (node, paths) => {
    expect(tree(node).map(({ path }) => path.slice(3).join('.'))).toEqual(paths);
  });

  it('says what a tree asks for', () => {
    expect(tree(['and', 'rsi > 70', ['or', 'rsi < 30', ['not', 'rsi > 20 ~3']]])).toEqual([]);
    expect(tree(['and', 'rsi > 70', ['or', 'rsi < 30', ['not', 'rsi > 20']]])[0]?.message).toContain(
      '"(rsi < 30 on 15 or not (rsi > 20 on 15))"',
    );
  });

  it('does not judge what names no column, and gives up on trees with too many ways', () => {
    expect(all('nothing > 70', 'nothing < 30')).toEqual([]);
    const either = (at: number): unknown => ['or', `close > ${at}`, `ema_fast > ${at}`, `ema_slow > ${at}`];
    const many = Array.from({ length: 12 }, (_, index) => either(index));
    expect(tree(['and', ...many])).toEqual([]);
  });
});

describe('a schedule', () => {
  const HOUR_MS = 3_600_000;
  const weekdays = (instant: number): boolean => {
    const day = new Date(instant).getUTCDay();
    return day > 0 && day < 6;
  };
  const scheduled = (schedule: object, timeframes: readonly string[], isOpen = weekdays): readonly StrategyProblem[] =>
    problemsOf(
      { conditions: [{ ...conditionOf('close > 1'), timeframe: timeframes[0] }] },
      { timeframes, activation: { schedule } },
      { ...MARKET, isOpen },
    );

  it.each([
    [{ hours: '09:00-10:00' }, ['240'], 'no candle of its lowest timeframe, 240, closes within its schedule'],
    [{ hours: '08:00-16:00' }, ['1d'], 'no candle of its lowest timeframe, 1d'],
    [{ hours: '10:01-10:15' }, ['60', '15'], 'no candle of its lowest timeframe, 15'],
    [{ days: ['sun'] }, ['15'], 'the market is closed whenever its schedule is open (all day UTC)'],
    [{ days: ['sat'], hours: '12:00-13:00', time_zone: 'Asia/Tokyo' }, ['60'], 'the market is closed'],
  ])('%j of a strategy on %j never opens', (schedule, timeframes, message) => {
    expect(scheduled(schedule, timeframes)).toEqual([
      { path: ['activation', 'schedule'], message: expect.stringContaining(message) as string },
    ]);
  });

  it.each([
    [{}, ['15']],
    [{ hours: '12:00-13:00' }, ['240']],
    [{ hours: '08:00-08:00' }, ['1d']],
    [{ hours: '00:00-00:01' }, ['1d']],
    [{ days: ['sat'] }, ['1d']],
    // In winter London is on UTC, in summer its 09:00 is a close of four-hour candles.
    [{ hours: '09:00-09:01', time_zone: 'Europe/London' }, ['240']],
  ])('%j of a strategy on %j opens', (schedule, timeframes) => {
    expect(scheduled(schedule, timeframes)).toEqual([]);
  });

  it('of an fx market is held against the closes of its own days, at 17:00 in New York', () => {
    const found = (hours: string, timeframe: string, session: 'fx' | 'always') =>
      problemsOf(
        { conditions: [{ ...conditionOf('close > 1'), timeframe }] },
        { timeframes: [timeframe], activation: { schedule: { hours, time_zone: 'America/New_York' } } },
        { ...MARKET, isOpen: weekdays, session },
      ).length;
    expect([found('16:30-17:30', '1d', 'fx'), found('16:30-17:30', '1d', 'always')]).toEqual([0, 1]);
    expect([found('18:30-20:30', '1d', 'fx'), found('18:30-20:30', '1d', 'always')]).toEqual([1, 0]);
    expect([found('20:30-21:30', '240', 'fx'), found('22:30-23:30', '240', 'fx')]).toEqual([0, 1]);
  });

  it('of days without trading is fine in a market that never closes', () => {
    expect(scheduled({ days: ['sun'] }, ['15'], () => true)).toEqual([]);
    expect(scheduled({ days: ['sun'] }, ['15'], (instant) => instant % (7 * 24 * HOUR_MS) > 0)).toEqual([]);
  });
});
