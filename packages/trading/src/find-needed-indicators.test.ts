import { rowColumns } from '@q/indicators';
import type { IndicatorParams } from '@q/indicators';
import { findNeededIndicators } from './find-needed-indicators.js';
import { findStrategyProblems } from './find-strategy-problems.js';
import type { StrategyDefinition } from './strategy-schema.js';
import { strategyDefinitionSchema } from './strategy-schema.js';

type Instances = Readonly<Record<string, IndicatorParams>>;

const CONFIGURED: Instances = {
  ema_fast: { period: 12 },
  ema_slow: { period: 48 },
  bb_wide: { window: 50 },
  sma_2: {},
};

function strategyOn(condition: object, risk: object = {}): StrategyDefinition {
  const complete = { signal: 'close', operator: '>', value: 1, timeframe: '15', ...condition };
  return strategyDefinitionSchema.parse({
    name: 's',
    timeframes: ['15', '60'],
    entry: { long: { conditions: [complete] } },
    risk: { position_sizing: { type: 'fixed', value: 1 }, ...risk },
  });
}

const needed = (definition: StrategyDefinition, instances: Instances = CONFIGURED): readonly string[] =>
  findNeededIndicators(definition, () => instances).map(({ timeframe, name }) => `${timeframe} ${name}`);

/** What is left to complain of when the needed indicators are there. */
function left(definition: StrategyDefinition, instances: Instances = CONFIGURED): readonly unknown[] {
  const added = findNeededIndicators(definition, () => instances);
  return findStrategyProblems(definition, (timeframe) => {
    const own = added.filter((one) => one.timeframe === timeframe).map(({ name }) => [name, {}]);
    return rowColumns({ ...instances, ...Object.fromEntries(own) }, { regime: true });
  });
}

