import type { ApprovedOrder } from '@q/events';
import { fillOf, RecordingBroker } from './testing/recording-broker.js';
import { idOf, orderOf } from './testing/orders.js';
import { ServiceBench } from './testing/service-bench.js';
import type { TradeExecutionOptions } from './trade-execution.js';
import { tradeExecutionService } from './trade-execution.js';

class Desk {
  readonly broker = new RecordingBroker();
  readonly bench: ServiceBench;

  constructor(options: Partial<TradeExecutionOptions> = {}) {
    this.bench = new ServiceBench((clock) =>
      tradeExecutionService({
        broker: this.broker,
        clock,
        executionMode: 'immediate',
        batchSize: 1,
        answerTimeoutMs: 10_000,
        ...options,
      }),
    );
    this.bench.forget();
  }

  approve(order: ApprovedOrder): void {
    this.bench.publish({ type: 'OrderApproved', symbol: order.symbol, order });
  }

  pass(ms: number): void {
    this.bench.clock.advanceTo(this.bench.clock.now() + ms);
  }

  get sentIds(): readonly string[] {
    return this.broker.submitted.map(({ clientOrderId }) => clientOrderId);
  }
}

test('tells of the account as soon as it is connected', () => {
  const bench = new ServiceBench((clock) =>
    tradeExecutionService({
      broker: new RecordingBroker(),
      clock,
      executionMode: 'immediate',
      batchSize: 1,
      answerTimeoutMs: 1,
    }),
  );
  expect(bench.sent('AccountUpdated')).toMatchObject([{ account: { equity: 10_000 } }]);
});

test('sends an approved order once, says so before the venue can answer, and keeps every answer in the chain of the order', () => {
  const desk = new Desk();
  const order = orderOf('a');
  desk.broker.onSubmit = ({ clientOrderId }, inbox) => inbox.accepted(clientOrderId, 'v1');
  desk.approve(order);
  desk.pass(60_000);
  desk.bench.publish({ type: 'CycleStarted', cycle: 9, instant: 0, phase: 'live', idle: false });
  desk.broker.says.filled(fillOf(order));
  expect(desk.bench.types).toEqual(['OrderPlaced', 'OrderAccepted', 'OrderFilled']);
  const [placed, accepted, filled] = desk.bench.envelopes;
  expect([accepted?.causationId, filled?.causationId]).toEqual([placed?.id, placed?.id]);
  expect(new Set(desk.bench.envelopes.map(({ correlationId }) => correlationId)).size).toBe(1);
  expect(desk.broker.submitted).toEqual([order]);
});

test('the account after a fill belongs to the chain of the order that was filled', () => {
  const desk = new Desk();
  const order = orderOf('a');
  desk.approve(order);
  desk.broker.says.filled(fillOf(order));
  desk.broker.says.account({ currency: 'USD', balance: 1, equity: 1, openProfit: 0, cause: 'fill', at: 0 });
  const [placed] = desk.bench.envelopes;
  expect(desk.bench.envelopes.find(({ event }) => event.type === 'AccountUpdated')?.causationId).toBe(placed?.id);
});

test.each([
  ['OrderRejected', (desk: Desk) => desk.broker.says.rejected(idOf('a'), 'no money')],
  ['OrderCanceled', (desk: Desk) => desk.broker.says.canceled(idOf('a'), 'gone')],
  ['OrderExpired', (desk: Desk) => desk.broker.says.expired(idOf('a'))],
] as const)('%s ends the order: nothing is looked up later', (type, say) => {
  const desk = new Desk();
  desk.approve(orderOf('a'));
  say(desk);
  desk.pass(600_000);
  expect(desk.bench.types).toEqual(['OrderPlaced', type]);
  expect(desk.broker.queried).toEqual([]);
  expect(desk.bench.clock.nextDue).toBeUndefined();
});

test('a part of an order is told as a part, the rest as the whole', () => {
  const desk = new Desk();
  const order = orderOf('a');
  desk.approve(order);
  desk.broker.says.filled(fillOf(order, { volume: 0.4, remaining: 0.6 }));
  desk.broker.says.filled(fillOf(order, { volume: 0.6, remaining: 0 }));
  expect(desk.bench.types).toEqual(['OrderPlaced', 'OrderPartiallyFilled', 'OrderFilled']);
});

