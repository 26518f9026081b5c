import { idOf, orderOf } from '../testing/broker-contract.js';
import { Desk, MINUTE_MS } from '../testing/simulated-desk.js';

const terms = { callLevel: 100, stopOutLevel: 50 };
const desk = (leverage: number, costs = {}, mode: 'hedging' | 'netting' = 'hedging'): Desk =>
  new Desk(costs, { margin: { leverage, ...terms }, positionMode: mode });
const flat = (on: Desk, price: number): void => on.bar(price, price, price, price);
const warnings = ({ answers }: Desk) =>
  answers.accounts.flatMap(({ cause, margin, at }) => (margin === undefined ? [] : [{ cause, at, ...margin }]));

describe('an entry that the account does not carry', () => {
  test('is rejected at once, at the newest price of its side: a lot at 1:30 needs 3,666.67', () => {
    const account = desk(30);
    flat(account, 1.1);
    account.buy('a', { volume: 2 });
    flat(account, 1.1);
    account.buy('b', { volume: 1 });
    account.buy('c', { volume: 0.5 });
    flat(account, 1.1);
    expect(account.answers.orders).toEqual([
      `accepted ${idOf('a')}`,
      `filled ${idOf('a')}`,
      `rejected ${idOf('b')}`,
      `accepted ${idOf('c')}`,
      `filled ${idOf('c')}`,
    ]);
  });

  test('is canceled where its price comes and the money is bound meanwhile; an exit never is', () => {
    const account = desk(30);
    account.buy('a', { volume: 2 });
    account.buy('b', { volume: 1 });
    flat(account, 1.1);
    account.exit('x', 'a', { volume: 2 });
    flat(account, 1.1);
    expect(account.answers.orders).toEqual([
      `accepted ${idOf('a')}`,
      `accepted ${idOf('b')}`,
      `filled ${idOf('a')}`,
      `canceled ${idOf('b')}`,
      `accepted ${idOf('x')}`,
      `filled ${idOf('x')}`,
    ]);
  });

  test('of a netting account needs margin only for what it does not close', () => {
    const account = desk(30, {}, 'netting');
    flat(account, 1.1);
    account.buy('a', { volume: 2 });
    flat(account, 1.1);
    account.sell('b', { volume: 4 });
    account.sell('c', { volume: 5 });
    flat(account, 1.1);
    expect(account.answers.orders.slice(2)).toEqual([
      `accepted ${idOf('b')}`,
      `rejected ${idOf('c')}`,
      `filled ${idOf('b')}`,
      `filled ${idOf('b')}`,
    ]);
  });

  test('of a netting account has the lots that are left, with eight decimals: 0.03 less 0.01 are 0.02, at 1.101 and 1:400 5.505', () => {
    const options = { margin: { leverage: 400, ...terms }, positionMode: 'netting' as const };
    const of = (balance: number) => new Desk({}, { ...options, account: { currency: 'USD', balance } });
    const [poor, rich] = [of(5.5), of(5.51)];
    for (const account of [poor, rich]) {
      account.buy('a', { volume: 0.01 });
      flat(account, 1.101);
      account.sell('b', { volume: 0.03 });
    }
    expect([poor, rich].map(({ answers }) => answers.orders.at(-1))).toEqual([
      `rejected ${idOf('b')}`,
      `accepted ${idOf('b')}`,
    ]);
  });

  test('without a leverage there is none', () => {
    const account = new Desk();
    account.buy('a', { volume: 90 });
    flat(account, 1.1);
    flat(account, 1.0);
    expect(account.account).toMatchObject({ cause: 'mark', equity: 10_000 - 900_000 });
  });
});

describe('a margin call', () => {
  test('is told once while equity is at or below the margin: five lots at 1:100 bind 5,500, 90 pips lose 4,500', () => {
    const account = desk(100);
    account.buy('a', { volume: 5 });
    flat(account, 1.1);
    flat(account, 1.09101);
    expect(warnings(account)).toEqual([]);
    flat(account, 1.091);
    flat(account, 1.0905);
    expect(warnings(account)).toEqual([{ cause: 'margin_call', at: 2 * MINUTE_MS, used: 5_500, free: 0 }]);
    flat(account, 1.1);
    flat(account, 1.09);
    expect(warnings(account)).toHaveLength(2);
  });

  test('blocks entries at its level, also above 100 %', () => {
    const account = new Desk({}, { margin: { leverage: 100, callLevel: 300, stopOutLevel: 50 } });
    account.buy('a', { volume: 3 });
    flat(account, 1.1);
    account.buy('b', { volume: 0.01 });
    flat(account, 1.099);
    account.buy('c', { volume: 0.01 });
    // 10,000 of 3,300 are 303 %; 100 pips on three lots lose 300 of them: 9,697 of 3,311 are 293 %.
    expect(account.answers.orders.slice(2)).toEqual([
      `accepted ${idOf('b')}`,
      `canceled ${idOf('b')}`,
      `rejected ${idOf('c')}`,
    ]);
  });
});

