import type { ApprovedOrder } from '@q/events';
import type { RiskGateOptions } from './risk-gate.js';
import { minute, restricted } from './testing/restricted.js';
import { RiskDesk, STOP, THREE_LEGS, WAITING } from './testing/risk-desk.js';

const NEWS = { symbol: 'EURUSD', from: 10, until: 20 };

/** An entry that waits when the news come. */
function waiting(options: Partial<RiskGateOptions> = restricted(NEWS), risk: object = WAITING) {
  const desk = new RiskDesk({ ...options }, risk);
  desk.cycle(minute(0));
  const orders = desk.signal();
  desk.cycle(minute(10));
  return { desk, orders, id: orders[0]?.clientOrderId ?? '' };
}

/** What was approved after the first orders. */
const placedAgain = (desk: RiskDesk, first: number = 1): readonly ApprovedOrder[] => desk.orders.slice(first);

describe('when news come', () => {
  test('entries that wait are taken back, once, and entries are denied', () => {
    const { desk, id } = waiting();
    desk.cycle(minute(11));
    expect(desk.cancels).toEqual([[id, 'news']]);
    desk.signal('EURUSD', { strategy: 'other' });
    desk.signal('GBPUSD');
    expect(desk.verdicts.slice(1)).toEqual(['news', 'entry GBPUSD']);
    expect(desk.sent('TradingBlocked')).toEqual([{ type: 'TradingBlocked', reasons: ['news EURUSD'] }]);
  });

  test('so are stop entries, which are placed again as they were', () => {
    const order = { type: 'stop', offset: 20, time_in_force: 'gtc' };
    const { desk, id } = waiting(restricted(NEWS), { order });
    expect(desk.cancels).toEqual([[id, 'news']]);
    desk.canceled(id);
    desk.cycle(minute(20));
    expect(placedAgain(desk)).toMatchObject([{ stopPrice: 1.102, timeInForce: 'GTC' }]);
  });

  test('market orders under way, open positions and their stops are left alone', () => {
    const { desk } = waiting(restricted(NEWS), {});
    desk.fill();
    desk.cycle(minute(11));
    expect([desk.cancels, desk.exits]).toEqual([[], []]);
  });

  test('orders of symbols that the news do not mean are left alone', () => {
    const desk = new RiskDesk({ ...restricted(NEWS) }, WAITING);
    desk.signal('GBPUSD');
    desk.cycle(minute(10));
    expect(desk.cancels).toEqual([]);
  });

  test('a holiday or the end of the schedule takes nothing back', () => {
    for (const reason of ['market_close', 'outside_schedule', 'restriction_file'] as const) {
      const { desk } = waiting(restricted({ ...NEWS, reason }));
      expect([desk.cancels, desk.orders.length]).toEqual([[], 1]);
    }
  });
});

describe('what its strategy or a limit takes back for good does not come back', () => {
  const ends: readonly (readonly [string, (desk: RiskDesk) => void])[] = [
    ['an exit signal', (desk) => desk.exit()],
    ['the account stop', (desk) => desk.account(8_000)],
    ['the close of a daily account', (desk) => desk.cycle(minute(15))],
  ];
  const options = {
    ...restricted(NEWS, { from: 15, until: 16, reason: 'market_close', closes: true }),
    accountStop: { ...STOP, blockEntries: false },
  };

  test.each(ends)('%s after the venue has confirmed', (_what, happens) => {
    const { desk, id } = waiting(options);
    desk.account(10_000);
    desk.canceled(id);
    happens(desk);
    desk.cycle(minute(20));
    expect(placedAgain(desk)).toEqual([]);
  });

  test.each(ends)('%s before the venue has confirmed', (_what, happens) => {
    const { desk, id } = waiting(options);
    desk.account(10_000);
    happens(desk);
    desk.canceled(id);
    desk.cycle(minute(20));
    expect(placedAgain(desk)).toEqual([]);
    expect(desk.cancels).toEqual([[id, 'news']]);
  });
});

