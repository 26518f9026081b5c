import { idOf } from '../testing/broker-contract.js';
import { Desk, MINUTE_MS } from '../testing/simulated-desk.js';

const LAST = 5 * MINUTE_MS;
const stop = (price: number) => ({ stopLoss: { clientOrderId: idOf('s'), price } });
const target = (price: number) => ({ takeProfits: [{ clientOrderId: idOf('t'), price, volume: 1, moveStop: false }] });

describe('stop entries', () => {
  test.each([
    ['buy inside the bar at the stop', 'buy', [1.1, 1.12, 1.09, 1.1], 1.11, 2 * MINUTE_MS],
    ['buy touched to the point', 'buy', [1.1, 1.11, 1.1, 1.1], 1.11, 2 * MINUTE_MS],
    ['buy at the worse open of a gap', 'buy', [1.13, 1.14, 1.12, 1.13], 1.13, MINUTE_MS],
    ['sell inside the bar at the stop', 'sell', [1.13, 1.14, 1.1, 1.12], 1.11, 2 * MINUTE_MS],
    ['sell at the worse open of a gap', 'sell', [1.1, 1.14, 1.09, 1.12], 1.1, MINUTE_MS],
  ] as const)('%s', (_what, side, [open, high, low, close], price, filledAt) => {
    const desk = new Desk();
    desk.goTo(1);
    desk[side]('a', { stopPrice: 1.11 });
    desk.bar(open, high, low, close);
    expect(desk.answers.fills).toMatchObject([{ intent: 'entry', side, price, filledAt }]);
  });

  test('wait for the ask, slip as market orders do, and pay as takers', () => {
    const commission = { makerPercent: 1, takerPercent: 0 };
    const desk = new Desk({ spreadPips: 2, slippagePips: 1, commission });
    desk.buy('a', { stopPrice: 1.11 });
    desk.bar(1.1, 1.10989, 1.1, 1.1);
    expect(desk.fills).toEqual([]);
    desk.bar(1.1, 1.1099, 1.1, 1.1);
    expect(desk.fills).toEqual([['entry', 'buy', 1.1101]]);
    expect(desk.answers.fills[0]?.commission).toBe(0);
  });

  test('that fill inside a bar may be stopped in it, but reach no target', () => {
    const desk = new Desk();
    desk.buy('a', { stopPrice: 1.11, ...target(1.12) });
    desk.buy('b', { stopPrice: 1.11, ...stop(1.1) });
    desk.bar(1.105, 1.13, 1.09, 1.115);
    expect(desk.fills).toEqual([
      ['entry', 'buy', 1.11],
      ['entry', 'buy', 1.11],
      ['stop', 'sell', 1.1],
    ]);
  });
});

describe('stop-limit entries', () => {
  test.each([
    ['reached inside the bar: at the stop, without slippage', [1.1, 1.12, 1.09, 1.1], 1.112, 1.11],
    ['a gap to within the limit: at the open', [1.111, 1.12, 1.11, 1.12], 1.112, 1.111],
    ['a gap beyond the limit: at the limit, where the bar comes back to it', [1.13, 1.14, 1.11, 1.12], 1.112, 1.112],
  ] as const)('%s', (_what, [open, high, low, close], limitPrice, price) => {
    const desk = new Desk({ slippagePips: 3 });
    desk.buy('a', { stopPrice: 1.11, limitPrice });
    desk.bar(open, high, low, close);
    expect(desk.fills).toEqual([['entry', 'buy', price]]);
  });

  test('beyond their limit they wait as limit orders from the next candle on', () => {
    const desk = new Desk();
    desk.buy('gap', { stopPrice: 1.11, limitPrice: 1.112 });
    desk.buy('below', { stopPrice: 1.12, limitPrice: 1.1 });
    desk.bar(1.13, 1.14, 1.12, 1.13);
    desk.bar(1.13, 1.14, 1.105, 1.13);
    desk.bar(1.13, 1.14, 1.1, 1.13);
    expect(desk.answers.fills.map(({ clientOrderId, price }) => [clientOrderId, price])).toEqual([
      [idOf('gap'), 1.112],
      [idOf('below'), 1.1],
    ]);
  });

  test('reached inside a bar with a limit on the near side of the stop: what came after is not known, so it waits', () => {
    const desk = new Desk();
    desk.sell('a', { stopPrice: 1.09, limitPrice: 1.095 });
    desk.bar(1.1, 1.1, 1.08, 1.099);
    expect(desk.fills).toEqual([]);
    desk.bar(1.09, 1.0951, 1.08, 1.09);
    expect(desk.fills).toEqual([['entry', 'sell', 1.095]]);
  });
});