describe('a stop-out', () => {
  test('closes the worst position first, at the newest price of its side and with slippage, until the level is passed', () => {
    const account = desk(100, { slippagePips: 1 });
    const stopLoss = { clientOrderId: idOf('s'), price: 1.0 };
    account.buy('a', { volume: 2 });
    flat(account, 1.0999);
    account.buy('b', { volume: 2, stopLoss });
    flat(account, 1.1099);
    account.bar(1.1, 1.1, 1.085, 1.085);
    // 2,200 and 2,220 are bound, -3,000 and -5,000 open: 2,000 left of 4,420. Without b 2,000 - 20 of slippage carry 2,200.
    expect(warnings(account)).toEqual([{ cause: 'stop_out', at: 3 * MINUTE_MS, used: 4_420, free: -2_420 }]);
    expect(account.answers.fills.slice(2)).toMatchObject([
      {
        clientOrderId: idOf('s'),
        positionId: idOf('b'),
        intent: 'stop_out',
        price: 1.0849,
        profit: -5_020,
        filledAt: 3 * MINUTE_MS,
      },
    ]);
    expect(account.account).toMatchObject({ balance: 4_980, openProfit: -3_000, equity: 1_980 });
  });

  test('counts as told: a margin call comes behind it only after a look at which equity was above the level', () => {
    const account = desk(100);
    account.buy('a', { volume: 2 });
    account.buy('b', { volume: 2 });
    flat(account, 1.1);
    flat(account, 1.08);
    // One is closed: 10,000 - 4,000 - 4,000 of the 2,200 that the other binds are 91 %.
    expect(account.account).toMatchObject({ balance: 6_000, equity: 2_000 });
    flat(account, 1.0801);
    flat(account, 1.0815);
    flat(account, 1.0801);
    expect(warnings(account).map(({ cause, at }) => [cause, at])).toEqual([
      ['stop_out', MINUTE_MS],
      ['margin_call', 4 * MINUTE_MS],
    ]);
  });

  test('comes at the open of a gap too, before anything is filled, under the id of a position without a stop', () => {
    const account = desk(100);
    account.buy('a', { volume: 5 });
    flat(account, 1.1);
    account.exit('x', 'a', { volume: 5 });
    account.bar(1.08, 1.1, 1.08, 1.1);
    expect(account.answers.fills.slice(1)).toMatchObject([
      { clientOrderId: idOf('a'), positionId: idOf('a'), intent: 'stop_out', price: 1.08, profit: -10_000 },
    ]);
    expect(account.answers.orders.at(-1)).toBe(`canceled ${idOf('x')}`);
    expect(account.answers.fills[1]?.filledAt).toBe(MINUTE_MS);
    expect(account.account).toMatchObject({ balance: 0, equity: 0 });
  });

  test('closes a position of another symbol no earlier than it was opened, nor than the candle closed whose price it gets', () => {
    const account = desk(100);
    account.buy('a', { volume: 1 });
    flat(account, 1.1);
    account.broker.submit(orderOf('j', { symbol: 'USDJPY', volume: 3, stopPrice: 150.5 }));
    account.goTo(1);
    account.bar(150, 151, 148, 148, 'USDJPY');
    // 5,067.57 are lost inside that minute. In the same one EURUSD opens 3,000 lower: 1,932.43 of 4,100.
    account.goTo(1);
    flat(account, 1.07);
    expect(warnings(account).map(({ cause, at }) => [cause, at])).toEqual([['stop_out', MINUTE_MS]]);
    expect(account.answers.fills.slice(1)).toMatchObject([
      { positionId: idOf('j'), intent: 'entry', price: 150.5, filledAt: 2 * MINUTE_MS },
      { positionId: idOf('j'), intent: 'stop_out', price: 148, filledAt: 2 * MINUTE_MS },
    ]);
  });

  test('closes positions of other symbols at their newest prices', () => {
    const account = desk(100);
    account.buy('a', { volume: 1 });
    account.broker.submit(orderOf('j', { symbol: 'USDJPY', volume: 1 }));
    flat(account, 1.1);
    account.bar(150, 150, 150, 140, 'USDJPY');
    // A lot of USDJPY lost 10 * 100,000 / 140 = 7,142.86: 2,857.14 left. EURUSD loses 1,860 more: 997.14 of 2,100.
    flat(account, 1.0814);
    expect(warnings(account).map(({ cause }) => cause)).toEqual(['stop_out']);
    expect(account.answers.fills.slice(2)).toMatchObject([
      { positionId: idOf('j'), symbol: 'USDJPY', price: 140, profit: -7_142.86 },
    ]);
  });
});
