import { strategyDefinitionSchema } from './strategy-schema.js';

const condition = { signal: 'close', operator: '>', value: 1, timeframe: '15' };
const minimal = {
  name: 's',
  timeframes: ['15'],
  entry: { long: { conditions: [condition] } },
  risk: { position_sizing: { type: 'fixed', value: 0.1 } },
};

/** Paths of what is refused; empty where nothing is. */
function refused(change: object): string[] {
  const parsed = strategyDefinitionSchema.safeParse({ ...minimal, ...change });
  return parsed.success
    ? []
    : parsed.error.issues.map(({ path, code }) =>
        code === 'unrecognized_keys' ? `${path.join('.')} keys` : path.join('.'),
      );
}

describe('the strategy schema', () => {
  it('fills in what a file may leave out', () => {
    const parsed = strategyDefinitionSchema.parse({
      ...minimal,
      exit: { long: { conditions: [condition] } },
      risk: { ...minimal.risk, sl: { type: 'fixed', value: 20 } },
    });
    expect(parsed.activation).toEqual({ enabled: true });
    expect([parsed.entry.long?.mode, parsed.exit?.long?.mode]).toEqual(['all', 'any']);
    expect(parsed.entry.long?.conditions?.[0]?.lookback).toBe(1);
    expect(parsed.risk.sl).toMatchObject({ unit: 'pips' });
  });

  it.each([
    ['no condition', { entry: { long: { conditions: [] } } }, 'entry.long.conditions'],
    ['no direction', { entry: {} }, 'entry'],
    ['a name of 101 characters', { name: 'x'.repeat(101) }, 'name'],
    ['no timeframe', { timeframes: [] }, 'timeframes'],
    ['a timeframe as a number', { timeframes: [15] }, 'timeframes.0'],
    [
      'a lookback of 0',
      { entry: { long: { conditions: [{ ...condition, lookback: 0 }] } } },
      'entry.long.conditions.0.lookback',
    ],
    [
      'half a candle of lookback',
      { entry: { long: { conditions: [{ ...condition, lookback: 1.5 }] } } },
      'entry.long.conditions.0.lookback',
    ],
    ['no size', { risk: {} }, 'risk.position_sizing'],
    ['a size of 0', { risk: { position_sizing: { type: 'fixed', value: 0 } } }, 'risk.position_sizing.value'],
    ['a stop at no distance', { risk: { ...minimal.risk, sl: { type: 'fixed', value: 0 } } }, 'risk.sl.value'],
    ['an unknown unit', { risk: { ...minimal.risk, sl: { type: 'fixed', value: 1, unit: 'points' } } }, 'risk.sl.unit'],
    ['an unknown key', { foo: 1 }, ' keys'],
    [
      'an unknown key in a condition',
      { entry: { long: { conditions: [{ ...condition, foo: 1 }] } } },
      'entry.long.conditions.0 keys',
    ],
    [
      'a value that is not finite',
      { entry: { long: { conditions: [{ ...condition, value: Infinity }] } } },
      'entry.long.conditions.0.value',
    ],
  ])('refuses %s', (_what, change, path) => {
    expect(refused(change)).toEqual([path]);
  });

  it('lets anything into meta and config', () => {
    expect(refused({ meta: { author: 'me', foo: 1 }, config: { anchors: { a: [1] } } })).toEqual([]);
  });

  it('takes versions of three numbers', () => {
    for (const version of ['1.0.0', '12.34.56'])
      expect([version, refused({ meta: { version } })]).toEqual([version, []]);
    for (const version of ['1', '1.0', 'v1.0', '1.0.0.0', '1.0-beta'])
      expect([version, refused({ meta: { version } })]).toEqual([version, ['meta.version']]);
  });
});