describe('time in force', () => {
  test('GTD ends with the first candle that opens at its end, for stop and market orders too', () => {
    const desk = new Desk();
    desk.buy('a', { stopPrice: 1.11, timeInForce: 'GTD', expiresAt: MINUTE_MS });
    desk.bar(1.1, 1.1, 1.1, 1.1);
    desk.buy('m', { timeInForce: 'GTD', expiresAt: MINUTE_MS });
    desk.bar(1.2, 1.2, 1.2, 1.2);
    expect(desk.answers.orders.slice(2)).toEqual([`expired ${idOf('m')}`, `expired ${idOf('a')}`]);
  });

  test('DAY ends at the rollover after its decision: 17:00 in New York', () => {
    // 1970-01-01 00:00 UTC is 19:00 in New York: the day ends at 22:00 UTC.
    const desk = new Desk();
    desk.buy('a', { limitPrice: 1.0, timeInForce: 'DAY' });
    desk.goTo(22 * 60 - 1);
    desk.bar(1.1, 1.1, 1.1, 1.1);
    expect(desk.answers.orders).toEqual([`accepted ${idOf('a')}`]);
    desk.bar(1.0, 1.0, 1.0, 1.0);
    expect(desk.answers.orders.slice(1)).toEqual([`expired ${idOf('a')}`]);
  });

  test.each(['IOC', 'FOK'] as const)('%s takes the open of the next candle or nothing, as a taker', (timeInForce) => {
    const desk = new Desk({ commission: { makerPercent: 9, takerPercent: 0 } });
    desk.buy('a', { limitPrice: 1.1, timeInForce });
    desk.buy('b', { limitPrice: 1.09, timeInForce });
    desk.buy('c', { timeInForce });
    desk.bar(1.095, 1.1, 1.0, 1.1);
    expect(desk.answers.fills).toMatchObject([
      { clientOrderId: idOf('c'), price: 1.095 },
      { clientOrderId: idOf('a'), price: 1.095, commission: 0 },
    ]);
    expect(desk.answers.orders.at(-1)).toBe(`canceled ${idOf('b')}`);
  });

  test.each([
    ['IOC with a stop price', { timeInForce: 'IOC', stopPrice: 1.2 }],
    ['FOK with a stop price', { timeInForce: 'FOK', stopPrice: 1.2 }],
    ['GTD without an end', { timeInForce: 'GTD' }],
    ['DAY with an end', { timeInForce: 'DAY', expiresAt: LAST }],
    ['GTC with an end', { timeInForce: 'GTC', expiresAt: LAST }],
    ['an exit at a limit', { intent: 'exit', limitPrice: 1.2 }],
    ['an exit at a stop', { intent: 'exit', stopPrice: 1.2 }],
  ] as const)('%s is rejected, and is not there', (_what, parts) => {
    const desk = new Desk();
    desk.buy('a', parts);
    desk.bar(1.2, 1.2, 1.2, 1.2);
    desk.broker.query(idOf('a'));
    expect(desk.answers.orders).toEqual([`rejected ${idOf('a')}`, `rejected ${idOf('a')}`]);
  });
});
