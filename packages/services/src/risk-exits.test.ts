import type { ApprovedOrder } from '@q/events';
import { instrumentSpecs } from '@q/trading';
import { RiskDesk, STOP, THREE_LEGS, WAITING } from './testing/risk-desk.js';
import { START } from './testing/service-bench.js';

const about = ({ positionId, volume, side, exitReason }: ApprovedOrder) => [positionId, volume, side, exitReason];

describe('an exit signal', () => {
  test('exits every open position of the strategy, symbol and direction, and no other', () => {
    const desk = new RiskDesk({ limits: { maxPositions: 100, maxPositionSize: 10 } }, THREE_LEGS);
    const meant = desk.signal().map((order) => desk.fill(order));
    for (const other of [
      desk.signal('EURUSD', { direction: 'short' }),
      desk.signal('EURUSD', { strategy: 'other' }),
      desk.signal('GBPUSD'),
    ])
      other.forEach((order) => desk.fill(order));
    expect(desk.exit().map(about)).toEqual(meant.map((id) => [id, 1, 'sell', 'exit_signal']));
    expect(desk.cancels).toEqual([]);
  });

  test('takes back what waits of that strategy, symbol and direction, and no other', () => {
    const desk = new RiskDesk({ limits: { maxPositions: 100, maxPositionSize: 10 } }, WAITING);
    const [meant] = desk.signal('EURUSD', { direction: 'short' });
    desk.signal('EURUSD');
    desk.signal('EURUSD', { strategy: 'other', direction: 'short' });
    desk.signal('GBPUSD', { direction: 'short' });
    expect(desk.exit('EURUSD', { direction: 'short' })).toEqual([]);
    expect(desk.cancels).toEqual([[meant?.clientOrderId, 'exit']]);
  });

  test('exits the legs that are open and takes back those that wait', () => {
    const desk = new RiskDesk({}, THREE_LEGS);
    const [first, ...waiting] = desk.signal();
    const position = desk.fill(first);
    expect(desk.exit().map(about)).toEqual([[position, 1, 'sell', 'exit_signal']]);
    expect(desk.cancels).toEqual(waiting.map(({ clientOrderId }) => [clientOrderId, 'exit']));
  });

  test('in part takes nothing back: the strategy stays', () => {
    const desk = new RiskDesk({}, THREE_LEGS);
    desk.fill(desk.signal()[0]);
    expect(desk.exit('EURUSD', { percent: 50 })).toMatchObject([{ volume: 0.5 }]);
    expect(desk.cancels).toEqual([]);
  });

  test('of 100 percent is one of all: what waits is taken back too', () => {
    const desk = new RiskDesk({}, THREE_LEGS);
    desk.fill(desk.signal()[0]);
    expect(desk.exit('EURUSD', { percent: 100 })).toMatchObject([{ volume: 1 }]);
    expect(desk.cancels.map(([, reason]) => reason)).toEqual(['exit', 'exit']);
  });

  test('has orders with ids of their own for each position, and the same for the same signal', () => {
    const [first, again] = [0, 1].map(() => {
      const desk = new RiskDesk({}, THREE_LEGS);
      desk.signal().forEach((order) => desk.fill(order));
      return desk.exit().map(({ clientOrderId }) => clientOrderId);
    });
    expect(new Set(first).size).toBe(3);
    expect(again).toEqual(first);
  });

  test('passes whatever stands against an entry', () => {
    const desk = new RiskDesk(
      {
        limits: { maxPositions: 1, maxPositionSize: 1, maxSpreadPips: 1, maxOrdersPerMinute: 1, cooldownMs: 1e9 },
        spreadOf: () => 0.0001,
        dailyLossLimit: 1,
        maxDrawdownPercent: 1,
        accountStop: { ...STOP, closePositions: false },
        restrictionsAt: () => ({
          blocked: true,
          reasons: [{ reason: 'market_close', message: 'closed' }],
          closePositions: false,
        }),
      },
      {},
    );
    desk.account(10_000);
    const position = desk.fill(desk.signal()[0]);
    const [id] = desk.signal('EURUSD', { strategy: 'other' });
    expect(id).toBeUndefined();
    desk.account(100);
    desk.cycle(START + 1);
    desk.automation(false);
    desk.bench.publish({ type: 'FeedStale', symbol: 'EURUSD', timeframe: '1', lastCloseTime: 0, ageMs: 1 });
    const failed = { service: 'S', symbol: 'EURUSD', reason: '', reaction: 'degrade', blocksEntries: true } as const;
    desk.bench.publish({ type: 'ServiceFailed', ...failed });
    expect(desk.exit().map(about)).toEqual([[position, 1, 'sell', 'exit_signal']]);
  });

  test('passes while the system is stopping', async () => {
    const desk = new RiskDesk();
    desk.signal();
    desk.fill();
    await desk.bench.stop();
    expect(desk.exit()).toHaveLength(1);
  });
});

