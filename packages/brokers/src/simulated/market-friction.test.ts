import { seededRandom } from '../synthetic/seeded-random.js';
import { idOf } from '../testing/broker-contract.js';
import { Desk, MINUTE_MS } from '../testing/simulated-desk.js';
import type { FrictionTerms } from './market-friction.js';
import { NO_FRICTION } from './market-friction.js';

const desk = (friction: Partial<FrictionTerms>, costs = {}, mode: 'hedging' | 'netting' = 'hedging'): Desk =>
  new Desk(costs, { friction: { ...NO_FRICTION, ...friction }, positionMode: mode });
const flat = (on: Desk, price: number, volume: number): void => {
  on.volume = volume;
  on.bar(price, price, price, price);
};
const lots = ({ answers }: Desk) =>
  answers.fills.map(({ clientOrderId, volume, remaining, price }) => [clientOrderId, volume, remaining, price]);

describe('a limit of volume', () => {
  test('fills a market order candle by candle, at each open; the position has the mean price', () => {
    const market = desk({ volumeLimit: 0.1 }, { commissionPerLot: 3.5, commission: { perOrder: 1 } });
    market.buy('a', { volume: 1 });
    flat(market, 1.1, 4.09);
    flat(market, 1.11, 3);
    flat(market, 1.12, 1_000);
    expect(lots(market)).toEqual([
      [idOf('a'), 0.4, 0.6, 1.1],
      [idOf('a'), 0.3, 0.3, 1.11],
      [idOf('a'), 0.3, 0, 1.12],
    ]);
    // 1.40 + 1, then 1.05 twice; the mean is 1.109: 0.011 * 100,000 open.
    expect(market.answers.fills.map(({ commission }) => commission)).toEqual([-2.4, -1.05, -1.05]);
    expect(market.account).toMatchObject({ balance: 9_995.5, openProfit: 1_100 });
    market.exit('x', 'a', { volume: 1 });
    flat(market, 1.13, 5);
    flat(market, 1.12, 50);
    expect(lots(market).slice(3)).toEqual([
      [idOf('x'), 0.5, 0.5, 1.13],
      [idOf('x'), 0.5, 0, 1.12],
    ]);
    // 0.5 * (0.021 + 0.011) * 100,000 = 1,600; 2.75 and 1.75 of commission.
    expect(market.account).toMatchObject({ balance: 9_995.5 + 1_600 - 4.5, openProfit: 0 });
  });

  test('is one for all orders of a candle, first come first served; less than a lot step is nothing; no volume is no limit', () => {
    const market = desk({ volumeLimit: 0.5 });
    market.buy('a', { volume: 1 });
    market.sell('b', { volume: 1 });
    flat(market, 1.1, 0.01);
    expect(market.fills).toEqual([]);
    flat(market, 1.1, 3);
    flat(market, 1.1, 0);
    expect(lots(market)).toEqual([
      [idOf('a'), 1, 0, 1.1],
      [idOf('b'), 0.5, 0.5, 1.1],
      [idOf('b'), 0.5, 0, 1.1],
    ]);
  });

  test.each(['hedging', 'netting'] as const)('gives back the rest of an entry whose position is gone (%s)', (mode) => {
    const market = desk({ volumeLimit: 0.1 }, {}, mode);
    market.buy('a', { volume: 2, stopLoss: { clientOrderId: idOf('s'), price: 1.09 } });
    flat(market, 1.1, 10);
    // Nothing for the rest in this one, which hits the stop.
    market.volume = 0.01;
    market.bar(1.1, 1.1, 1.08, 1.08);
    flat(market, 1.08, 100);
    expect(lots(market)).toEqual([
      [idOf('a'), 1, 1, 1.1],
      [idOf('s'), 1, 0, 1.09],
    ]);
    expect(market.answers.orders).toContain(`canceled ${idOf('a')}`);
  });

  test('a netting entry that has only closed so far goes on to open', () => {
    const market = desk({ volumeLimit: 0.1 }, {}, 'netting');
    market.buy('a', { volume: 1 });
    flat(market, 1.1, 10);
    market.sell('b', { volume: 2 });
    flat(market, 1.11, 10);
    flat(market, 1.12, 10);
    expect(lots(market)).toEqual([
      [idOf('a'), 1, 0, 1.1],
      [idOf('b'), 1, 1, 1.11],
      [idOf('b'), 1, 0, 1.12],
    ]);
  });

  test('IOC takes a part and gives back the rest, FOK takes nothing', () => {
    const market = desk({ volumeLimit: 0.5 });
    market.buy('a', { volume: 1, timeInForce: 'FOK' });
    market.buy('b', { volume: 1, timeInForce: 'IOC' });
    flat(market, 1.1, 1);
    flat(market, 1.1, 100);
    expect(market.answers.orders.slice(2)).toEqual([
      `canceled ${idOf('a')}`,
      `filled ${idOf('b')}`,
      `canceled ${idOf('b')}`,
    ]);
    expect(lots(market)).toEqual([[idOf('b'), 0.5, 0.5, 1.1]]);
  });

  test('the rest of a stop entry is a market order, that of a limit entry waits at its limit', () => {
    const market = desk({ volumeLimit: 0.5 });
    market.buy('s', { volume: 1, stopPrice: 1.11 });
    market.sell('l', { volume: 1, limitPrice: 1.11 });
    market.volume = 3;
    market.bar(1.1, 1.12, 1.1, 1.1);
    flat(market, 1.105, 2);
    flat(market, 1.1, 100);
    market.bar(1.1, 1.11, 1.1, 1.1);
    expect(lots(market)).toEqual([
      [idOf('s'), 1, 0, 1.11],
      [idOf('l'), 0.5, 0.5, 1.11],
      [idOf('l'), 0.5, 0, 1.11],
    ]);
    const small = desk({ volumeLimit: 0.5 });
    small.buy('s', { volume: 1, stopPrice: 1.11 });
    small.volume = 1;
    small.bar(1.1, 1.12, 1.1, 1.1);
    flat(small, 1.09, 100);
    expect(lots(small)).toEqual([
      [idOf('s'), 0.5, 0.5, 1.11],
      [idOf('s'), 0.5, 0, 1.09],
    ]);
  });

  test('the rest of an entry whose first part was stopped is canceled; stops fill whole', () => {
    const market = desk({ volumeLimit: 0.5 });
    market.buy('a', { volume: 1, stopLoss: { clientOrderId: idOf('s'), price: 1.09 } });
    market.volume = 1;
    market.bar(1.1, 1.1, 1.08, 1.1);
    flat(market, 1.1, 100);
    expect(lots(market)).toEqual([
      [idOf('a'), 0.5, 0.5, 1.1],
      [idOf('s'), 0.5, 0, 1.09],
    ]);
    expect(market.answers.orders.at(-1)).toBe(`canceled ${idOf('a')}`);
  });

  test('a netting entry turns a position part by part', () => {
    const market = desk({ volumeLimit: 0.5 }, {}, 'netting');
    market.buy('a', { volume: 1 });
    flat(market, 1.1, 100);
    market.sell('b', { volume: 2 });
    flat(market, 1.1, 1);
    flat(market, 1.1, 2);
    flat(market, 1.1, 100);
    expect(lots(market).slice(1)).toEqual([
      [idOf('b'), 0.5, 1.5, 1.1],
      [idOf('b'), 0.5, 1, 1.1],
      [idOf('b'), 0.5, 0.5, 1.1],
      [idOf('b'), 0.5, 0, 1.1],
    ]);
    expect(market.answers.fills.at(-1)?.positionId).toBe(idOf('b'));
  });
});

