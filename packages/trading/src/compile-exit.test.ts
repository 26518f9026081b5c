import { IndicatorRow, RowSchema } from '@q/events';
import { compileExit } from './compile-exit.js';
import { RecentRows } from './recent-rows.js';
import type { HeldPosition } from './strategy.js';
import { StrategyView } from './strategy.js';
import { strategyDefinitionSchema } from './strategy-schema.js';

const HOUR = 3_600_000;
const schema = new RowSchema([
  { name: 'close', kind: 'number' },
  { name: 'go', kind: 'flag' },
]);

const exitOf = (long: unknown) => {
  const parsed = strategyDefinitionSchema.parse({
    name: 's',
    timeframes: ['15'],
    entry: { long: { conditions: [{ signal: 'go', operator: '==', value: true, timeframe: '15' }] } },
    exit: { long },
    risk: { position_sizing: { type: 'fixed', value: 1 } },
  });
  const exit = parsed.exit?.long;
  if (exit === undefined) throw new Error('no exit');
  return compileExit(exit, 'long', ['15']).test;
};

const viewAt = (close: number, position: Partial<HeldPosition>, rule = false): StrategyView => {
  const rows = new RecentRows(3);
  rows.add(new IndicatorRow(schema, [close, rule ? 1 : 0], 10 * HOUR));
  const view = new StrategyView(['15'], [rows]);
  view.hold('long', {
    positionId: 'p',
    direction: 'long',
    openedAt: 0,
    entryPrice: 100,
    bestPrice: 100,
    pip: 0.1,
    ...position,
  });
  return view;
};

const rule = { signal: 'go', operator: '==', value: true, timeframe: '15' };

it('closes a position when it has reached its greatest age', () => {
  const exit = exitOf({ conditions: [], time_based: { max_duration: '4h' } });
  expect(exit(viewAt(100, { openedAt: 6 * HOUR + 1 }))).toBeUndefined();
  expect(exit(viewAt(100, { openedAt: 6 * HOUR }))).toBe('time_exit');
});

it('lets no rule close a position before its least age', () => {
  const exit = exitOf({ conditions: [rule], time_based: { min_duration: '2h' } });
  expect(exit(viewAt(100, { openedAt: 8 * HOUR + 1 }, true))).toBeUndefined();
  expect(exit(viewAt(100, { openedAt: 8 * HOUR }, true))).toBe('exit_signal');
});

it('closes a position whose profit has melted by more than the guard allows', () => {
  const exit = exitOf({ conditions: [rule], profit_guard: { max_drawdown: 50 } });
  expect(exit(viewAt(105, { bestPrice: 110 }))).toBeUndefined();
  expect(exit(viewAt(104.9, { bestPrice: 110 }))).toBe('profit_guard');
  expect(exit(viewAt(90, { bestPrice: 100 }))).toBeUndefined();
});

it('closes a position that fell back from its best by more pips than the guard trails', () => {
  const exit = exitOf({ conditions: [rule], profit_guard: { trailing: 20 } });
  expect(exit(viewAt(108, { bestPrice: 110 }))).toBeUndefined();
  expect(exit(viewAt(107.9, { bestPrice: 110 }))).toBe('profit_guard');
});
