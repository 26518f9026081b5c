import { RiskDesk, THREE_LEGS } from './testing/risk-desk.js';

const LIMITS = { maxPositions: 10, maxPositionSize: 10 };
const idsOf = (desk: RiskDesk): readonly string[] =>
  desk.orders.flatMap(({ clientOrderId, stopLoss, takeProfits = [] }) => [
    clientOrderId,
    ...(stopLoss === undefined ? [] : [stopLoss.clientOrderId]),
    ...takeProfits.map((target) => target.clientOrderId),
  ]);

describe('a scaled entry', () => {
  test('is one market order and two that wait below it, with one group and one stop', () => {
    const desk = new RiskDesk({}, THREE_LEGS);
    const orders = desk.signal();
    expect(orders.map(({ volume, limitPrice }) => [volume, limitPrice])).toEqual([
      [1, undefined],
      [1, 1.0989],
      [1, 1.0978],
    ]);
    const [first] = orders;
    expect(first?.groupId).toBe(first?.clientOrderId);
    expect(new Set(orders.map(({ groupId }) => groupId)).size).toBe(1);
    // 3 lots lose 100 pips from 1.1: the same money from their mean entry of 1.0989.
    expect(orders.map(({ stopLoss }) => stopLoss?.price)).toEqual([1.0889, 1.0889, 1.0889]);
  });

  test('a short one waits above the price', () => {
    const orders = new RiskDesk({}, THREE_LEGS).signal('EURUSD', { direction: 'short' });
    expect(orders.map(({ limitPrice, side }) => [limitPrice, side])).toEqual([
      [undefined, 'sell'],
      [1.1011, 'sell'],
      [1.1022, 'sell'],
    ]);
    expect(orders.map(({ stopLoss }) => stopLoss?.price)).toEqual([1.1111, 1.1111, 1.1111]);
  });

  test('has ids of its own for every leg, stop and target, and the same ones for the same signal', () => {
    const tp = {
      type: 'multi_target',
      targets: [
        { value: 1, percent: 50 },
        { value: 2, percent: 50 },
      ],
    };
    const [first, again] = [0, 1].map(() => {
      const desk = new RiskDesk({}, { ...THREE_LEGS, tp });
      desk.signal();
      return idsOf(desk);
    });
    expect(first).toHaveLength(12);
    expect(new Set(first).size).toBe(12);
    expect(again).toEqual(first);
  });

  test('in the other direction, of another strategy, symbol or candle has other ids', () => {
    const desk = new RiskDesk({ limits: { maxPositions: 100, maxPositionSize: 10 } }, THREE_LEGS);
    desk.signal();
    desk.signal('EURUSD', { direction: 'short' });
    desk.signal('EURUSD', { strategy: 'other' });
    desk.signal('GBPUSD');
    for (const { clientOrderId } of desk.orders.slice(0, 3)) desk.rejected(clientOrderId);
    desk.signal();
    expect(idsOf(desk)).toHaveLength(30);
    expect(new Set(idsOf(desk)).size).toBe(30);
  });

  test.each([
    ['max_positions', { maxPositions: 3 }, { maxPositions: 2 }],
    ['max_positions_per_symbol', { maxPositionsPerSymbol: 3 }, { maxPositionsPerSymbol: 2 }],
    ['max_position_size', { maxPositionSize: 3 }, { maxPositionSize: 2.99 }],
    ['max_notional', { maxNotional: 330_000 }, { maxNotional: 329_999 }],
    ['order_rate', { maxOrdersPerMinute: 3 }, { maxOrdersPerMinute: 2 }],
  ])('is approved as a whole or not at all by %s', (reason, enough, tooLittle) => {
    const room = new RiskDesk({ limits: { ...LIMITS, ...enough } }, THREE_LEGS);
    expect(room.signal()).toHaveLength(3);
    const tight = new RiskDesk({ limits: { ...LIMITS, ...tooLittle } }, THREE_LEGS);
    expect(tight.signal()).toHaveLength(0);
    expect(tight.sent('OrderDenied')).toMatchObject([{ reason }]);
  });

  test('has the size of all its legs: three times 0.1 is 0.3, and passes a limit of 0.3', () => {
    const small = { ...THREE_LEGS, position_sizing: { type: 'fixed', value: 0.3 } };
    const desk = new RiskDesk({ limits: { ...LIMITS, maxPositionSize: 0.3 } }, small);
    expect(desk.signal().map(({ volume }) => volume)).toEqual([0.1, 0.1, 0.1]);
  });

  test('says in its denial how many orders it would have been', () => {
    const desk = new RiskDesk({ limits: { ...LIMITS, maxPositions: 2 } }, THREE_LEGS);
    desk.signal();
    expect(desk.sent('OrderDenied')[0]?.message).toContain('3');
  });

  test('is one duplicate as long as a leg of it is open or waits', () => {
    const desk = new RiskDesk({}, THREE_LEGS);
    const [first, second, third] = desk.signal();
    const again = (): string => {
      desk.signal();
      return desk.verdicts.at(-1) ?? '';
    };
    expect(again()).toBe('duplicate_entry');
    desk.rejected(first?.clientOrderId ?? '');
    desk.expired(second?.clientOrderId ?? '');
    expect(again()).toBe('duplicate_entry');
    const position = desk.fill(third);
    expect(again()).toBe('duplicate_entry');
    desk.closed(position);
    expect(again()).toBe('entry EURUSD');
  });

  test('counts as many positions as it has legs, filled or not', () => {
    const desk = new RiskDesk({ limits: { ...LIMITS, maxPositions: 4 } }, THREE_LEGS);
    const [first] = desk.signal();
    desk.fill(first);
    desk.signal('GBPUSD');
    expect(desk.sent('OrderDenied')).toMatchObject([{ reason: 'max_positions', value: 3, limit: 4 }]);
  });
});

