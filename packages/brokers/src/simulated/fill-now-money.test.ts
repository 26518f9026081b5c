import { idOf } from '../testing/broker-contract.js';
import { Desk, MINUTE_MS } from '../testing/simulated-desk.js';
import { NO_FRICTION } from './market-friction.js';
import type { SimulatedBrokerOptions } from './simulated-broker.js';
import type { TradingCosts } from './trading-costs.js';

const atNewest = (costs: Partial<TradingCosts> = {}, options: Partial<SimulatedBrokerOptions> = {}): Desk =>
  Desk.ofTicks(costs, { marketFill: 'newest_price', ...options });
const flat = (desk: Desk, price: number): void => desk.bar(price, price, price, price);
const told = (desk: Desk): readonly string[] => desk.answers.all.map((one) => one.replace(/ 0+/, ' '));

describe('margin', () => {
  const margin = { leverage: 100, callLevel: 100, stopOutLevel: 50 };

  test('refuses an entry when it is submitted, at the newest price, and never an exit', () => {
    const desk = atNewest({}, { margin });
    flat(desk, 1.1);
    desk.buy('a', { volume: 9 });
    desk.buy('b', { volume: 1 });
    desk.exit('x', 'a', { volume: 9 });
    desk.buy('c', { volume: 1 });
    expect(desk.answers.orders.map((one) => one.replace(/ 0+/, ' '))).toEqual([
      ...['accepted a', 'filled a', 'rejected b', 'accepted x', 'filled x', 'accepted c', 'filled c'],
    ]);
  });

  test('cancels one that only its slippage makes too dear', () => {
    const desk = atNewest({ slippagePips: 10 }, { margin, account: { currency: 'USD', balance: 1_100 } });
    flat(desk, 1.1);
    desk.buy('a');
    expect(told(desk).slice(1)).toEqual(['accepted a', 'canceled a']);
  });
});

describe('a rollover of that very moment', () => {
  const rollover = { time: '00:02', timeZone: 'UTC' };
  const swapping = (options = {}): Desk =>
    atNewest({ swap: { long: -5, short: 1, unit: 'money' } }, { rollover, ...options });
  const booked = ({ answers }: Desk) =>
    answers.accounts.flatMap(({ swap, at }) =>
      swap === undefined ? [] : [[swap.positionId, swap.amount, at / MINUTE_MS]],
    );

  test('is booked before: who leaves has carried over it, who comes has not', () => {
    const desk = swapping();
    flat(desk, 1.1);
    desk.buy('a');
    flat(desk, 1.1);
    desk.exit('x', 'a');
    desk.sell('b');
    expect(booked(desk)).toEqual([[idOf('a'), -5, 2]]);
    expect(told(desk).slice(-7)).toEqual([
      'accepted x',
      'account',
      'filled x',
      'account',
      'accepted b',
      'filled b',
      'account',
    ]);
    flat(desk, 1.1);
    expect(booked(desk)).toHaveLength(1);
    desk.goTo(1_442);
    flat(desk, 1.1);
    expect(booked(desk)).toEqual([
      [idOf('a'), -5, 2],
      [idOf('b'), 1, 1_442],
    ]);
  });

  test('is booked once, and one that has not come yet is not', () => {
    const desk = swapping();
    flat(desk, 1.1);
    desk.buy('a');
    desk.buy('b');
    expect(booked(desk)).toEqual([]);
    flat(desk, 1.1);
    for (const id of ['c', 'd']) desk.buy(id);
    flat(desk, 1.1);
    expect(booked(desk).map(([id]) => id)).toEqual([idOf('a'), idOf('b')]);
  });

  test('counts when the margin is looked at, which is before the order is filled', () => {
    const margin = { leverage: 100, callLevel: 100, stopOutLevel: 50 };
    const desk = atNewest({ swap: { long: -12, short: 0, unit: 'money' } }, { rollover, margin });
    flat(desk, 1.1);
    desk.buy('a', { volume: 9 });
    flat(desk, 1.1);
    desk.sell('b', { volume: 0.01 });
    // 9,900 are bound; 108 of interest leave 9,892.
    expect(desk.answers.accounts.slice(-2).map(({ cause, equity, at }) => [cause, equity, at / MINUTE_MS])).toEqual([
      ['swap', 9_892, 2],
      ['margin_call', 9_892, 2],
    ]);
    expect(told(desk).slice(-4)).toEqual(['accepted b', 'account', 'account', 'canceled b']);
  });

  test('is booked by the next candle where latency holds the order back', () => {
    const desk = swapping({ friction: { ...NO_FRICTION, latencyMs: 1 } });
    flat(desk, 1.1);
    desk.buy('a', { decidedAt: 0 });
    flat(desk, 1.1);
    desk.exit('x', 'a', { decidedAt: 2 * MINUTE_MS });
    expect(booked(desk)).toEqual([]);
    desk.goTo(3);
    flat(desk, 1.1);
    expect(booked(desk)).toEqual([[idOf('a'), -5, 3]]);
    expect(desk.fills).toHaveLength(2);
  });
});
