import type { ApprovedOrder } from '@q/events';
import type { RiskGateOptions } from './risk-gate.js';
import { RiskDesk, STOP, THREE_LEGS, WAITING } from './testing/risk-desk.js';
import { MINUTE_MS, START } from './testing/service-bench.js';

/** One position, and two legs of its group that wait. */
function busy(options: Partial<RiskGateOptions>) {
  const desk = new RiskDesk(options, THREE_LEGS);
  desk.account(10_000);
  const [first, ...waiting] = desk.signal();
  return { desk, position: desk.fill(first), waiting };
}

function orderOf({ orders: [first] }: RiskDesk): ApprovedOrder {
  if (first === undefined) throw new Error('nothing was approved');
  return first;
}

const breach = (desk: RiskDesk): void => desk.account(8_900);

describe('what a breach closes', () => {
  const closing = { accountStop: STOP };

  test('is closed to the end where half of it was on its way out already', () => {
    const { desk, position } = busy(closing);
    const [half] = desk.exit('EURUSD', { percent: 50 });
    breach(desk);
    expect(desk.exits).toHaveLength(1);
    desk.fillExit(half, 0.5);
    expect(desk.exits.slice(1)).toMatchObject([{ positionId: position, volume: 0.5, exitReason: 'account_stop' }]);
    desk.fillExit(desk.exits[1]);
    desk.cycle(START + MINUTE_MS);
    expect(desk.exits).toHaveLength(2);
  });

  test('is tried again in the next cycle where the venue rejected the exit, under another id', () => {
    const { desk, position } = busy(closing);
    breach(desk);
    desk.rejected(desk.exits[0]?.clientOrderId ?? '');
    expect(desk.exits).toHaveLength(1);
    desk.cycle(START + MINUTE_MS);
    desk.cycle(START + 2 * MINUTE_MS);
    expect(desk.exits.slice(1)).toMatchObject([{ positionId: position, volume: 1, exitReason: 'account_stop' }]);
    expect(desk.exits[1]?.clientOrderId).not.toBe(desk.exits[0]?.clientOrderId);
  });

  test('is not asked for again while the fate of the exit is not known', () => {
    const { desk } = busy(closing);
    breach(desk);
    const clientOrderId = desk.exits[0]?.clientOrderId as never;
    desk.bench.publish({ type: 'OrderUnknown', symbol: 'EURUSD', clientOrderId, message: 'lost' });
    desk.cycle(START + MINUTE_MS);
    expect(desk.exits).toHaveLength(1);
  });
});

describe('a fill that closes a position and is itself the breach', () => {
  test('sends no exit after what is gone: the account is told before the position is', () => {
    const { desk, position, waiting } = busy({ accountStop: STOP });
    const stop = {
      clientOrderId: desk.orders[0]?.stopLoss?.clientOrderId as never,
      intent: 'stop',
      side: 'sell',
    } as const;
    desk.filled(orderOf(desk), stop);
    breach(desk);
    desk.closed(position);
    desk.cycle(START + MINUTE_MS);
    expect(desk.exits).toEqual([]);
    expect(desk.cancels).toHaveLength(waiting.length);
  });

  test('of a part of it: only the rest is exited', () => {
    const { desk, position } = busy({ accountStop: STOP });
    desk.filled(orderOf(desk), { clientOrderId: 't' as never, intent: 'target', side: 'sell', volume: 0.7 });
    breach(desk);
    desk.partlyClosed(position, { volume: 0.7, remaining: 0.3 });
    expect(desk.exits).toMatchObject([{ volume: 0.3 }]);
  });
});

test('a waiting entry that its strategy has taken back and that fills all the same is closed by a breach', () => {
  const desk = new RiskDesk({ accountStop: STOP }, WAITING);
  desk.account(10_000);
  desk.signal();
  desk.exit();
  breach(desk);
  expect(desk.cancels.map(([, reason]) => reason)).toEqual(['exit']);
  desk.fill();
  expect(desk.exits).toMatchObject([{ exitReason: 'account_stop' }]);
});