describe('the waiting legs of a group', () => {
  test('are taken back when its last position is closed, not before', () => {
    const desk = new RiskDesk({}, THREE_LEGS);
    const [first, second, third] = desk.signal();
    const one = desk.fill(first);
    const two = desk.fill(second);
    desk.closed(one);
    expect(desk.cancels).toEqual([]);
    desk.closed(two);
    expect(desk.cancels).toEqual([[third?.clientOrderId, 'group_closed']]);
  });

  test('are left alone when another group of the symbol, or a position without one, is closed', () => {
    const desk = new RiskDesk({}, THREE_LEGS);
    const [first] = desk.signal();
    const [other, ...othersWaiting] = desk.signal('EURUSD', { strategy: 'other' });
    desk.fill(first);
    desk.closed(desk.fill(other), 'EURUSD', { strategy: 'other' });
    expect(desk.cancels).toEqual(othersWaiting.map(({ clientOrderId }) => [clientOrderId, 'group_closed']));
  });

  test('are asked back once, however often there is a reason', () => {
    const desk = new RiskDesk({}, THREE_LEGS);
    const [first] = desk.signal();
    const position = desk.fill(first);
    desk.exit();
    desk.exit();
    desk.closed(position);
    expect(desk.cancels.map(([, reason]) => reason)).toEqual(['exit', 'exit']);
  });

  test('go on waiting where the market order was rejected: the plan is not over', () => {
    const desk = new RiskDesk({}, THREE_LEGS);
    const [first] = desk.signal();
    desk.rejected(first?.clientOrderId ?? '');
    expect(desk.cancels).toEqual([]);
  });
});

test('a plan that cannot be traded is denied as a whole: a leg at or beyond the stop, a share below the smallest lot', () => {
  const near = new RiskDesk({}, { ...THREE_LEGS, sl: { type: 'fixed', value: 5 } });
  near.signal();
  expect(near.sent('OrderDenied')).toMatchObject([{ reason: 'invalid_stop' }]);
  const small = new RiskDesk({}, { ...THREE_LEGS, position_sizing: { type: 'fixed', value: 0.02 } });
  small.signal();
  expect(small.sent('OrderDenied')).toMatchObject([{ reason: 'below_min_lot', limit: 0.01 }]);
  expect([...near.orders, ...small.orders]).toEqual([]);
});