describe('an order that is not answered', () => {
  test('is unknown after the time-out, is looked up, and never sent again', () => {
    const desk = new Desk({ answerTimeoutMs: 2_000 });
    desk.approve(orderOf('a'));
    desk.pass(1_999);
    expect(desk.bench.types).toEqual(['OrderPlaced']);
    desk.pass(1);
    expect(desk.bench.types).toEqual(['OrderPlaced', 'OrderUnknown']);
    expect(desk.broker.queried).toEqual([idOf('a')]);
    desk.pass(60_000);
    expect(desk.broker.queried.length).toBeGreaterThan(5);
    expect(desk.sentIds).toEqual([idOf('a')]);
    desk.broker.says.accepted(idOf('a'), 'v1');
    const asked = desk.broker.queried.length;
    desk.pass(60_000);
    expect(desk.broker.queried).toHaveLength(asked);
    expect(desk.bench.types.at(-1)).toBe('OrderAccepted');
  });

  test('is told of as unknown once, however often it is looked up', () => {
    const desk = new Desk();
    desk.approve(orderOf('a'));
    desk.pass(120_000);
    expect(desk.bench.sent('OrderUnknown')).toHaveLength(1);
  });

  test('an answer within the time-out asks nothing', () => {
    const desk = new Desk();
    desk.broker.onSubmit = ({ clientOrderId }, inbox) => inbox.accepted(clientOrderId, 'v1');
    desk.approve(orderOf('a'));
    desk.pass(600_000);
    expect(desk.broker.queried).toEqual([]);
  });

  test('a submission that throws may have arrived: it is unknown, not rejected', () => {
    const desk = new Desk();
    desk.broker.onSubmit = () => {
      throw new Error('socket closed');
    };
    desk.approve(orderOf('a'));
    expect(desk.bench.sent('OrderUnknown')).toMatchObject([{ symbol: 'EURUSD', message: 'socket closed' }]);
    expect(desk.broker.queried).toEqual([idOf('a')]);
    expect(desk.bench.errors).toEqual([]);
  });

  test('one that the venue does not know is rejected', () => {
    const desk = new Desk();
    desk.broker.onQuery = (id, inbox) => inbox.rejected(id, 'no such order');
    desk.approve(orderOf('a'));
    desk.pass(10_000);
    expect(desk.bench.types).toEqual(['OrderPlaced', 'OrderUnknown', 'OrderRejected']);
    desk.pass(600_000);
    expect(desk.broker.queried).toHaveLength(1);
  });

  test('after a stop nothing waits on the clock any more', async () => {
    const desk = new Desk();
    desk.approve(orderOf('a'));
    await desk.bench.stop();
    expect(desk.bench.clock.nextDue).toBeUndefined();
  });
});

test('the same order is never sent twice, not even when it is approved twice', () => {
  const desk = new Desk();
  desk.approve(orderOf('a'));
  desk.approve(orderOf('a'));
  expect(desk.sentIds).toEqual([idOf('a')]);
  expect(desk.bench.errors[0]).toContain('was sent before');
});

describe('batch mode', () => {
  test('collects entries and sends them together when there are enough', () => {
    const desk = new Desk({ executionMode: 'batch', batchSize: 2 });
    desk.approve(orderOf('a'));
    expect(desk.sentIds).toEqual([]);
    desk.approve(orderOf('b'));
    expect(desk.sentIds).toEqual([idOf('a'), idOf('b')]);
  });

  test('sends what there is at the end of the cycle', () => {
    const desk = new Desk({ executionMode: 'batch', batchSize: 5 });
    desk.approve(orderOf('a'));
    desk.bench.clock.runDue();
    expect(desk.sentIds).toEqual([idOf('a')]);
    desk.bench.clock.runDue();
    expect(desk.sentIds).toEqual([idOf('a')]);
  });

  test('exits go at once', () => {
    const desk = new Desk({ executionMode: 'batch', batchSize: 5 });
    desk.approve(orderOf('x', { intent: 'exit', side: 'sell', positionId: idOf('p') }));
    expect(desk.sentIds).toEqual([idOf('x')]);
  });

  test('a stop sends what was approved and waits', async () => {
    const desk = new Desk({ executionMode: 'batch', batchSize: 5 });
    desk.approve(orderOf('a'));
    await desk.bench.stop();
    expect(desk.sentIds).toEqual([idOf('a')]);
  });

  test('immediate mode sends at once whatever the batch size', () => {
    const desk = new Desk({ executionMode: 'immediate', batchSize: 5 });
    desk.approve(orderOf('a'));
    expect(desk.sentIds).toEqual([idOf('a')]);
  });
});

test('the stop of a position fills in the chain of its entry, days later', () => {
  const desk = new Desk();
  const order = orderOf('a', { stopLoss: { clientOrderId: idOf('s'), price: 1 } });
  desk.approve(order);
  desk.broker.says.filled(fillOf(order));
  desk.pass(86_400_000);
  desk.broker.says.filled(fillOf(order, { clientOrderId: idOf('s'), intent: 'stop', side: 'sell' }));
  const [placed] = desk.bench.envelopes;
  expect(desk.bench.envelopes.at(-1)?.causationId).toBe(placed?.id);
});

