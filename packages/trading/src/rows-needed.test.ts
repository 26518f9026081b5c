import { compileStrategy } from './compile-strategy.js';
import { rowsNeededBy } from './rows-needed.js';
import { conditionSchema, strategyDefinitionSchema } from './strategy-schema.js';

it.each([
  [{ signal: 'rsi', operator: '>', value: 70 }, 2],
  [{ signal: 'rsi', operator: '>', value: 70, lookback: 5 }, 6],
  [{ signal: 'rsi', operator: '>', value: 'previous_rsi' }, 3],
  [{ signal: 'previous_previous_rsi', operator: '>', value: 'previous_rsi', lookback: 3 }, 6],
])('%j looks at %i rows, as the compiled strategy says', (condition, rows) => {
  const complete = conditionSchema.parse({ ...condition, timeframe: '15' });
  const definition = strategyDefinitionSchema.parse({
    name: 's',
    timeframes: ['15'],
    entry: { long: { conditions: [complete] } },
    risk: { position_sizing: { type: 'fixed', value: 1 } },
  });
  expect(rowsNeededBy(complete)).toBe(rows);
  expect(compileStrategy(definition).warmUp).toBe(rows);
});