describe('the waiting legs of a scaled entry', () => {
  const scaled = (isFilled: boolean) => {
    const desk = new RiskDesk({ ...restricted(NEWS) }, THREE_LEGS);
    desk.cycle(minute(0));
    const [first, ...legs] = desk.signal();
    const position = isFilled ? desk.fill(first) : desk.rejected(first?.clientOrderId ?? '');
    desk.cycle(minute(10));
    return { desk, legs, position: position ?? '' };
  };

  test('come back together, in their group', () => {
    const { desk, legs } = scaled(true);
    for (const { clientOrderId } of legs) desk.canceled(clientOrderId);
    desk.cycle(minute(20));
    expect(placedAgain(desk, 3).map(({ groupId, limitPrice }) => [groupId, limitPrice])).toEqual(
      legs.map(({ groupId, limitPrice }) => [groupId, limitPrice]),
    );
    expect(new Set(desk.orders.map(({ clientOrderId }) => clientOrderId)).size).toBe(5);
  });

  test('do not come back where the group is over, whenever that was confirmed', () => {
    for (const isConfirmedFirst of [true, false]) {
      const { desk, legs, position } = scaled(true);
      const steps = [
        () => legs.forEach(({ clientOrderId }) => desk.canceled(clientOrderId)),
        () => desk.closed(position),
      ];
      for (const step of isConfirmedFirst ? steps : steps.reverse()) step();
      desk.cycle(minute(20));
      expect(placedAgain(desk, 3)).toEqual([]);
    }
  });

  test('come back where none of the group was ever filled: the plan is not over', () => {
    const { desk, legs } = scaled(false);
    for (const { clientOrderId } of legs) desk.canceled(clientOrderId);
    desk.cycle(minute(20));
    expect(placedAgain(desk, 3)).toHaveLength(2);
  });
});

describe('limits hold for what is placed again', () => {
  test.each(['maxPositions', 'maxPositionsPerSymbol'] as const)('%s counts the rest of its own group', (name) => {
    const limits = { maxPositions: 10, maxPositionSize: 10, [name]: 3 };
    const desk = new RiskDesk({ ...restricted(NEWS), limits }, THREE_LEGS);
    desk.cycle(minute(0));
    const [first, ...legs] = desk.signal();
    desk.fill(first);
    desk.cycle(minute(10));
    for (const { clientOrderId } of legs) desk.canceled(clientOrderId);
    // Two places were free: somebody else has taken them meanwhile.
    const symbol = name === 'maxPositions' ? 'GBPUSD' : 'EURUSD';
    for (const id of ['a', 'b']) opens(desk, id, symbol);
    desk.cycle(minute(20));
    expect(placedAgain(desk, 3)).toEqual([]);
    expect(desk.sent('OrderDenied').map(({ reason, value, limit }) => [reason, value, limit])).toEqual([
      [name === 'maxPositions' ? 'max_positions' : 'max_positions_per_symbol', 3, 3],
      [name === 'maxPositions' ? 'max_positions' : 'max_positions_per_symbol', 3, 3],
    ]);
  });

  test('it is a duplicate where its strategy has entered anew before the venue confirmed', () => {
    const { desk, id } = waiting();
    desk.cycle(minute(20));
    desk.canceled(id);
    expect(desk.signal()).toHaveLength(1);
    desk.cycle(minute(21));
    expect(desk.verdicts.slice(1)).toEqual(['entry EURUSD', 'duplicate_entry']);
  });
});

test('a warm-up looks at candles of the past: it takes nothing back, places nothing and blocks nothing', () => {
  const desk = new RiskDesk({ ...restricted(NEWS) }, WAITING);
  desk.bench.clock.advanceTo(minute(15));
  desk.cycle(minute(15));
  desk.bench.forget();
  desk.cycle(minute(5), 'warm-up');
  expect(desk.bench.types).toEqual([]);
  desk.signal();
  expect(desk.verdicts).toEqual(['news']);
});

/** Somebody else's position. */
function opens(desk: RiskDesk, positionId: string, symbol: string): void {
  const about = { positionId, symbol, strategy: positionId, direction: 'long', volume: 1 } as const;
  desk.bench.publish({ type: 'PositionOpened', ...about, entryPrice: 1, commission: 0, openedAt: 0 });
}
