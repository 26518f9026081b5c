import type { ApprovedOrder, Fill } from '@q/events';
import { idOf, orderOf } from '../testing/broker-contract.js';
import { Desk, MINUTE_MS } from '../testing/simulated-desk.js';
import { NO_FRICTION } from './market-friction.js';
import type { SimulatedBrokerOptions } from './simulated-broker.js';
import type { TradingCosts } from './trading-costs.js';

const atNewest = (costs: Partial<TradingCosts> = {}, options: Partial<SimulatedBrokerOptions> = {}): Desk =>
  Desk.ofTicks(costs, { marketFill: 'newest_price', ...options });
const friction = (terms: Partial<typeof NO_FRICTION>) => ({ friction: { ...NO_FRICTION, ...terms } });
const flat = (desk: Desk, price: number): void => desk.bar(price, price, price, price);
const stop = (price: number) => ({ stopLoss: { clientOrderId: idOf('s'), price } });
const told = (desk: Desk): readonly string[] => desk.answers.all.map((one) => one.replace(/ 0+/, ' '));
const fillsOf = ({ answers }: Desk) =>
  answers.fills.map(({ intent, side, price, volume, filledAt }) => [intent, side, price, volume, filledAt / MINUTE_MS]);

describe('a market order', () => {
  test('is filled when it arrives, after it was accepted: at the close of its side with slippage, at the instant of the clock', () => {
    const desk = atNewest({ slippagePips: 0.5 });
    desk.quote([1.1, 1.2, 1.0, 1.15], [1.1002, 1.2002, 1.0002, 1.1502]);
    desk.buy('a');
    desk.sell('b');
    expect(told(desk)).toEqual(['account', 'accepted a', 'filled a', 'account', 'accepted b', 'filled b', 'account']);
    expect(fillsOf(desk)).toEqual([
      ['entry', 'buy', 1.15025, 1, 1],
      ['entry', 'sell', 1.14995, 1, 1],
    ]);
    desk.quote([1.2, 1.2, 1.2, 1.2], [1.2, 1.2, 1.2, 1.2]);
    expect(desk.fills).toHaveLength(2);
  });

  test('takes the last tick, and half the configured spread around a price that has no sides', () => {
    const desk = atNewest({ spreadPips: 2 });
    desk.ticks([
      [0, 1.1, 1.1002],
      [50, 1.2, 1.2005],
    ]);
    desk.buy('a');
    desk.ticks([
      [0, 1.1],
      [1, 1.3],
    ]);
    desk.buy('b');
    flat(desk, 1.4);
    desk.sell('c');
    expect(desk.fills.map(([, , price]) => price)).toEqual([1.2005, 1.3001, 1.3999]);
  });

  test('closes a position, and one in the other direction is opened in the same instant', () => {
    const desk = atNewest({ spreadPips: 2 });
    flat(desk, 1.1);
    desk.buy('a');
    flat(desk, 1.11);
    desk.exit('x', 'a');
    desk.sell('b');
    expect(fillsOf(desk).slice(1)).toEqual([
      ['exit', 'sell', 1.1099, 1, 2],
      ['entry', 'sell', 1.1099, 1, 2],
    ]);
    // 98 pips; the half lot of spread of b is still open.
    expect(desk.account).toMatchObject({ balance: 10_980, openProfit: -20, at: 2 * MINUTE_MS });
    desk.exit('y', 'a');
    expect(told(desk).at(-1)).toBe('canceled y');
  });

  test.each(['IOC', 'FOK', 'GTC', 'DAY'] as const)('with %s is filled at once too', (timeInForce) => {
    const desk = atNewest();
    flat(desk, 1.1);
    desk.buy('a', { timeInForce, decidedAt: MINUTE_MS });
    expect(fillsOf(desk)).toEqual([['entry', 'buy', 1.1, 1, 1]]);
  });

  test('is filled at the time that the clock has reached since', () => {
    const desk = atNewest();
    flat(desk, 1.1);
    desk.clock.advanceTo(90_000);
    desk.buy('a');
    expect(desk.answers.fills[0]?.filledAt).toBe(90_000);
  });

  test('finds the depth of the market', () => {
    const desk = atNewest({ slippagePips: 0.1, depth: { lots: 0.4, ticksBeyond: 3, levels: 2 } });
    flat(desk, 1.1);
    desk.buy('a');
    expect(fillsOf(desk)).toEqual([
      ['entry', 'buy', 1.10001, 0.4, 1],
      ['entry', 'buy', 1.10004, 0.4, 1],
      ['entry', 'buy', 1.10007, 0.2, 1],
    ]);
    desk.exit('x', 'a');
    expect(desk.fills).toHaveLength(6);
  });

  test('slips by a share of the newest candle’s volume, by all of it where there was none', () => {
    const desk = atNewest({ slippagePips: 10 }, friction({ slippageModel: 'volume_share' }));
    for (const [volume, id] of [
      [4, 'a'],
      [0, 'b'],
    ] as const) {
      desk.volume = volume;
      flat(desk, 1.1);
      desk.volume = 1_000;
      desk.buy(id);
    }
    // A candle that fills something is the newest one, too.
    desk.buy('c', { limitPrice: 1.1 });
    desk.volume = 2;
    flat(desk, 1.1);
    desk.buy('d');
    expect(desk.fills.map(([, , price]) => price)).toEqual([1.10025, 1.101, 1.1, 1.1005]);
  });
});

