import { VirtualClock } from '@q/events';
import { idOf, orderOf } from '../testing/broker-contract.js';
import { Desk, FREE, instrument } from '../testing/simulated-desk.js';
import type { SimulatedBrokerOptions } from './simulated-broker.js';
import { createSimulatedBroker } from './simulated-broker.js';
import type { TradingCosts } from './trading-costs.js';

const instrumentsOf = (...symbols: readonly string[]) =>
  Object.fromEntries(symbols.map((symbol) => [symbol, instrument(symbol)]));

/** Two pips of spread: a pip to either side of every price. */
function deskOf(
  symbols: readonly string[],
  options: Partial<SimulatedBrokerOptions> = {},
  costs: Partial<TradingCosts> = {},
): Desk {
  return new Desk({ spreadPips: 2, ...costs }, { instruments: instrumentsOf(...symbols), ...options });
}

const flat = (desk: Desk, symbol: string, price: number): void => desk.bar(price, price, price, price, symbol);

/** A lot of EURGBP that is bought at 0.8501 and sold a pip below `exit`, with GBPUSD at 1.2499 / 1.2501. */
function profitOf(exit: number, conversionSide?: SimulatedBrokerOptions['conversionSide']) {
  const desk = deskOf(['EURGBP', 'GBPUSD'], conversionSide === undefined ? {} : { conversionSide });
  flat(desk, 'GBPUSD', 1.25);
  desk.buy('a', { symbol: 'EURGBP' });
  flat(desk, 'EURGBP', 0.85);
  desk.exit('x', 'a', { symbol: 'EURGBP' });
  flat(desk, 'EURGBP', exit);
  return desk.answers.fills[1];
}

