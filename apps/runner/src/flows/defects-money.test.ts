import type { ApprovedOrder } from '@q/events';
import { withFaults } from './testing/faulty-venue.js';
import { candlesFrom, Flow, strategyOf } from './testing/flow.js';

interface Case {
  readonly symbol: string;
  readonly price: number;
  readonly risk: object;
}

/** No costs: what is left is the arithmetic. */
const config = {
  broker: { spread_pips: 0, slippage_pips: 0, commission_per_lot: 0 },
  risk: { max_position_size: 10 },
};

/** A strategy that enters wherever the price is. */
async function run({ symbol, price, risk }: Case): Promise<Flow> {
  const one = strategyOf('one', { entry: { long: 'close > 0' }, risk });
  const closes = Array.from({ length: 4 }, () => price);
  const flow = await new Flow({
    candles: { [symbol]: candlesFrom(closes) },
    strategies: { [symbol]: [one] },
    config,
  }).run();
  expect(flow.count('HandlerFailed')).toBe(0);
  return flow;
}

const ordersOf = async (one: Case): Promise<readonly ApprovedOrder[]> =>
  (await run(one)).of('OrderApproved').map(({ order }) => order);

const fixed = (value: number): object => ({ position_sizing: { type: 'fixed', value } });
const lossAt = (orders: readonly ApprovedOrder[], price: number, contract: number): number =>
  orders.reduce(
    (sum, { limitPrice = price, volume, stopLoss }) =>
      sum + (limitPrice - (stopLoss?.price ?? NaN)) * volume * contract,
    0,
  );

describe('a monetary stop loses its amount with the contract of its symbol', () => {
  test.each([
    ['GBPUSD', 1.25, 0.5, 1_000, 1.23],
    ['XAUUSD', 2_650, 0.1, 500, 2_600],
    ['EURUSD', 1.1, 0.2, 100, 1.095],
    ['BTCUSD', 102_000, 0.1, 1_500, 87_000],
  ])('where the amount is lost: %s at %f, %f lots lose %f at %f', async (symbol, price, lots, amount, stop) => {
    const risk = { ...fixed(lots), sl: { type: 'monetary', value: amount } };
    const [order] = await ordersOf({ symbol, price, risk });
    expect(order).toMatchObject({ volume: lots, stopLoss: { price: stop } });
  });
});

test('a size in percent of the equity is worth that much with the contract of its symbol', async () => {
  const risk = { position_sizing: { type: 'percentage', value: 50 } };
  // 5,000 USD are 2 ounces of gold at 2,500: 0.02 lots of 100 ounces.
  expect(await ordersOf({ symbol: 'XAUUSD', price: 2_500, risk })).toMatchObject([{ volume: 0.02 }]);
});

test('a symbol whose contract nobody knows is not traded: it is refused before anything runs', () => {
  expect(() => new Flow({ candles: { GBPNOK: candlesFrom([1, 1]) } })).toThrow('GBPNOK');
});

describe('a small size in several parts', () => {
  const scaled = (lots: number, amount: number): Case => ({
    symbol: 'XAUUSD',
    price: 2_650,
    risk: {
      ...fixed(lots),
      sl: { type: 'monetary', value: amount },
      scaling: { entries: 4, spacing: 0.1 },
    },
  });

  test('is denied where a part is below the smallest order: it is not blown up to it', async () => {
    const flow = await run(scaled(0.01, 1_000));
    expect(flow.count('OrderApproved')).toBe(0);
    expect(flow.of('OrderDenied')[0]).toMatchObject({ reason: 'below_min_lot', value: 0.0025, limit: 0.01 });
  });

  test.each([0.05, 0.07, 0.11])(
    'is never blown up: %f lots stay at most that, and lose no more than the amount',
    async (lots) => {
      const orders = await ordersOf(scaled(lots, 200));
      expect(orders).toHaveLength(4);
      expect(orders.reduce((sum, { volume }) => sum + volume, 0)).toBeLessThanOrEqual(lots);
      expect(lossAt(orders, 2_650, 100)).toBeLessThanOrEqual(200);
    },
  );

  test.each([500, 1_000])('the amount of the strategy decides where their stop is: %f', async (amount) => {
    const loss = lossAt(await ordersOf(scaled(1, amount)), 2_650, 100);
    // One tick on one lot is 1 USD.
    expect(loss).toBeGreaterThan(amount - 1.01);
    expect(loss).toBeLessThanOrEqual(amount);
  });
});

