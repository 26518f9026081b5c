import type { ApprovedOrder } from '@q/events';
import { RiskDesk, THREE_LEGS, WAITING } from './testing/risk-desk.js';
import { MINUTE_MS, START } from './testing/service-bench.js';

const PROTECTED = { sl: { type: 'fixed', value: 50 } };

function entered(risk: object = PROTECTED): {
  readonly desk: RiskDesk;
  readonly order: ApprovedOrder;
  readonly stop: string;
} {
  const desk = new RiskDesk({}, risk);
  const [order] = desk.signal();
  if (order?.stopLoss === undefined) throw new Error('no stop was planned');
  return { desk, order, stop: order.stopLoss.clientOrderId };
}

describe.each(['rejected', 'canceled', 'expired'] as const)('a stop that the venue %s', (end) => {
  test('closes its position', () => {
    const { desk, order, stop } = entered();
    const position = desk.fill(order);
    desk[end](stop);
    expect(desk.exits).toMatchObject([{ positionId: position, volume: 1, exitReason: 'unprotected' }]);
  });

  test('before the entry is filled closes the position as it opens', () => {
    const { desk, order, stop } = entered();
    desk[end](stop);
    expect(desk.exits).toEqual([]);
    const position = desk.fill(order);
    expect(desk.exits).toMatchObject([{ positionId: position, exitReason: 'unprotected' }]);
  });

  test('closes it once, also where the venue says so twice', () => {
    const { desk, order, stop } = entered();
    desk.fill(order);
    desk[end](stop);
    desk[end](stop);
    desk.fillExit(desk.exits[0]);
    desk[end](stop);
    desk.cycle(START + MINUTE_MS);
    expect(desk.exits).toHaveLength(1);
  });

  test('of one leg leaves the other legs alone', () => {
    const desk = new RiskDesk({}, THREE_LEGS);
    const [one, two] = desk.signal();
    const [first] = [one, two].map((order) => desk.fill(order));
    desk[end](one?.stopLoss?.clientOrderId ?? '');
    expect(desk.exits).toMatchObject([{ positionId: first }]);
    expect(desk.cancels).toEqual([]);
  });

  test('closes what is left where a part of it was on its way out', () => {
    const { desk, order, stop } = entered();
    desk.fill(order);
    const [half] = desk.exit('EURUSD', { percent: 50 });
    desk[end](stop);
    desk.fillExit(half, 0.5);
    expect(desk.exits.slice(1)).toMatchObject([{ volume: 0.5, exitReason: 'unprotected' }]);
  });
});

test('the exit of an unprotected position that the venue rejects is tried again in the next cycle', () => {
  const { desk, order, stop } = entered();
  desk.fill(order);
  desk.rejected(stop);
  desk.rejected(desk.exits[0]?.clientOrderId ?? '');
  desk.cycle(START + MINUTE_MS);
  expect(desk.exits).toMatchObject([{ exitReason: 'unprotected' }, { exitReason: 'unprotected' }]);
});

test('a stop that ends together with its entry, before or after it, closes nothing', () => {
  for (const isStopFirst of [true, false]) {
    const { desk, order, stop } = entered(WAITING);
    for (const id of isStopFirst ? [stop, order.clientOrderId] : [order.clientOrderId, stop]) desk.canceled(id);
    desk.signal();
    desk.fill();
    expect(desk.exits).toEqual([]);
  }
});

test('a stop that the venue takes away with the last target closes nothing, though it is told before the position is', () => {
  const { desk, order, stop } = entered();
  const position = desk.fill(order);
  desk.filled(order, { clientOrderId: 't' as never, intent: 'target', side: 'sell' });
  desk.canceled(stop);
  desk.closed(position);
  expect(desk.exits).toEqual([]);
});

test('a stop that the venue takes away because the position is gone, or is leaving, closes nothing', () => {
  const left = entered();
  left.desk.closed(left.desk.fill(left.order));
  left.desk.canceled(left.stop);
  expect(left.desk.exits).toEqual([]);

  const leaving = entered();
  leaving.desk.fill(leaving.order);
  leaving.desk.exit();
  leaving.desk.canceled(leaving.stop);
  expect(leaving.desk.exits).toMatchObject([{ exitReason: 'exit_signal' }]);
});

test('a target that ends closes nothing, and an entry planned without a stop has none to lose', () => {
  const desk = new RiskDesk({}, { ...PROTECTED, tp: { type: 'fixed', value: 50 } });
  const [order] = desk.signal();
  desk.fill(order);
  desk.canceled(order?.takeProfits?.[0]?.clientOrderId ?? '');
  expect(desk.exits).toEqual([]);
});

test('an entry that is taken back for good is forgotten with its stop', () => {
  const { desk, order, stop } = entered(WAITING);
  desk.exit();
  desk.canceled(order.clientOrderId);
  desk.rejected(stop);
  const [again] = desk.signal();
  desk.fill(again);
  expect(desk.exits).toEqual([]);
  expect(again?.stopLoss?.clientOrderId).not.toBe(stop);
});