describe('a partial exit', () => {
  const held = (volume: number, minLot = 0.01, lotStep = 0.01): RiskDesk => {
    const instruments = { EURUSD: { ...must(instrumentSpecs['EURUSD']), minLot, lotStep } };
    const desk = new RiskDesk({ instruments }, { position_sizing: { type: 'fixed', value: volume } });
    desk.signal();
    desk.fill();
    return desk;
  };

  test.each([
    [0.05, 50, 0.02],
    [0.03, 33, 0.03],
    [0.03, 34, 0.01],
    [0.01, 50, 0.01],
    // A third of 0.3 is 0.1, though not in binary.
    [0.3, 100 / 3, 0.1],
    [1, 99.5, 0.99],
    [1, 0.5, 1],
    [1, 100, 1],
    // A strategy in code may say anything: never more than there is.
    [1, 150, 1],
  ])('of %f lots by %f percent closes %f', (volume, percent, closes) => {
    expect(held(volume).exit('EURUSD', { percent })).toMatchObject([{ volume: closes }]);
  });

  test('takes the lot step and the smallest lot of the instrument', () => {
    expect(held(1, 0.1, 0.1).exit('EURUSD', { percent: 55 })).toMatchObject([{ volume: 0.5 }]);
    expect(held(1, 0.3, 0.1).exit('EURUSD', { percent: 25 })).toMatchObject([{ volume: 1 }]);
  });

  test('leaves no rest behind that is too small to be closed', () => {
    expect(held(1, 0.3, 0.1).exit('EURUSD', { percent: 80 })).toMatchObject([{ volume: 1 }]);
    expect(held(1, 0.3, 0.1).exit('EURUSD', { percent: 75 })).toMatchObject([{ volume: 0.7 }]);
  });

  test('is followed by a second one only when it is filled, and that one is of what is left', () => {
    const desk = held(1);
    const [first] = desk.exit('EURUSD', { percent: 50 });
    expect(desk.exit('EURUSD', { percent: 50 })).toEqual([]);
    desk.partlyClosed(first?.positionId ?? '', { volume: 0.2, remaining: 0.8 });
    expect(desk.exit('EURUSD', { percent: 50 })).toEqual([]);
    desk.fillExit(first, 0.3);
    const [second] = desk.exit('EURUSD', { percent: 50 });
    expect(second).toMatchObject({ volume: 0.15 });
    expect(second?.clientOrderId).not.toBe(first?.clientOrderId);
  });

  test('may be tried again where it was rejected, canceled or expired', () => {
    const desk = held(1);
    for (const end of ['rejected', 'canceled', 'expired'] as const) {
      const [order] = desk.exit('EURUSD', { percent: 50 });
      desk[end](order?.clientOrderId ?? '');
    }
    expect(desk.exits).toHaveLength(3);
    expect(new Set(desk.exits.map(({ clientOrderId }) => clientOrderId)).size).toBe(3);
  });

  test('that is filled in parts is under way until the last of them', () => {
    const desk = held(1);
    const [order] = desk.exit('EURUSD', { percent: 50 });
    desk.partlyClosed(order?.positionId ?? '', { volume: 0.3, remaining: 0.7, reason: 'exit_signal' });
    expect(desk.exit()).toEqual([]);
    desk.fillExit(order, 0.5);
    expect(desk.exit()).toMatchObject([{ volume: 0.5 }]);
  });
});

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('it is not there');
  return value;
}
