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

describe('when news are over', () => {
  test('what was taken back is placed again as it was, with ids of its own', () => {
    const { desk, orders, id } = waiting();
    desk.canceled(id);
    desk.cycle(minute(19));
    expect(placedAgain(desk)).toEqual([]);
    desk.cycle(minute(20));
    const [again] = placedAgain(desk);
    const [first] = orders;
    expect(again).toEqual({
      ...first,
      clientOrderId: again?.clientOrderId,
      stopLoss: { ...first?.stopLoss, clientOrderId: again?.stopLoss?.clientOrderId },
    });
    const ids = [first, again].flatMap((one) => [one?.clientOrderId, one?.stopLoss?.clientOrderId]);
    expect(new Set(ids).size).toBe(4);
    for (const one of ids) expect(one).toMatch(/^[a-z0-9]{18}$/);
  });

  test('the ids are the same in every run', () => {
    const [first, again] = [0, 1].map(() => {
      const { desk, id } = waiting();
      desk.canceled(id);
      desk.cycle(minute(20));
      return desk.orders.map(({ clientOrderId }) => clientOrderId);
    });
    expect(again).toEqual(first);
  });

  test('it is placed once, and is again an entry that waits: a duplicate, a position, a thing to be taken back', () => {
    const { desk, id } = waiting(restricted(NEWS, { ...NEWS, from: 30, until: 40 }));
    desk.canceled(id);
    for (const each of [20, 21, 22]) desk.cycle(minute(each));
    expect(placedAgain(desk)).toHaveLength(1);
    desk.signal();
    expect(desk.verdicts.at(-1)).toBe('duplicate_entry');
    desk.cycle(minute(30));
    const [second] = placedAgain(desk);
    expect(desk.cancels).toEqual([
      [id, 'news'],
      [second?.clientOrderId, 'news'],
    ]);
    desk.canceled(second?.clientOrderId ?? '');
    desk.cycle(minute(40));
    expect(placedAgain(desk)).toHaveLength(2);
    expect(new Set(desk.orders.map(({ clientOrderId }) => clientOrderId)).size).toBe(3);
  });

  test('what the venue has not confirmed is not placed again: it may still be there', () => {
    const { desk, id } = waiting();
    desk.cycle(minute(20));
    desk.cycle(minute(21));
    expect(placedAgain(desk)).toEqual([]);
    desk.canceled(id);
    desk.cycle(minute(22));
    expect(placedAgain(desk)).toHaveLength(1);
  });

  test.each(['rejected', 'expired'] as const)('what the venue %s while it was taken back does not come back', (end) => {
    const { desk, id } = waiting();
    desk[end](id);
    desk.cycle(minute(20));
    expect(placedAgain(desk)).toEqual([]);
  });

  test('what filled while it was taken back does not come back', () => {
    const { desk } = waiting();
    desk.fill();
    desk.cycle(minute(20));
    expect([placedAgain(desk), desk.exits]).toEqual([[], []]);
  });

  test('what has expired meanwhile does not come back, to the millisecond', () => {
    for (const [expiresAfter, count] of [
      ['20m', 1],
      ['19m', 0],
    ] as const) {
      const sizing = { ...WAITING.position_sizing, expires_after: expiresAfter };
      const { desk, id } = waiting(restricted(NEWS), { ...WAITING, position_sizing: sizing });
      desk.canceled(id);
      desk.cycle(minute(20));
      expect(placedAgain(desk)).toHaveLength(count);
    }
  });

  test.each([
    ['automation_off', (desk: RiskDesk) => desk.automation(false)],
    ['stale_data', (desk: RiskDesk) => desk.bench.publish({ type: 'FeedStale', symbol: 'EURUSD', timeframe: '1', lastCloseTime: 0, ageMs: 1 })],
  ])('it is denied with %s where that forbids it by now, and gone', (reason, happens) => {
    const { desk, id, orders } = waiting();
    desk.canceled(id);
    happens(desk);
    desk.cycle(minute(20));
    expect(placedAgain(desk)).toEqual([]);
    expect(desk.sent('OrderDenied')).toMatchObject([{ reason, ...entryOf(orders[0]) }]);
    desk.automation(true);
    desk.cycle(minute(21));
    expect(placedAgain(desk)).toEqual([]);
  });

  test('and another restriction has begun, that one denies it', () => {
    const { desk, id } = waiting(restricted(NEWS, { ...NEWS, reason: 'market_close', from: 20, until: 30 }));
    desk.canceled(id);
    desk.cycle(minute(20));
    expect(desk.verdicts.slice(1)).toEqual(['market_close']);
  });
});

describe('what its strategy or a limit takes back for good does not come back', () => {
  const ends: readonly (readonly [string, (desk: RiskDesk) => void])[] = [
    ['an exit signal', (desk) => desk.exit()],
    ['the account stop', (desk) => desk.account(8_000)],
    ['the close of a daily account', (desk) => desk.cycle(minute(15))],
  ];
  const options = { ...restricted(NEWS, { from: 15, until: 16, reason: 'market_close', closes: true }), accountStop: { ...STOP, blockEntries: false } };

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

const entryOf = (order: ApprovedOrder | undefined) => {
  return { symbol: "EURUSD", strategy: order?.strategy, direction: order?.direction, decidedAt: order?.decidedAt };
};

/** Somebody else's position. */
function opens(desk: RiskDesk, positionId: string, symbol: string): void {
  const about = { positionId, symbol, strategy: positionId, direction: 'long', volume: 1 } as const;
  desk.bench.publish({ type: 'PositionOpened', ...about, entryPrice: 1, commission: 0, openedAt: 0 });
}
