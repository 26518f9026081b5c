import { idOf } from '../testing/broker-contract.js';
import type { DeskTick } from '../testing/simulated-desk.js';
import { Desk, MINUTE_MS } from '../testing/simulated-desk.js';

/** What was filled, at which price, and how many seconds after the beginning. */
const fillsOf = ({ answers }: Desk) =>
  answers.fills.map(({ intent, side, price, filledAt }) => [intent, side, price, filledAt / 1_000]);

const calm: readonly DeskTick[] = [[0, 1.1, 1.1002]];

describe('market orders', () => {
  test('take the first tick that comes: the ask where they buy, the bid where they sell, and slippage', () => {
    const desk = Desk.ofTicks({ spreadPips: 40, slippagePips: 0.5 });
    desk.sell('b');
    desk.buy('a');
    desk.ticks([
      [7, 1.1, 1.1003],
      [8, 1.2, 1.2003],
    ]);
    expect(fillsOf(desk)).toEqual([
      ['entry', 'sell', 1.09995, 7],
      ['entry', 'buy', 1.10035, 7],
    ]);
  });

  test('come before limits of the same tick, whichever was first; exits close at theirs', () => {
    const desk = Desk.ofTicks();
    desk.buy('a', { limitPrice: 1.2 });
    desk.buy('b');
    desk.ticks(calm);
    expect(desk.answers.fills.map(({ clientOrderId }) => clientOrderId)).toEqual([idOf('b'), idOf('a')]);
    desk.exit('x', 'b');
    desk.ticks([[1, 1.11, 1.1102]]);
    expect(fillsOf(desk)[2]).toEqual(['exit', 'sell', 1.11, 61]);
  });
});

/** Ticks of a candle, and what an order is filled at by them. */
type Case = readonly [what: string, ticks: readonly DeskTick[], wanted: readonly (readonly [number, number])[]];

describe('a limit', () => {
  const below: readonly DeskTick[] = [[5, 1.08, 1.0802]];
  const cases: readonly Case[] = [
    ['reached by the first tick that it sees gets its price, however good', below, [[1.0802, 5]]],
    ['that an earlier tick has found waiting gets its own', [...calm, ...below], [[1.09, 5]]],
    ['is reached by the ask, to the point', [...calm, [5, 1.0898, 1.09001], [6, 1.0898, 1.09]], [[1.09, 6]]],
    ['not reached waits', calm, []],
  ];

  test.each(cases)('entry to buy at 1.09: %s', (_what, ticks, wanted) => {
    const desk = Desk.ofTicks({ slippagePips: 3 });
    desk.buy('a', { limitPrice: 1.09 });
    desk.ticks(ticks);
    expect(desk.answers.fills.map(({ price, filledAt }) => [price, filledAt / 1_000])).toEqual(wanted);
  });

  test('to sell is the mirror image', () => {
    const desk = Desk.ofTicks();
    for (const id of ['a', 'b']) desk.sell(id, { limitPrice: 1.11 });
    desk.ticks([[1, 1.12, 1.1202]]);
    desk.sell('c', { limitPrice: 1.13 });
    desk.ticks(calm);
    desk.ticks([[1, 1.14, 1.1402]]);
    expect(desk.fills.map(([, , price]) => price)).toEqual([1.12, 1.12, 1.13]);
  });

  test('that waited through a candle gets its own price of the next one’s first tick', () => {
    const desk = Desk.ofTicks();
    desk.buy('a', { limitPrice: 1.09 });
    desk.ticks(calm);
    desk.ticks([[0, 1.07, 1.0702]]);
    expect(fillsOf(desk)).toEqual([['entry', 'buy', 1.09, 60]]);
  });
});

describe('a stop entry', () => {
  test.each<readonly [string, readonly DeskTick[], number, number]>([
    ['that the price has jumped over is filled where it is', [...calm, [9, 1.12, 1.1203]], 1.1204, 9],
    ['that the price comes to is filled there', [...calm, [9, 1.1098, 1.11]], 1.1101, 9],
    ['that the first tick is beyond is filled by it', [[3, 1.12, 1.1203]], 1.1204, 3],
  ])('%s, with slippage', (_what, ticks, price, second) => {
    const desk = Desk.ofTicks({ slippagePips: 1 });
    desk.buy('a', { stopPrice: 1.11 });
    desk.ticks(ticks);
    expect(fillsOf(desk)).toEqual([['entry', 'buy', price, second]]);
  });
});

describe('a stop-limit entry to buy, stop at 1.11 and limit at 1.112', () => {
  const cases: readonly Case[] = [
    [
      'is filled by the tick that triggers it where that is within the limit',
      [...calm, [5, 1.1108, 1.111]],
      [[1.111, 5]],
    ],
    [
      'waits beyond its limit, and gets it when the price comes back',
      [
        [5, 1.12, 1.1202],
        [6, 1.1, 1.1002],
      ],
      [[1.112, 6]],
    ],
    [
      'waits beyond its limit',
      [
        [5, 1.12, 1.1202],
        [6, 1.1121, 1.1123],
      ],
      [],
    ],
    [
      'is not there before it is triggered',
      [
        [5, 1.1, 1.1002],
        [6, 1.09, 1.0902],
      ],
      [],
    ],
  ];

  test.each(cases)('%s', (_what, ticks, wanted) => {
    const desk = Desk.ofTicks({ slippagePips: 3 });
    desk.buy('a', { stopPrice: 1.11, limitPrice: 1.112 });
    desk.ticks(ticks);
    expect(desk.answers.fills.map(({ price, filledAt }) => [price, filledAt / 1_000])).toEqual(wanted);
  });
});

test('after the ticks the account is marked at the last one, at the close of the candle', () => {
  const desk = Desk.ofTicks();
  desk.buy('a');
  desk.ticks([...calm, [1, 1.12, 1.1202], [59, 1.1012, 1.1014]]);
  expect(desk.account).toMatchObject({ cause: 'mark', at: MINUTE_MS, openProfit: 100 });
  expect(desk.broker.spreadOf?.('EURUSD')).toBeCloseTo(0.0002, 10);
  // The account after a fill is that of its tick.
  expect(desk.answers.accounts.find(({ cause }) => cause === 'fill')).toMatchObject({ at: 0, openProfit: -20 });
});