describe('findNeededIndicators', () => {
  it.each([
    ['rsi', { signal: 'rsi' }],
    ['rsi', { signal: 'signal_rsi' }],
    ['rsi', { signal: 'previous_rsi' }],
    ['rsi', { signal: 'rsi', operator: 'crosses_above', value: 'signal_rsi' }],
    ['atr', { signal: 'atr', value: '0.001' }],
    ['macd', { signal: 'macd_hist', value: 0 }],
    ['macd', { signal: 'macd', value: 'macd_signal' }],
    ['bb', { value: 'bb_upper' }],
    ['bb', { value: 'previous_bb_upper' }],
    ['adx', { signal: 'adx_plus_di', value: 'adx_minus_di' }],
    ['supertrend', { signal: 'trend_supertrend', operator: '==', value: 'bullish' }],
    ['supertrend', { signal: 'trend_supertrend', operator: '!=', value: 'previous_trend_supertrend' }],
    ['supertrend', { value: 'supertrend' }],
    ['keltner', { value: 'keltner_lower' }],
    ['ichimoku', { signal: 'ichimoku_cloud', operator: 'in', value: ['bearish'] }],
    ['doji', { signal: 'doji', operator: '==', value: true }],
    ['vwap', { value: 'vwap' }],
    ['ema', { value: 'ema' }],
  ])('adds %s for %j', (name, condition) => {
    const definition = strategyOn(condition);
    expect(needed(definition)).toEqual([`15 ${name}`]);
    expect(left(definition)).toEqual([]);
  });

  it.each([
    ['a misspelt indicator', { signal: 'rsii' }, 'rsi'],
    ['a misspelt output', { signal: 'macd_histt' }, undefined],
    [
      'an output that the indicator has not',
      { signal: 'supertrend_trend', operator: '==', value: 'bullish' },
      undefined,
    ],
    ['a misspelt instance', { signal: 'ema_fastt' }, 'ema_fast'],
    [
      'an instance that is not configured: its name says that it has parameters of its own',
      { signal: 'rsi_fast' },
      undefined,
    ],
    ['a name near a configured instance of the indicator', { signal: 'sma' }, 'sma_2'],
    ['a misspelt value', { value: 'emaa_slow' }, 'ema_slow'],
    ['an output near one of a configured instance', { value: 'bb_wide_uppr' }, 'bb_wide_upper'],
    ['a misspelt price', { signal: 'closee' }, 'close'],
    ['an indicator whose parameters must be given', { signal: 'stochrsi_k' }, undefined],
    ['a flag that a number is compared with', { value: 'doji' }, undefined],
    ['a text that a number is compared with', { value: 'trend_supertrend' }, undefined],
    ['a column of a timeframe that the strategy has not', { signal: 'rsi', timeframe: '240' }, '240'],
    ['an empty previous', { signal: 'previous_' }, undefined],
  ])('leaves %s an error', (_what, condition, suggestion) => {
    const definition = strategyOn(condition);
    expect(needed(definition)).toEqual([]);
    const problems = left(definition);
    expect(problems).toHaveLength(1);
    if (suggestion !== undefined && suggestion !== '240') expect(problems).toMatchObject([{ suggestion }]);
  });

  it.each([
    ['a word of the column', { signal: 'regime', operator: '!=', value: 'bull_expansion' }],
    ['a word that is an indicator too', { signal: 'trend_supertrend', operator: '==', value: 'bearish' }],
    ['words in order', { signal: 'regime', operator: '>', value: 'doji' }],
    ['a number as text', { value: '1.5' }],
    ['a flag as text', { signal: 'is_transition', operator: '==', value: 'false' }],
  ])('takes %s for what it is', (_what, condition) => {
    expect(needed(strategyOn(condition), { ...CONFIGURED, supertrend: {} })).toEqual([]);
  });

  it('adds an indicator once, and nothing that is configured', () => {
    const definition = strategyOn({ signal: 'rsi', value: 'previous_rsi' });
    expect(needed(definition, {})).toEqual(['15 rsi']);
    expect(needed(definition, { rsi: { period: 7 } })).toEqual([]);
  });

  it('adds nothing whose columns another instance has', () => {
    expect(needed(strategyOn({ signal: 'adx', value: 20 }), { adx_plus_di: {} })).toEqual([]);
  });

  it('adds nothing to a timeframe that is not traded', () => {
    expect(findNeededIndicators(strategyOn({ signal: 'rsi' }), () => undefined)).toEqual([]);
  });

  it('says the defaults', () => {
    expect(findNeededIndicators(strategyOn({ signal: 'macd' }), () => ({}))).toEqual([
      { timeframe: '15', name: 'macd', parameters: 'fast 12, slow 26, signal 9' },
    ]);
  });
});

describe('the columns of size and stop', () => {
  const sized = { position_sizing: { type: 'volatility', value: 1, timeframe: '60' } };
  const stopped = (source: string, timeframe = '15'): object => ({ sl: { type: 'indicator', source, timeframe } });

  it('are added as those of conditions are, on their own timeframe', () => {
    expect(needed(strategyOn({}, sized))).toEqual(['60 atr']);
    expect(needed(strategyOn({}, stopped('supertrend')))).toEqual(['15 supertrend']);
    expect(left(strategyOn({}, { ...sized, ...stopped('bb_lower', '60') }))).toEqual([]);
  });

  it.each([
    ['a misspelt column', stopped('ema_fats'), ['risk', 'sl', 'source'], 'ema_fast'],
    ['a text', stopped('trend_supertrend'), ['risk', 'sl', 'source'], undefined],
    ['a flag', stopped('doji'), ['risk', 'sl', 'source'], undefined],
    ['a configured text', stopped('regime'), ['risk', 'sl', 'source'], undefined],
    ['the row before', stopped('previous_close'), ['risk', 'sl', 'source'], undefined],
    ['another timeframe', stopped('close', '240'), ['risk', 'sl', 'timeframe'], undefined],
  ])('refuse %s', (_what, risk, path, suggestion) => {
    const definition = strategyOn({}, risk);
    expect(needed(definition)).toEqual([]);
    expect(left(definition)).toMatchObject([{ path, ...(suggestion === undefined ? {} : { suggestion }) }]);
  });

  it('refuse a text with what it is', () => {
    expect(left(strategyOn({}, stopped('regime')))).toMatchObject([
      { message: expect.stringContaining('a column of numbers is needed') as string },
    ]);
  });
});
