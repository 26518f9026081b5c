import { entryInputKey, riskInputs } from './entry-inputs.js';
import { strategyDefinitionSchema } from './strategy-schema.js';

const inputsOf = (risk: object, timeframes: readonly string[]): unknown =>
  riskInputs(
    strategyDefinitionSchema.parse({
      name: 's',
      timeframes,
      entry: { long: { conditions: [{ signal: 'close', operator: '>', value: 1, timeframe: '5' }] } },
      risk: { position_sizing: { type: 'fixed', value: 1 }, ...risk },
    }),
  );

describe('the columns that a risk section needs', () => {
  it('are those of its size, stop and target', () => {
    const risk = {
      position_sizing: { type: 'volatility', value: 1, source: 'stdev', timeframe: '60' },
      sl: { type: 'indicator', source: 'ema', timeframe: '15' },
      tp: { type: 'indicator', source: 'band', timeframe: '5' },
    };
    expect(inputsOf(risk, ['5', '15', '60'])).toEqual([
      { timeframe: '60', column: 'stdev', path: ['risk', 'position_sizing', 'source'] },
      { timeframe: '15', column: 'ema', path: ['risk', 'sl', 'source'] },
      { timeframe: '5', column: 'band', path: ['risk', 'tp', 'source'] },
    ]);
  });

  it('are of the shortest timeframe where a size by volatility names none, not of the first one or the first by text', () => {
    expect(inputsOf({ position_sizing: { type: 'volatility', value: 1 } }, ['60', '15', '5', '1d'])).toEqual([
      { timeframe: '5', column: 'atr', path: ['risk', 'position_sizing', 'source'] },
    ]);
  });

  it('are none where all distances are fixed', () => {
    expect(inputsOf({ sl: { type: 'fixed', value: 20 }, tp: { type: 'rr', value: 2 } }, ['5'])).toEqual([]);
  });

  it('have one key each', () => {
    expect(entryInputKey('15', 'ema')).toBe('15:ema');
  });
});