describe('a stop of 9.99 pips and one of 10 pips are of one scale, and so are targets', () => {
  test.each([
    [9.99, 2_649, 2_651],
    [10, 2_649, 2_651],
    [10.01, 2_649, 2_651],
    [99, 2_640.1, 2_659.9],
    [100, 2_640, 2_660],
  ])('both distances of gold: %f pips', async (value, stop, target) => {
    const risk = { ...fixed(0.1), sl: { type: 'fixed', value }, tp: { type: 'fixed', value } };
    const [order] = await ordersOf({ symbol: 'XAUUSD', price: 2_650, risk });
    expect([order?.stopLoss?.price, order?.takeProfits?.[0]?.price]).toEqual([stop, target]);
  });
});

describe('the daily loss', () => {
  /** A closed loss of 100 in euros, an open one of 100 in pounds, and a third symbol that wants to enter later. */
  const euro = candlesFrom([1.1, 1.1, 1.2, 1.2, 1.199, 1.199, 1.199, 1.199, 1.199]);
  const pound = candlesFrom([1.1, 1.1, 1.2, 1.2, 1.2, 1.2, 1.199, 1.199, 1.199]);
  const aussie = candlesFrom([1.1, 1.1, 1.1, 1.1, 1.1, 1.1, 1.1, 1.2, 1.2]);
  const lot = { position_sizing: { type: 'fixed', value: 1 } };
  const entry = { long: 'close crosses_above 1.15' };
  const strategies = {
    EURUSD: [strategyOf('leaves', { entry, exit: { long: 'close < 1.1995' }, risk: lot })],
    GBPUSD: [strategyOf('stays', { entry, risk: lot })],
    AUDUSD: [strategyOf('late', { entry, risk: lot })],
  };
  const runWith = (limit: number, commissionPerLot: number, wrapBroker = withFaults({})): Promise<Flow> =>
    new Flow({
      wrapBroker,
      candles: { EURUSD: euro, GBPUSD: pound, AUDUSD: aussie },
      strategies,
      costs: { spreadPips: 0, slippagePips: 0, commissionPerLot },
      config: { risk: { daily_loss_limit: limit, account_stop_loss: { enabled: false } } },
    }).run();

  test('counts what is closed and what is open, of all symbols, with the commissions of both', async () => {
    const flow = await runWith(210, 5);
    // Two sides of the first, one of the second.
    expect(flow.of('RiskLimitBreached')).toMatchObject([{ limitName: 'daily_loss', limit: 210 }]);
    expect(flow.of('RiskLimitBreached')[0]?.value).toBeCloseTo(100 + 100 + 3 * 5, 6);
    expect(flow.of('OrderDenied').map(({ strategy, reason }) => [strategy, reason])).toEqual([['late', 'daily_loss']]);
    expect(flow.of('PositionOpened').map(({ symbol }) => symbol)).toEqual(['EURUSD', 'GBPUSD']);
  });

  test('stays reached where the venue tells nothing of the account any more', async () => {
    // From the loss on the venue is silent.
    const known: number[] = [];
    const flow = await runWith(
      90,
      0,
      withFaults({
        account({ equity }) {
          known.push(equity);
          return Math.min(...known.slice(0, -1)) < 9_910;
        },
      }),
    );
    expect(flow.of('RiskLimitBreached')[0]?.value).toBeCloseTo(100, 6);
    expect(flow.of('AccountUpdated').at(-1)?.account.equity).toBeCloseTo(9_900, 6);
    expect(flow.of('OrderDenied').map(({ strategy, reason }) => [strategy, reason])).toEqual([['late', 'daily_loss']]);
  });

  test('is not reached without the commissions, by the very same prices', async () => {
    expect((await runWith(210, 0)).of('PositionOpened').map(({ strategy }) => strategy)).toContain('late');
  });
});

test('profit is counted with the contract: 10 dollars on 0.01 lots of gold are 10 USD', async () => {
  const one = strategyOf('one', { entry: { long: 'close == 2650' }, exit: { long: 'close > 2655' } });
  const closes = [2_640, 2_640, 2_650, 2_650, 2_660, 2_660];
  const flow = await new Flow({ candles: { XAUUSD: candlesFrom(closes) }, strategies: { XAUUSD: [one] } }).run();
  expect(flow.of('PositionOpened')).toMatchObject([{ volume: 0.01 }]);
  expect(flow.of('PositionClosed')).toMatchObject([{ volume: 0.01, profit: 10, netProfit: 10 }]);
});
