import type { SwapRow } from '@q/trading';
import { idOf } from '../testing/broker-contract.js';
import { Desk, MINUTE_MS } from '../testing/simulated-desk.js';

/** At minutes of the desk's clock. */
const row = (minute: number, long: number, short: number): SwapRow => ({ at: minute * MINUTE_MS, long, short });
const flat = (desk: Desk, price = 1.1): void => desk.bar(price, price, price, price);

function deskOf(rows: readonly SwapRow[], unit: 'money' | 'points' | 'percent' = 'money', options = {}): Desk {
  return new Desk({ swap: { long: -99, short: -99, unit, rows } }, options);
}

const bookedOn = ({ answers }: Desk) =>
  answers.accounts.flatMap(({ swap, at }) =>
    swap === undefined ? [] : [[swap.positionId, swap.amount, swap.nights, at / MINUTE_MS]],
  );

test('each row is booked once, with what it says for the side, by the first candle that opens then or later', () => {
  const desk = deskOf([row(2, -5, 1), row(4, 7, -3)]);
  desk.buy('a', { volume: 2 });
  desk.sell('b');
  // Opens at minutes 0 to 2, then 5 and 6.
  for (const minute of [0, 1, 2, 5, 6]) {
    desk.goTo(minute);
    flat(desk);
  }
  expect(bookedOn(desk)).toEqual([
    [idOf('a'), -10, 1, 2],
    [idOf('b'), 1, 1, 2],
    [idOf('a'), 14, 1, 5],
    [idOf('b'), -3, 1, 5],
  ]);
  expect(desk.account?.balance).toBe(10_000 - 10 + 1 + 14 - 3);
});

test('the swaps of the symbol and its rollovers count for nothing beside them, also where there is no row', () => {
  for (const rows of [[], [row(1, -1, -1)]]) {
    const desk = deskOf(rows);
    desk.buy('a');
    for (let day = 0; day < 8; day += 1) {
      desk.goTo(day * 1_440);
      flat(desk);
    }
    expect(bookedOn(desk)).toHaveLength(rows.length);
  }
});

test('a position that is opened at the instant of a row, or after it, gets nothing of it', () => {
  const desk = deskOf([row(1, -5, -5), row(2, -7, -7)]);
  flat(desk);
  // Filled at the open of minute 1.
  desk.buy('a');
  flat(desk);
  expect(bookedOn(desk)).toEqual([]);
  flat(desk);
  expect(bookedOn(desk)).toEqual([[idOf('a'), -7, 1, 2]]);
});

test('rows that passed while nothing was open are left behind', () => {
  const desk = deskOf([row(1, -1, -1), row(3, -2, -2), row(6, -4, -4)]);
  desk.buy('a');
  flat(desk);
  flat(desk);
  desk.exit('x', 'a');
  desk.goTo(4);
  flat(desk);
  desk.buy('b');
  desk.goTo(7);
  flat(desk);
  flat(desk);
  // `a` was there at minutes 1 and 3, `b` came after minute 6.
  expect(bookedOn(desk).map(([id, amount]) => [id, amount])).toEqual([
    [idOf('a'), -1],
    [idOf('a'), -2],
  ]);
});

test('percent of a row is of the value at the middle of the prices before, however many nights it stands for', () => {
  // Three nights at 1.825 percent a year: 0.015 percent of 100,000 * 1.2 dollars.
  const desk = deskOf([row(2, -5.475, -5.475)], 'percent');
  desk.buy('a');
  flat(desk, 1.1);
  flat(desk, 1.2);
  flat(desk, 1.3);
  expect(bookedOn(desk)).toEqual([[idOf('a'), -18, 1, 2]]);
});

test('with newest_price a row of that very moment is booked before an order is filled', () => {
  const desk = deskOf([row(2, -5, -5)], 'money', { marketFill: 'newest_price' });
  flat(desk);
  desk.buy('a');
  flat(desk);
  desk.exit('x', 'a');
  desk.sell('b');
  flat(desk);
  expect(bookedOn(desk)).toEqual([[idOf('a'), -5, 1, 2]]);
});