describe('slippage', () => {
  test('by chance is an even share of the whole, the same for the same seed, and none for limits', () => {
    const random = seededRandom('slippage 5');
    const wanted = [1, 2].map((price) => Math.round((price + 0.001 * random.next()) * 1e5) / 1e5);
    const market = desk({ slippageModel: 'random', seed: 5 }, { slippagePips: 10 });
    market.buy('a', {});
    flat(market, 1, 0);
    market.buy('l', { limitPrice: 1.5 });
    flat(market, 1.5, 0);
    market.buy('b', { stopPrice: 1.9 });
    flat(market, 2, 0);
    expect(market.fills.map(([, , price]) => price)).toEqual([wanted[0], 1.5, wanted[1]]);
  });

  test('by volume is the share that the fill is of the candle, all of it at most and without volume', () => {
    const market = desk({ slippageModel: 'volume_share' }, { slippagePips: 10 });
    for (const [id, volume] of [
      ['a', 8],
      ['b', 1],
      ['c', 0],
    ] as const) {
      market.buy(id, { volume: 2 });
      flat(market, 1.1, volume);
    }
    expect(market.fills.map(([, , price]) => price)).toEqual([1.10025, 1.101, 1.101]);
  });
});

describe('latency', () => {
  test('of bars: an order misses so many candles of its symbol', () => {
    const market = desk({ latencyBars: 2 });
    market.buy('a');
    flat(market, 1.1, 0);
    market.bar(150, 150, 150, 150, 'USDJPY');
    flat(market, 1.2, 0);
    flat(market, 1.3, 0);
    expect(market.fills).toEqual([['entry', 'buy', 1.3]]);
  });

  test('of time: it counts from the first candle that opens so long after its decision, and may end before', () => {
    const market = desk({ latencyMs: MINUTE_MS + 1 });
    market.buy('a', { decidedAt: MINUTE_MS });
    market.buy('b', { decidedAt: MINUTE_MS, expiresAt: 2 * MINUTE_MS });
    market.goTo(1);
    flat(market, 1.1, 0);
    flat(market, 1.2, 0);
    flat(market, 1.3, 0);
    expect(market.answers.fills).toMatchObject([{ clientOrderId: idOf('a'), price: 1.3, filledAt: 3 * MINUTE_MS }]);
    expect(market.answers.orders[2]).toBe(`expired ${idOf('b')}`);
  });
});

test('rejections by chance come as often as asked, the same for the same seed, and such an order is not there', () => {
  const answers = [1, 1, 2].map((seed) => {
    const market = desk({ rejectPercent: 20, seed });
    for (let order = 0; order < 500; order += 1) market.buy(`o${order}`);
    return market.answers.orders;
  });
  const [first, again, other] = answers;
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
  const rejected = first?.filter((one) => one.startsWith('rejected')).length ?? 0;
  expect(rejected).toBeGreaterThan(70);
  expect(rejected).toBeLessThan(130);
});
