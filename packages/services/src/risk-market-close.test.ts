import { minute, restricted } from './testing/restricted.js';
import { RiskDesk, THREE_LEGS, WAITING } from './testing/risk-desk.js';

const CLOSE = { symbol: 'EURUSD', reason: 'market_close', from: 10, until: 20, closes: true } as const;

describe('the close of a daily account', () => {
  test('closes what is open and takes back what waits, of that symbol, once', () => {
    const desk = new RiskDesk({ ...restricted(CLOSE), limits: { maxPositions: 20, maxPositionSize: 10 } }, THREE_LEGS);
    desk.cycle(minute(0));
    const [first, ...waiting] = desk.signal();
    const [other] = desk.signal('GBPUSD');
    const position = desk.fill(first);
    desk.fill(other);
    for (const each of [9, 10, 11, 12]) desk.cycle(minute(each));
    expect(desk.exits).toMatchObject([{ positionId: position, exitReason: 'market_close', decidedAt: minute(10) }]);
    expect(desk.cancels).toEqual(waiting.map(({ clientOrderId }) => [clientOrderId, 'market_close']));
    for (const { clientOrderId } of waiting) desk.canceled(clientOrderId);
    desk.fillExit(desk.exits[0]);
    for (const each of [13, 20, 21]) desk.cycle(minute(each));
    expect([desk.exits.length, desk.cancels.length, desk.orders.length]).toEqual([1, 2, 7]);
  });

  test('closes what opens inside it all the same, at once: there may be no other cycle', () => {
    const desk = new RiskDesk({ ...restricted(CLOSE) });
    const [order] = desk.signal();
    desk.cycle(minute(10));
    const position = desk.fill(order);
    expect(desk.exits).toMatchObject([{ positionId: position, exitReason: 'market_close', decidedAt: minute(10) }]);
    desk.cycle(minute(11));
    expect(desk.exits).toMatchObject([{ positionId: position, exitReason: 'market_close' }]);
  });

  test('tries again where the venue rejected the exit, in the next cycle of the same instant too, each under an id of its own', () => {
    const desk = new RiskDesk({ ...restricted(CLOSE) });
    desk.signal();
    desk.fill();
    desk.cycle(minute(10));
    desk.rejected(desk.exits[0]?.clientOrderId ?? '');
    desk.bench.clock.advanceTo(minute(10) + 5_000);
    // A poll between two closes: the instant is that of the last cycle.
    desk.bench.publish({ type: 'CycleStarted', cycle: 2, instant: minute(10), phase: 'live', idle: true });
    expect(desk.exits).toHaveLength(2);
    expect(desk.exits[1]?.clientOrderId).not.toBe(desk.exits[0]?.clientOrderId);
  });

  test('closes the rest of what half an exit was on its way for', () => {
    const desk = new RiskDesk({ ...restricted(CLOSE) });
    desk.signal();
    desk.fill();
    const [half] = desk.exit('EURUSD', { percent: 50 });
    desk.cycle(minute(10));
    desk.fillExit(half, 0.5);
    desk.cycle(minute(11));
    expect(desk.exits.slice(1)).toMatchObject([{ volume: 0.5, exitReason: 'market_close' }]);
  });

  test('denies entries and is told on change, and no more when it is over', () => {
    const desk = new RiskDesk({ ...restricted(CLOSE, { ...CLOSE, symbol: 'GBPUSD', from: 12 }) });
    for (const each of [0, 10, 11, 12, 19, 20, 21]) {
      desk.cycle(minute(each));
      desk.signal();
    }
    expect(desk.verdicts).toEqual([
      'entry EURUSD',
      ...Array.from({ length: 4 }, () => 'market_close'),
      'duplicate_entry',
      'duplicate_entry',
    ]);
    expect(desk.sent('TradingBlocked').map(({ reasons }) => reasons)).toEqual([
      ['market_close EURUSD'],
      ['market_close EURUSD', 'market_close GBPUSD'],
    ]);
    expect(desk.sent('TradingAuthorized')).toHaveLength(2);
  });

  test('is stronger than news: what waits does not come back', () => {
    const desk = new RiskDesk(
      { ...restricted(CLOSE, { ...CLOSE, reason: 'news', closes: false, until: 30 }) },
      WAITING,
    );
    const [order] = desk.signal();
    desk.cycle(minute(10));
    desk.canceled(order?.clientOrderId ?? '');
    desk.cycle(minute(30));
    expect(desk.cancels.map(([, reason]) => reason)).toEqual(['market_close']);
    expect(desk.orders).toHaveLength(1);
  });

  test('of a swing account closes nothing', () => {
    const desk = new RiskDesk({ ...restricted({ ...CLOSE, closes: false }) });
    desk.signal();
    desk.fill();
    desk.cycle(minute(10));
    expect([desk.exits, desk.cancels]).toEqual([[], []]);
  });
});

test('two reasons of one kind are told as one', () => {
  const desk = new RiskDesk({
    ...restricted({ symbol: 'EURUSD', from: 1, until: 5 }, { symbol: 'EURUSD', from: 2, until: 9 }),
  });
  for (const each of [0, 1, 2, 5, 9]) desk.cycle(minute(each));
  expect(desk.sent('TradingBlocked').map(({ reasons }) => reasons)).toEqual([['news EURUSD']]);
});
