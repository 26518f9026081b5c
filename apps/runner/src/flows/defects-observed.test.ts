import { BUY_HIGH, candlesFrom, Flow, RISE, strategyOf } from './testing/flow.js';
import { withFaults } from './testing/faulty-venue.js';

const candles = { EURUSD: candlesFrom([...RISE, 1.2, 1.2]) };
const once = { EURUSD: [strategyOf('once', { entry: { long: 'close crosses_above 1.15' } })] };

describe('what went wrong in a cycle is an event, and counts as nothing else', () => {
  test('an order whose sending throws is unknown, not executed', async () => {
    const flow = await new Flow({
      candles,
      strategies: once,
      wrapBroker: withFaults({
        submit() {
          throw new Error('socket closed');
        },
        query: () => true,
      }),
    }).run();
    expect(flow.of('OrderUnknown')).toMatchObject([{ symbol: 'EURUSD', message: 'socket closed' }]);
    expect(flow.orchestrator.getServiceMetrics()['TradeExecutionService']).toMatchObject({
      orders_placed: 1,
      orders_filled: 0,
      orders_unknown: 1,
    });
    expect(flow.orchestrator.figures).toMatchObject({ fills: 0, positionsOpened: 0, errors: 1 });
  });

  test('an order that the venue rejects is rejected, not executed', async () => {
    const rejecting = withFaults({
      submit({ clientOrderId }, inbox) {
        inbox.rejected(clientOrderId, 'not enough money');
        return true;
      },
    });
    const flow = await new Flow({ candles, strategies: once, wrapBroker: rejecting }).run();
    expect(flow.of('OrderRejected')).toMatchObject([{ symbol: 'EURUSD', message: 'not enough money' }]);
    expect(flow.orchestrator.figures).toMatchObject({ ordersPlaced: 1, fills: 0, positionsOpened: 0, errors: 1 });
  });

  test.each(['RiskGate', 'TradeExecutionService', 'StrategyEvaluationService'])(
    'an exception in %s is told with its name, its event and its message',
    async (service) => {
      const flow: Flow = new Flow({ candles, strategies: once });
      let left = 1;
      flow.orchestrator.bus.subscribe(
        'NewCandle',
        () => {
          left -= 1;
          if (left === 0) throw new Error('breaks');
        },
        { name: service },
      );
      await flow.run();
      expect(flow.of('HandlerFailed')).toMatchObject([
        { subscriber: service, eventType: 'NewCandle', symbol: 'EURUSD', message: 'breaks' },
      ]);
      expect(flow.orchestrator.getServiceMetrics()[service]).toMatchObject({ errors: 1 });
      expect(flow.orchestrator.getServiceHealth()[service]).toMatchObject({ last_error: 'breaks' });
    },
  );
});

test('orders, fills and closed positions are published with the numbers of the trade', async () => {
  const flow = await new Flow({
    candles: { EURUSD: candlesFrom([...RISE, 1.0, 1.0, 1.0]) },
    strategies: { EURUSD: [BUY_HIGH] },
  }).run();
  expect(flow.of('OrderPlaced').map(({ order }) => [order.side, order.volume])).toEqual([
    ['buy', 0.01],
    ['sell', 0.01],
  ]);
  expect(flow.of('PositionClosed')).toMatchObject([
    {
      symbol: 'EURUSD',
      direction: 'long',
      volume: 0.01,
      entryPrice: 1.2,
      exitPrice: 1,
      profit: -200,
      strategy: 'buy-high',
    },
  ]);
});

test('neither the metrics nor the history in memory grow with the run', async () => {
  const sizes = async (minutes: number) => {
    const closes = Array.from({ length: minutes }, (_, index) => (index % 8 < 4 ? 1.1 : 1.2));
    const back = strategyOf('back', { entry: { long: 'close > 1.15' }, exit: { long: 'close < 1.15' } });
    const { orchestrator, count } = bound(
      await new Flow({
        candles: { EURUSD: candlesFrom(closes) },
        strategies: { EURUSD: [back] },
        config: {
          event_bus: { event_history_limit: 200 },
          risk: { daily_loss_limit: 0, account_stop_loss: { enabled: false } },
        },
      }).run(),
    );
    expect(count('PositionClosed')).toBe(Math.floor(minutes / 8) - 1);
    return [leavesIn(orchestrator.getAllMetrics()), orchestrator.bus.history().length];
  };
  const short = await sizes(800);
  expect(short[1]).toBe(200);
  expect(await sizes(1_600)).toEqual(short);
});

/** Values anywhere inside. */
function leavesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, one) => sum + leavesIn(one), 0);
}

function bound(flow: Flow) {
  return { orchestrator: flow.orchestrator, count: flow.count.bind(flow) };
}
