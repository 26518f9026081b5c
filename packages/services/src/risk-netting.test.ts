import type { ApprovedOrder, ClientOrderId } from '@q/events';
import { RiskDesk, STOP } from './testing/risk-desk.js';
import { MINUTE_MS, START } from './testing/service-bench.js';

const PROTECTED = { sl: { type: 'fixed', value: 50 } };

/** A long position of one strategy, and an entry of another one that is under way. */
function added(direction: 'long' | 'short' = 'long', stop = {}) {
  const desk = new RiskDesk({ limits: { maxPositions: 2, maxPositionSize: 10 }, ...stop }, PROTECTED);
  desk.account(10_000);
  const [first] = desk.signal('EURUSD', { strategy: 'first' });
  const position = desk.fill(first);
  const [second] = desk.signal('EURUSD', { strategy: 'second', direction });
  if (second === undefined) throw new Error('nothing was approved');
  return { desk, position, second };
}

/** The venue adds the entry to a position that bears another name, or takes it off. */
function fillInto(desk: RiskDesk, order: ApprovedOrder, position: string, volume: number): void {
  desk.filled(order, { positionId: position as ClientOrderId });
  const about = { positionId: position, symbol: 'EURUSD', strategy: 'first', direction: 'long' } as const;
  if (order.side === 'buy') desk.bench.publish({ type: 'PositionIncreased', ...about, volume, entryPrice: 1.1 });
  else if (volume === 0) desk.closed(position, 'EURUSD', { strategy: 'first', reason: 'netted' });
  else desk.partlyClosed(position, { volume: 1, remaining: volume, reason: 'netted' });
}

test('an entry that was added to another position is no longer under way: its place is free', () => {
  const { desk, position, second } = added();
  desk.signal('GBPUSD');
  expect(desk.verdicts.at(-1)).toBe('max_positions');
  fillInto(desk, second, position, 2);
  desk.signal('GBPUSD');
  expect(desk.verdicts.at(-1)).toBe('entry GBPUSD');
});

test('an entry that was filled in part is still under way', () => {
  const { desk, position, second } = added();
  desk.filled(second, { positionId: position as ClientOrderId, volume: 0.4, remaining: 0.6 });
  desk.signal('GBPUSD');
  expect(desk.verdicts.at(-1)).toBe('max_positions');
});

test('an entry that was added is not taken back any more', () => {
  const { desk, position, second } = added();
  fillInto(desk, second, position, 2);
  desk.exit('EURUSD', { strategy: 'second' });
  expect(desk.cancels).toEqual([]);
});

test('the exit is of all lots of the position, those of the added entry too', () => {
  const { desk, position, second } = added();
  fillInto(desk, second, position, 2);
  expect(desk.exit('EURUSD', { strategy: 'first' })).toMatchObject([{ positionId: position, volume: 2 }]);
});

test('an entry against the position closes it; both are gone', () => {
  const { desk, position, second } = added('short');
  fillInto(desk, second, position, 0);
  expect(desk.exit('EURUSD', { strategy: 'first' })).toEqual([]);
  for (const symbol of ['GBPUSD', 'AUDUSD']) desk.signal(symbol);
  expect(desk.verdicts.slice(-2)).toEqual(['entry GBPUSD', 'entry AUDUSD']);
});

describe('a stop that the venue does not keep', () => {
  test('of an entry that was added closes the position that it protected', () => {
    const { desk, position, second } = added();
    fillInto(desk, second, position, 2);
    desk.rejected(second.stopLoss?.clientOrderId ?? '');
    expect(desk.exits).toMatchObject([{ positionId: position, volume: 2, exitReason: 'unprotected' }]);
  });

  test('of an entry that is under way closes the position that it is added to', () => {
    const { desk, position, second } = added();
    desk.rejected(second.stopLoss?.clientOrderId ?? '');
    expect(desk.exits).toEqual([]);
    fillInto(desk, second, position, 2);
    desk.cycle(START + MINUTE_MS);
    expect(desk.exits).toMatchObject([{ positionId: position, volume: 2, exitReason: 'unprotected' }]);
  });

  test('of an entry that only took lots off a position closes nothing: that one has its own', () => {
    const { desk, position, second } = added('short');
    fillInto(desk, second, position, 0.5);
    desk.canceled(second.stopLoss?.clientOrderId ?? '');
    desk.cycle(START + MINUTE_MS);
    expect(desk.exits).toEqual([]);
  });
});

test('an entry that is added in spite of the account stop is closed with the position, to the last lot', () => {
  const { desk, position, second } = added('long', { accountStop: { ...STOP, halt: true } });
  desk.account(8_000);
  expect(desk.exits).toMatchObject([{ positionId: position, volume: 1 }]);
  desk.bench.clock.advanceTo(START + MINUTE_MS);
  fillInto(desk, second, position, 2);
  desk.fillExit(desk.exits[0], 1);
  expect(desk.exits.slice(1)).toMatchObject([{ positionId: position, volume: 1, exitReason: 'account_stop' }]);
  expect(desk.sent('TradingHalted')).toEqual([]);
  desk.fillExit(desk.exits[1]);
  expect(desk.sent('TradingHalted')).toHaveLength(1);
});

test('two entries of one candle: the second is added before the first is told to be open', () => {
  const desk = new RiskDesk({ limits: { maxPositions: 2, maxPositionSize: 10 } }, PROTECTED);
  const [first, second] = ['first', 'second'].flatMap((strategy) => desk.signal('EURUSD', { strategy }));
  if (first === undefined || second === undefined) throw new Error('nothing was approved');
  desk.rejected(second.stopLoss?.clientOrderId ?? '');
  desk.filled(second, { positionId: first.clientOrderId });
  expect(desk.exits).toEqual([]);
  desk.fill(first);
  expect(desk.exits).toMatchObject([{ positionId: first.clientOrderId, exitReason: 'unprotected' }]);
  desk.signal('EURUSD', { strategy: 'second' });
  expect(desk.verdicts.at(-1)).toBe('duplicate_entry');
});

test('a strategy whose entry was added to the position of another one is in the market: the next signal is a duplicate', () => {
  const { desk, position, second } = added();
  fillInto(desk, second, position, 2);
  desk.signal('EURUSD', { strategy: 'second' });
  expect(desk.verdicts.at(-1)).toBe('duplicate_entry');
  desk.closed(position, 'EURUSD', { strategy: 'first' });
  desk.signal('EURUSD', { strategy: 'second' });
  expect(desk.verdicts.at(-1)).toBe('entry EURUSD');
});
