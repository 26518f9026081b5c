import { compileStrategy } from './compile-strategy.js';
import { looksAtPositions } from './looks-at-positions.js';
import { strategyDefinitionSchema } from './strategy-schema.js';

const compiled = (exit: object): ReturnType<typeof compileStrategy> =>
  compileStrategy(
    strategyDefinitionSchema.parse({
      name: 's',
      timeframes: ['15'],
      entry: { long: { conditions: [{ signal: 'close', operator: '>', value: 1, timeframe: '15' }] } },
      exit: { long: exit },
      risk: { position_sizing: { type: 'fixed', value: 0.1 } },
    }),
  );
const falls = { conditions: [{ signal: 'close', operator: '<', value: 1, timeframe: '15' }] };

test('a strategy of rules looks at its positions where an exit asks for their age, and not where only rows are asked', () => {
  expect(looksAtPositions(compiled(falls))).toBe(false);
  expect(looksAtPositions(compiled({ ...falls, time_based: { max_duration: '2h' } }))).toBe(true);
});

test('what somebody makes of such a strategy may look at them', () => {
  const own = { ...compiled(falls), evaluate: () => [] };
  expect(looksAtPositions(own)).toBe(true);
});