test('what is left of an entry whose position was closed stays in its chain', () => {
  const desk = new Desk();
  const order = orderOf('a', { volume: 1 });
  desk.approve(order);
  desk.broker.says.filled(fillOf(order, { volume: 0.5, remaining: 0.5 }));
  desk.broker.says.filled(fillOf(order, { clientOrderId: idOf('s'), intent: 'stop', side: 'sell', volume: 0.5 }));
  const closed = { positionId: order.clientOrderId, symbol: 'EURUSD', strategy: 'test', direction: 'long' } as const;
  const money = { volume: 0.5, entryPrice: 1, exitPrice: 1, profit: 0, commission: 0, netProfit: 0 };
  desk.bench.publish({
    type: 'PositionClosed',
    ...closed,
    ...money,
    reason: 'stop_loss',
    openedAt: 0,
    closedAt: 1,
  });
  desk.broker.says.filled(fillOf(order, { volume: 0.5 }));
  const [placed] = desk.bench.envelopes;
  expect(desk.bench.envelopes.at(-1)).toMatchObject({
    causationId: placed?.id,
    event: { type: 'OrderFilled', symbol: 'EURUSD' },
  });
});

describe('an order that is taken back', () => {
  test('is canceled at the venue, and what the venue says of it stays in its chain', () => {
    const desk = new Desk();
    const order = orderOf('a', { limitPrice: 1.05 });
    desk.approve(order);
    desk.broker.says.accepted(order.clientOrderId, 'v1');
    desk.bench.publish({
      type: 'CancelRequested',
      symbol: 'EURUSD',
      clientOrderId: order.clientOrderId,
      reason: 'exit',
    });
    expect(desk.broker.canceled).toEqual([order.clientOrderId]);
    expect(desk.bench.sent('OrderCanceled')).toEqual([]);
    desk.broker.says.canceled(order.clientOrderId, 'canceled on request');
    const [placed] = desk.bench.envelopes;
    expect(desk.bench.envelopes.find(({ event }) => event.type === 'OrderCanceled')?.causationId).toBe(placed?.id);
  });

  test('before its batch was sent never leaves', () => {
    const desk = new Desk({ executionMode: 'batch', batchSize: 3 });
    desk.approve(orderOf('a'));
    desk.approve(orderOf('b'));
    desk.bench.publish({ type: 'CancelRequested', symbol: 'EURUSD', clientOrderId: idOf('a'), reason: 'risk_limit' });
    desk.pass(1);
    expect(desk.sentIds).toEqual([idOf('b')]);
    expect(desk.broker.canceled).toEqual([]);
    expect(desk.bench.sent('OrderCanceled')).toMatchObject([{ clientOrderId: idOf('a') }]);
  });
});

describe('a stop that is moved', () => {
  const move = {
    positionId: idOf('a'),
    symbol: 'EURUSD',
    strategy: 'test',
    direction: 'long',
    from: 1,
    to: 1.1,
  } as const;

  test('is moved at the venue; a move that the venue refused is not sent back to it', () => {
    const desk = new Desk();
    desk.bench.publish({ type: 'StopLossMoved', ...move, clientOrderId: idOf('s'), reason: 'trailing' });
    desk.bench.publish({ type: 'StopLossMoved', ...move, clientOrderId: idOf('s'), to: 1, reason: 'refused' });
    expect(desk.broker.moved).toEqual([[idOf('s'), 1.1]]);
  });

  test('and refused is told in the chain of the entry that it belongs to, which goes on', () => {
    const desk = new Desk();
    const order = orderOf('a', { stopLoss: { clientOrderId: idOf('s'), price: 1 } });
    desk.approve(order);
    desk.broker.says.filled(fillOf(order));
    desk.broker.says.stopNotMoved(idOf('s'), 'too close to the market');
    const refused = desk.bench.envelopes.find(({ event }) => event.type === 'StopMoveRefused');
    expect(refused?.event).toMatchObject({ symbol: 'EURUSD', message: 'too close to the market' });
    expect(refused?.causationId).toBe(desk.bench.envelopes[0]?.id);
    desk.broker.says.filled(fillOf(order, { clientOrderId: idOf('s'), intent: 'stop', side: 'sell' }));
    expect(desk.bench.sent('OrderFilled')).toHaveLength(2);
  });
});

test('a rejected stop leaves its entry known: later fills of it stay in the chain', () => {
  const desk = new Desk();
  const order = orderOf('a', { stopLoss: { clientOrderId: idOf('s'), price: 1 } });
  desk.approve(order);
  desk.broker.says.rejected(idOf('s'), 'no stops today');
  desk.broker.says.filled(fillOf(order));
  const [placed, rejected, filled] = desk.bench.envelopes;
  expect([rejected?.event.type, filled?.event.type]).toEqual(['OrderRejected', 'OrderFilled']);
  expect([rejected?.causationId, filled?.causationId]).toEqual([placed?.id, placed?.id]);
});
