import { neededWarmUp } from './needed-warm-up.js';
import type { StrategyDefinition } from './strategy-schema.js';
import { strategyDefinitionSchema } from './strategy-schema.js';

const INSTANCES = { sma: { period: 120 }, rsi: { period: 7 }, atr: {}, macd: {}, bb: { window: 400 } };

function strategyWith(conditions: readonly object[], risk: object = {}): StrategyDefinition {
  return strategyDefinitionSchema.parse({
    name: 's',
    timeframes: ['15', '60', '240'],
    entry: { long: { conditions: conditions.map((one) => ({ operator: '>', value: 1, timeframe: '15', ...one })) } },
    risk: { position_sizing: { type: 'fixed', value: 1 }, ...risk },
  });
}

it('is that of the slowest indicator that is used, not of one that is only there', () => {
  const definition = strategyWith([{ signal: 'close', value: 'previous_sma' }, { signal: 'signal_rsi' }]);
  expect(neededWarmUp([definition], '15', INSTANCES)).toEqual({
    candles: 120,
    parts: [
      { name: 'sma', candles: 120 },
      { name: 'rsi', candles: 8 },
    ],
  });
});

it('counts the regime where it is read, by its class or its confidence', () => {
  for (const condition of [
    { signal: 'regime', operator: '==', value: 'bull_expansion' },
    { signal: 'regime_confidence' },
  ])
    expect(neededWarmUp([strategyWith([condition])], '15', INSTANCES)).toEqual({
      candles: 501,
      parts: [{ name: 'regime', candles: 501 }],
    });
});

it('counts a regime with parameters of its own', () => {
  const definition = strategyWith([{ signal: 'regime_confidence' }]);
  expect(neededWarmUp([definition], '15', { ...INSTANCES, regime: { warm_up: 60 } })).toEqual({
    candles: 61,
    parts: [{ name: 'regime', candles: 61 }],
  });
});

it('counts what size and stop are made from, on their timeframe', () => {
  const definition = strategyWith([{ signal: 'close' }], {
    position_sizing: { type: 'volatility', value: 1, timeframe: '60' },
    sl: { type: 'indicator', source: 'bb_lower', timeframe: '60' },
  });
  expect(neededWarmUp([definition], '60', INSTANCES)?.parts.map(({ name }) => name)).toEqual(['bb', 'atr']);
  expect(neededWarmUp([definition], '15', INSTANCES)).toEqual({ candles: 1, parts: [] });
});

it('is none where no strategy reads the timeframe, and of several strategies it is the longest', () => {
  const fast = strategyWith([{ signal: 'macd_hist' }]);
  expect(neededWarmUp([fast], '240', INSTANCES)).toBeUndefined();
  expect(neededWarmUp([], '15', INSTANCES)).toBeUndefined();
  expect(neededWarmUp([fast, strategyWith([{ signal: 'sma' }])], '15', INSTANCES)?.candles).toBe(120);
});
