import type { ApprovedOrder } from '@q/events';
import type { RiskGateOptions } from './risk-gate.js';
import { minute, restricted } from './testing/restricted.js';
import { RiskDesk, WAITING } from './testing/risk-desk.js';

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

  test('trading is told to be authorised first', () => {
    const { desk, id } = waiting();
    desk.canceled(id);
    desk.bench.forget();
    desk.cycle(minute(20));
    expect(desk.bench.types).toEqual(['TradingAuthorized', 'OrderApproved']);
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
    const sizing = { ...WAITING.position_sizing, expires_after: '20m' };
    for (const [early, count] of [
      [1, 1],
      [0, 0],
    ] as const) {
      const { desk, id, orders } = waiting(restricted(NEWS), { ...WAITING, position_sizing: sizing });
      desk.canceled(id);
      desk.cycle((orders[0]?.expiresAt ?? NaN) - early);
      expect(placedAgain(desk)).toHaveLength(count);
    }
  });

  test.each([
    ['automation_off', (desk: RiskDesk) => desk.automation(false)],
    [
      'stale_data',
      (desk: RiskDesk) =>
        desk.bench.publish({ type: 'FeedStale', symbol: 'EURUSD', timeframe: '1', lastCloseTime: 0, ageMs: 1 }),
    ],
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

const entryOf = (order: ApprovedOrder | undefined) => {
  return { symbol: 'EURUSD', strategy: order?.strategy, direction: order?.direction, decidedAt: order?.decidedAt };
};
