import fc from 'fast-check';
import { IndicatorRow, RowSchema } from '@q/events';
import { compileStrategy } from './compile-strategy.js';
import { RecentRows } from './recent-rows.js';
import { StrategyView } from './strategy.js';
import { strategyDefinitionSchema } from './strategy-schema.js';

const NAMES = ['entry long', 'entry short', 'exit long', 'exit short'] as const;
const schema = new RowSchema([...NAMES, 'other'].map((name) => ({ name, kind: 'number' })));
const isOn = (signal: string, lookback = 1): object => ({
  signal,
  operator: '==',
  value: 1,
  timeframe: '15',
  lookback,
});
const define = (more: object): ReturnType<typeof compileStrategy> =>
  compileStrategy(
    strategyDefinitionSchema.parse({
      name: 's',
      timeframes: ['15'],
      risk: { position_sizing: { type: 'fixed', value: 0.1 } },
      ...more,
    }),
  );

function viewOf(...cells: readonly boolean[]): StrategyView {
  const rows = new RecentRows(3);
  rows.add(new IndicatorRow(schema, cells.map(Number), 1));
  return new StrategyView(['15'], [rows]);
}

describe('compileStrategy', () => {
  it('gives every signal whose rules hold and no other, exits first', () => {
    const strategy = define({
      entry: { long: { conditions: [isOn('entry long')] }, short: { conditions: [isOn('entry short')] } },
      exit: { long: { conditions: [isOn('exit long')] }, short: { conditions: [isOn('exit short')] } },
    });
    fc.assert(
      fc.property(fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean()), (on) => {
        const found = strategy.evaluate(viewOf(...on, false)).map(({ kind, direction }) => `${kind} ${direction}`);
        expect([...found].sort()).toEqual(NAMES.filter((_name, place) => on[place]));
        expect(found.filter((name) => name.startsWith('exit'))).toEqual(
          found.slice(0, found.filter((name) => name.startsWith('exit')).length),
        );
      }),
    );
  });

  it('gives the same answer for the same rows, however often it is asked', () => {
    const strategy = define({ entry: { long: { conditions: [isOn('entry long')] } } });
    const view = viewOf(true);
    expect(strategy.evaluate(view)).toEqual([{ kind: 'entry', direction: 'long' }]);
    expect(strategy.evaluate(view)).toEqual(strategy.evaluate(view));
    expect(strategy.evaluate(viewOf(false))).toEqual([]);
  });

  it('wants all conditions of an entry and any of an exit where no mode is given', () => {
    const both = [isOn('entry long'), isOn('other')];
    const strategy = define({ entry: { long: { conditions: both } }, exit: { short: { conditions: both } } });
    const found = [viewOf(true, false, false, false, false), viewOf(true, false, false, false, true)].map((view) =>
      strategy.evaluate(view),
    );
    expect(found).toEqual([
      [{ kind: 'exit', direction: 'short', reason: 'exit_signal' }],
      [
        { kind: 'exit', direction: 'short', reason: 'exit_signal' },
        { kind: 'entry', direction: 'long' },
      ],
    ]);
  });

  it('obeys the mode that is given', () => {
    const both = [isOn('entry long'), isOn('other')];
    const strategy = define({
      entry: { long: { mode: 'any', conditions: both } },
      exit: { long: { mode: 'all', conditions: both } },
    });
    expect(strategy.evaluate(viewOf(true))).toEqual([{ kind: 'entry', direction: 'long' }]);
  });

  it('needs the row that its furthest lookback reaches and the one before', () => {
    const needed = (...lookbacks: number[]): number =>
      define({
        entry: { long: { conditions: [isOn('other')] } },
        exit: { short: { conditions: lookbacks.map((one) => isOn('other', one)) } },
      }).warmUp;
    expect([needed(1), needed(5), needed(2, 7, 3)]).toEqual([2, 6, 8]);
  });

  it('keeps name, timeframes and risk of the definition', () => {
    const strategy = define({ entry: { long: { conditions: [isOn('other')] } } });
    expect([strategy.name, strategy.timeframes, strategy.risk.position_sizing.value]).toEqual(['s', ['15'], 0.1]);
  });
});