describe('profit in a third currency', () => {
  test.each([
    // 980 pounds, 1,020 pounds.
    [undefined, 0.86, 1_224.9],
    [undefined, 0.84, -1_275.1],
    ['closing', 0.86, 1_224.9],
    ['closing', 0.84, -1_275.1],
    ['mid', 0.86, 1_225],
    ['mid', 0.84, -1_275],
    ['order', 0.86, 1_224.9],
    ['order', 0.84, -1_274.9],
  ] as const)('conversion side %s: a close at %p brings %p', (side, exit, profit) => {
    expect(profitOf(exit, side)).toMatchObject({ profit });
  });

  test('each fill says at what rate its costs were turned over', () => {
    expect(profitOf(0.86)?.rate).toBe(1.2501);
    expect(profitOf(0.86, 'mid')?.rate).toBe(1.25);
  });

  test('an inverse pair divides: what is earned by its ask, what is owed by its bid', () => {
    const profits = [161, 159].map((exit) => {
      const desk = deskOf(['EURJPY', 'USDJPY']);
      flat(desk, 'USDJPY', 150);
      desk.buy('a', { symbol: 'EURJPY' });
      flat(desk, 'EURJPY', 160);
      desk.exit('x', 'a', { symbol: 'EURJPY' });
      flat(desk, 'EURJPY', exit);
      return desk.answers.fills[1]?.profit;
    });
    // 98,000 yen / 150.01 and 102,000 yen / 149.99.
    expect(profits).toEqual([653.29, -680.05]);
  });

  test('over a currency between, each step at its own price', () => {
    const desk = deskOf(['EURGBP', 'EURUSD']);
    flat(desk, 'EURUSD', 1.1);
    desk.buy('a', { symbol: 'EURGBP' });
    flat(desk, 'EURGBP', 0.8);
    expect(desk.answers.refusals).toEqual([
      'there is no price of EURGBP yet, which turns the money of EURGBP into USD',
    ]);
    desk.buy('b', { symbol: 'EURGBP' });
    flat(desk, 'EURGBP', 0.8);
    desk.exit('x', 'b', { symbol: 'EURGBP' });
    flat(desk, 'EURGBP', 0.81);
    // 980 pounds / 0.8101, the ask, * 1.0999.
    expect(desk.answers.fills[1]?.profit).toBe(1_330.58);
  });

  test('of two ways over another currency the first in the order of the symbols is taken', () => {
    const rates = [
      ['AUDJPY', 'EURJPY', 'EURUSD', 'AUDUSD'],
      ['EURJPY', 'AUDJPY', 'EURUSD', 'AUDUSD'],
    ].map((symbols) => {
      const desk = deskOf(symbols, { conversionSide: 'mid' });
      const prices = { AUDJPY: 100, EURJPY: 160, EURUSD: 1.2, AUDUSD: 0.7 };
      for (const [symbol, price] of Object.entries(prices)) flat(desk, symbol, price);
      desk.buy('a', { symbol: 'EURJPY' });
      flat(desk, 'EURJPY', 160);
      return desk.answers.fills[0]?.rate;
    });
    expect(rates).toEqual([expect.closeTo(0.7 / 100, 12), expect.closeTo(1.2 / 160, 12)]);
  });

  test('the rate is the newest: of a candle that came before, in the order of the symbols', () => {
    const desk = deskOf(['EURGBP', 'GBPUSD'], { conversionSide: 'mid' });
    flat(desk, 'GBPUSD', 1.25);
    desk.buy('a', { symbol: 'EURGBP' });
    flat(desk, 'EURGBP', 0.85);
    desk.bar(1.25, 1.4, 1.2, 1.3, 'GBPUSD');
    expect(desk.account).toMatchObject({ openProfit: -25 });
    desk.exit('x', 'a', { symbol: 'EURGBP' });
    flat(desk, 'EURGBP', 0.86);
    expect(desk.answers.fills[1]?.profit).toBe(1_274);
  });

  test.each([
    ['pounds first', ['GBPUSD', 'EURGBP']],
    ['pounds last', ['EURGBP', 'GBPUSD']],
  ])('at the open of a candle the other symbol has not closed its candle yet: %s', (_order, symbols) => {
    const desk = deskOf(symbols, { conversionSide: 'mid' });
    const instant = (minute: number, prices: Readonly<Record<string, number>>): void =>
      symbols.forEach((symbol) => {
        desk.goTo(minute);
        flat(desk, symbol, prices[symbol] ?? NaN);
      });
    instant(0, { EURGBP: 0.85, GBPUSD: 1.25 });
    desk.buy('a', { symbol: 'EURGBP' });
    instant(1, { EURGBP: 0.85, GBPUSD: 1.3 });
    desk.exit('x', 'a', { symbol: 'EURGBP' });
    instant(2, { EURGBP: 0.86, GBPUSD: 1.5 });
    // 980 pounds * 1.3, the close with which the candle of minute 2 begins.
    expect(desk.answers.fills.map(({ rate, profit }) => [rate, profit])).toEqual([
      [1.25, 0],
      [1.3, 1_274],
    ]);
  });

  test('at its close it has the newest price that there is: a stop is turned over at the close of a symbol before it', () => {
    const desk = deskOf(['GBPUSD', 'EURGBP'], { conversionSide: 'mid' });
    flat(desk, 'GBPUSD', 1.25);
    desk.buy('a', { symbol: 'EURGBP', stopLoss: { clientOrderId: idOf('s'), price: 0.84 } });
    flat(desk, 'EURGBP', 0.85);
    desk.goTo(2);
    flat(desk, 'GBPUSD', 1.3);
    desk.goTo(2);
    flat(desk, 'EURGBP', 0.83);
    // 1.3 at the close, 0.8299 at the open: 2,020 pounds.
    expect(desk.answers.fills[1]).toMatchObject({ intent: 'stop', rate: 1.3, profit: -2_626 });
  });

  test('a second candle with the time of the first is not the candle before it', () => {
    const desk = deskOf(['GBPUSD', 'EURGBP'], { conversionSide: 'mid' });
    flat(desk, 'GBPUSD', 1.25);
    desk.buy('a', { symbol: 'EURGBP' });
    for (const price of [1.3, 1.4]) {
      desk.goTo(1);
      flat(desk, 'GBPUSD', price);
    }
    desk.goTo(1);
    flat(desk, 'EURGBP', 0.85);
    expect(desk.answers.fills[0]?.rate).toBe(1.25);
  });

  test('the own price is the rate of a base currency, but where the side is chosen', () => {
    const [own, order, mid] = ([undefined, 'order', 'mid'] as const).map((side) => {
      const desk = deskOf(['USDJPY'], side === undefined ? {} : { conversionSide: side }, { slippagePips: 1 });
      flat(desk, 'USDJPY', 150);
      desk.buy('a', { symbol: 'USDJPY' });
      flat(desk, 'USDJPY', 150);
      desk.exit('x', 'a', { symbol: 'USDJPY' });
      flat(desk, 'USDJPY', 160);
      return desk.answers.fills[1]?.profit;
    });
    // 150.02 to 159.98: 996,000 yen; / 159.98, / 159.99, the bid, and / 160.
    expect([own, order, mid]).toEqual([6_225.78, 6_225.39, 6_225]);
  });
});