describe('a market order waits like any other', () => {
  const waits = (desk: Desk, parts: Partial<ApprovedOrder> = {}): void => {
    desk.buy('a', { decidedAt: desk.clock.now(), ...parts });
    expect(told(desk).at(-1)).toBe('accepted a');
  };

  test('where there was no candle yet', () => {
    const desk = atNewest();
    desk.bar(150, 150, 150, 150, 'USDJPY');
    waits(desk);
    desk.bar(1.1, 1.2, 1.1, 1.2);
    expect(fillsOf(desk)).toEqual([['entry', 'buy', 1.1, 1, 1]]);
  });

  test.each([
    ['latency in candles', { latencyBars: 1 }, 2],
    ['latency in milliseconds', { latencyMs: 1 }, 2],
  ] as const)('where %s holds it back', (_what, terms, minute) => {
    const desk = atNewest({}, friction(terms));
    flat(desk, 1.1);
    waits(desk);
    for (const price of [1.11, 1.12, 1.13]) flat(desk, price);
    expect(fillsOf(desk)).toEqual([['entry', 'buy', 1.12, 1, minute]]);
  });

  test('where its answer is lost, and is not filled by asking', () => {
    const desk = atNewest({}, { loses: () => 'answer' });
    flat(desk, 1.1);
    desk.buy('a');
    desk.broker.query(idOf('a'));
    expect(told(desk)).toEqual(['account', 'accepted a']);
    flat(desk, 1.11);
    expect(fillsOf(desk)).toEqual([['entry', 'buy', 1.11, 1, 1]]);
  });

  test('where it comes while a candle passes', () => {
    const desk = atNewest();
    const { answers, broker } = desk;
    const inbox = Object.assign(Object.create(answers) as typeof answers, {
      filled(fill: Fill) {
        answers.filled(fill);
        if (answers.fills.length === 1) desk.buy('b', stop(1.2));
      },
    });
    broker.connect(inbox);
    desk.buy('a');
    desk.ticks([
      [0, 1.1, 1.1],
      [1, 1.11, 1.11],
    ]);
    expect(desk.fills).toHaveLength(1);
    desk.ticks([[0, 1.12, 1.12]]);
    expect(desk.fills.slice(1)).toEqual([
      ['entry', 'buy', 1.12],
      ['stop', 'sell', 1.12],
    ]);
  });
});

test('orders that wait for a price wait: the newest one may be beyond theirs', () => {
  const desk = atNewest();
  flat(desk, 1.1);
  desk.buy('a', { limitPrice: 1.2 });
  desk.buy('b', { limitPrice: 1.2, timeInForce: 'IOC' });
  desk.buy('c', { stopPrice: 1.0 });
  expect(desk.fills).toEqual([]);
  flat(desk, 1.15);
  expect(desk.fills.map(([, , price]) => price)).toEqual([1.15, 1.15, 1.15]);
});

test('stop and targets are first looked at by the next candle', () => {
  const desk = atNewest();
  flat(desk, 1.1);
  desk.buy('a', stop(1.15));
  expect(desk.fills).toHaveLength(1);
  flat(desk, 1.12);
  expect(desk.fills.slice(1)).toEqual([['stop', 'sell', 1.12]]);
});

test('on a netting account it adds, closes and turns at once', () => {
  const desk = atNewest({}, { positionMode: 'netting' });
  flat(desk, 1.1);
  desk.buy('a');
  flat(desk, 1.12);
  desk.buy('b');
  flat(desk, 1.13);
  desk.broker.submit(orderOf('c', { symbol: 'EURUSD', side: 'sell', direction: 'short', volume: 3 }));
  expect(fillsOf(desk)).toEqual([
    ['entry', 'buy', 1.1, 1, 1],
    ['entry', 'buy', 1.12, 1, 2],
    ['entry', 'sell', 1.13, 2, 3],
    ['entry', 'sell', 1.13, 1, 3],
  ]);
  // 0.03 and 0.01, a lot each.
  expect(desk.account).toMatchObject({ balance: 14_000, openProfit: 0 });
});