test('marks, margin, swap and commission are turned over too', () => {
  const swap = { long: 0, short: -10, unit: 'points' } as const;
  const commission = { takerPercent: 0.01 };
  const options = { margin: { leverage: 30, callLevel: 100, stopOutLevel: 50 } };
  const desk = deskOf(['EURGBP', 'GBPUSD'], options, { swap, commission });
  desk.goTo(4 * 1_440 + 22 * 60 - 2);
  flat(desk, 'GBPUSD', 1.25);
  desk.sell('a', { symbol: 'EURGBP' });
  // Sold at 0.8499, to be bought back at 0.8501: -20 pounds * 1.2501.
  flat(desk, 'EURGBP', 0.85);
  // 84,990 pounds * 0.01 % * 1.2501 = 10.6246.
  expect(desk.answers.fills[0]?.commission).toBe(-10.62);
  expect(desk.account).toMatchObject({ cause: 'mark', openProfit: -25, balance: 9_989.38 });
  flat(desk, 'EURGBP', 0.85);
  // 10 points: 10 pounds * 1.2501.
  expect(desk.answers.accounts.find(({ cause }) => cause === 'swap')?.swap).toMatchObject({ amount: -12.5 });
  desk.buy('b', { symbol: 'EURGBP', volume: 3 });
  // 255,030 pounds * 1.2501 / 30; the lot that is open binds 84,990 * 1.2501 / 30 = 3,541.53 of 9,951.88.
  expect(desk.answers.refusals).toEqual(['not enough margin: 10627.1 USD needed, 6410.35 USD free']);
});

test('an entry is rejected until there is a price to turn its money over, other symbols are not', () => {
  const desk = deskOf(['EURGBP', 'GBPUSD', 'EURUSD']);
  desk.buy('a', { symbol: 'EURGBP' });
  desk.buy('b');
  expect(desk.answers.orders).toEqual([`rejected ${idOf('a')}`, `accepted ${idOf('b')}`]);
  expect(desk.answers.refusals[0]).toBe('there is no price of GBPUSD yet, which turns the money of EURGBP into USD');
  flat(desk, 'GBPUSD', 1.25);
  desk.broker.submit(orderOf('c', { symbol: 'EURGBP' }));
  expect(desk.answers.orders.at(-1)).toBe(`accepted ${idOf('c')}`);
});

test('a symbol whose money does not get to the account currency is no venue', () => {
  const make = () =>
    createSimulatedBroker({
      clock: new VirtualClock(),
      instruments: instrumentsOf('EURGBP', 'USDJPY'),
      account: { currency: 'USD', balance: 10_000 },
      costs: () => FREE,
    });
  expect(make).toThrow(/the results of EURGBP are in GBP and cannot be turned into the account's USD/);
});
