import { idOf, orderOf } from '../testing/broker-contract.js';
import { Desk, instrument } from '../testing/simulated-desk.js';
import { NEW_YORK_CLOSE } from './book-swap.js';

const MINUTES_A_DAY = 1_440;
/** 1970-01-05 was a Monday; 22:00 UTC is 17:00 in New York. */
const MONDAY = 4 * MINUTES_A_DAY;
const ROLLOVER = 22 * 60;

const swapsOf = (desk: Desk) =>
  desk.answers.accounts.flatMap(({ cause, swap }) => (cause === 'swap' && swap !== undefined ? [swap] : []));

/** One flat candle at 21:00 UTC of every day, and one at 23:00. */
function live(desk: Desk, days: readonly number[], symbol = 'EURUSD', price = 1.1): void {
  for (const day of days) {
    for (const minute of [ROLLOVER - 60, ROLLOVER + 60]) {
      desk.goTo(MONDAY + day * MINUTES_A_DAY + minute);
      desk.bar(price, price, price, price, symbol);
    }
  }
}

describe('commission', () => {
  test('by hand: percent for takers and makers, a fee for each order, a minimum for each order', () => {
    const commission = { takerPercent: 0.01, makerPercent: 0.002, perOrder: 0.5, minimum: 3 };
    const desk = new Desk({ commission });
    desk.buy('a', { takeProfits: [{ clientOrderId: idOf('t'), price: 1.2, volume: 1, moveStop: false }] });
    desk.bar(1.1, 1.1, 1.1, 1.1);
    // 110,000 * 0.01 % = 11, and 0.50.
    desk.bar(1.1, 1.2, 1.1, 1.2);
    // 120,000 * 0.002 % = 2.40, and 0.50: 2.90, so the minimum of 3.
    expect(desk.answers.fills.map(({ intent, commission: paid }) => [intent, paid])).toEqual([
      ['entry', -11.5],
      ['target', -3],
    ]);
    // 0.1 * 100,000 = 10,000 of profit.
    expect(desk.account).toMatchObject({ balance: 10_000 - 11.5 + 10_000 - 3, openProfit: 0 });
  });

  test('an order that is filled in two parts pays its fee and its minimum once', () => {
    const desk = new Desk(
      { commissionPerLot: 1, commission: { perOrder: 1, minimum: 2 } },
      { positionMode: 'netting' },
    );
    desk.buy('a', { volume: 0.5 });
    desk.bar(1.1, 1.1, 1.1, 1.1);
    desk.sell('b', { volume: 2 });
    desk.bar(1.1, 1.1, 1.1, 1.1);
    // Closing half a lot: 0.50 + 1, at least 2; opening one and a half: 1.50, of which 0.50 more than the 3.00 - 2 is due.
    expect(desk.answers.fills.map(({ volume, commission }) => [volume, commission])).toEqual([
      [0.5, -2],
      [0.5, -2],
      [1.5, -1],
    ]);
  });
});

describe('swap', () => {
  const swap = { long: -6.5, short: 2.25, unit: 'points' } as const;

  test('is booked once for a night, three times on Wednesday, not at the weekend, by itself and to the cent', () => {
    const desk = new Desk({ swap });
    desk.goTo(MONDAY + 60);
    desk.buy('a', { volume: 0.3 });
    desk.bar(1.1, 1.1, 1.1, 1.1);
    live(desk, [0, 1, 2, 3, 4, 6, 7]);
    // 6.5 * 0.3 = 1.95 dollars a night: Monday, Tuesday, Wednesday (three), Thursday, Friday, and Monday again.
    expect(swapsOf(desk)).toEqual(
      [1, 1, 3, 1, 1, 1].map((nights) => ({
        positionId: idOf('a'),
        symbol: 'EURUSD',
        amount: -Math.round(195 * nights) / 100,
        nights,
      })),
    );
    expect(desk.account).toMatchObject({ balance: 10_000 - 8 * 1.95, openProfit: 0, cause: 'mark' });
  });

  test('is due with the first candle that opens at the rollover or later, several nights one by one', () => {
    const desk = new Desk({ swap });
    desk.goTo(MONDAY + ROLLOVER - 2);
    desk.sell('a');
    desk.bar(1.1, 1.1, 1.1, 1.1);
    desk.bar(1.1, 1.1, 1.1, 1.1);
    expect(swapsOf(desk)).toEqual([]);
    desk.goTo(MONDAY + 2 * MINUTES_A_DAY + ROLLOVER);
    desk.bar(1.1, 1.1, 1.1, 1.1);
    expect(swapsOf(desk).map(({ amount, nights }) => [amount, nights])).toEqual([
      [2.25, 1],
      [2.25, 1],
      [6.75, 3],
    ]);
    const at = (MONDAY + 2 * MINUTES_A_DAY + ROLLOVER) * 60_000;
    expect(desk.answers.accounts.filter(({ cause }) => cause === 'swap').map((one) => one.at)).toEqual([at, at, at]);
  });

  test('a position that is opened by the candle at the rollover carries nothing over it', () => {
    const desk = new Desk({ swap });
    desk.goTo(MONDAY + ROLLOVER);
    desk.buy('a');
    desk.bar(1.1, 1.1, 1.1, 1.1);
    desk.bar(1.1, 1.1, 1.1, 1.1);
    expect(swapsOf(desk)).toEqual([]);
    live(desk, [1]);
    expect(swapsOf(desk)).toHaveLength(1);
  });

  test('a position that is closed by the candle at the rollover has carried over it', () => {
    const desk = new Desk({ swap });
    desk.goTo(MONDAY + ROLLOVER - 1);
    desk.buy('a');
    desk.bar(1.1, 1.1, 1.1, 1.1);
    desk.exit('x', 'a');
    desk.bar(1.1, 1.1, 1.1, 1.1);
    expect(desk.account).toMatchObject({ balance: 9_993.5, openProfit: 0 });
  });

  test('of a yen pair is turned into dollars at the bid before the rollover', () => {
    const desk = new Desk({ spreadPips: 2, swap: { long: 10, short: 0, unit: 'points' } });
    desk.goTo(MONDAY + ROLLOVER - 1);
    desk.broker.submit(orderOf('a', { symbol: 'USDJPY' }));
    desk.bar(150, 150, 150, 150, 'USDJPY');
    desk.bar(160, 160, 160, 160, 'USDJPY');
    // 10 points of 100 yen: 1,000 yen; / 149.99 = 6.667...
    expect(swapsOf(desk)).toEqual([{ positionId: idOf('a'), symbol: 'USDJPY', amount: 6.67, nights: 1 }]);
  });

  test('in percent is that of the value at the middle before the rollover, with the decimals of a price', () => {
    const desk = new Desk({ swap: { long: -3.65, short: 7.3, unit: 'percent' } });
    desk.goTo(MONDAY + ROLLOVER - 1);
    desk.buy('a', { volume: 10 });
    desk.sell('b', { volume: 10 });
    desk.quote([1.2, 1.2, 1.2, 1.2], [1.20005, 1.20005, 1.20005, 1.20005]);
    desk.quote([1.3, 1.3, 1.3, 1.3], [1.3, 1.3, 1.3, 1.3]);
    // A million euros at 1.20003 (1.200025 goes up) are 1,200,030 dollars: 120.003 and 240.006 a night.
    expect(swapsOf(desk).map(({ amount }) => amount)).toEqual([-120, 240.01]);
  });

  test('time, zone and the day that counts three times can be chosen; none at all too', () => {
    const zoned = new Desk({ swap }, { rollover: { time: '00:00', timeZone: 'UTC', tripleWeekday: 1 } });
    const plain = new Desk({ swap }, { rollover: { time: '00:00', timeZone: 'UTC' } });
    for (const desk of [zoned, plain]) {
      desk.goTo(MONDAY - 1);
      desk.sell('a');
      desk.bar(1.1, 1.1, 1.1, 1.1);
      desk.bar(1.1, 1.1, 1.1, 1.1);
    }
    expect(swapsOf(zoned).map(({ nights }) => nights)).toEqual([3]);
    expect(swapsOf(plain).map(({ nights }) => nights)).toEqual([1]);
  });

  describe('of a day whose nights are said', () => {
    const DAYS = [0, 1, 2, 3, 4, 5, 6, 7];
    const nightsOf = (nights: readonly (number | undefined)[], symbol: string): readonly number[] => {
      const instruments = { EURUSD: instrument('EURUSD'), BTCUSD: instrument('BTCUSD') };
      const rollover = { ...NEW_YORK_CLOSE, nights };
      const desk = new Desk({ swap: { long: 0, short: -1, unit: 'money' } }, { rollover, instruments });
      desk.goTo(MONDAY + 60);
      desk.sell('a', { symbol });
      desk.bar(1.1, 1.1, 1.1, 1.1, symbol);
      live(desk, DAYS, symbol);
      // A night that counts for none is not told.
      return swapsOf(desk).map(({ nights: one, amount }) => (amount === -one ? one : NaN));
    };
    const none = Array<undefined>(7).fill(undefined);

    test.each([
      ['nothing is said', none, [1, 1, 3, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1]],
      [
        'Friday counts three times, and Wednesday once',
        [...none.slice(0, 3), 1, undefined, 3],
        [1, 1, 1, 1, 3, 1],
        [1, 1, 1, 1, 3, 1, 1, 1],
      ],
      ['the weekend counts', [2, ...none.slice(0, 5), 1], [1, 1, 3, 1, 1, 1, 2, 1], [1, 1, 1, 1, 1, 1, 2, 1]],
      ['Monday counts for none', [undefined, 0], [1, 3, 1, 1], [1, 1, 1, 1, 1, 1]],
      ['all are said', [0, 1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6, 1], [1, 2, 3, 4, 5, 6, 1]],
    ] as const)(
      'it counts for them in every market, the others by their rules: %s',
      (_what, nights, currencies, crypto) => {
        expect(nightsOf([...nights], 'EURUSD')).toEqual(currencies);
        expect(nightsOf([...nights], 'BTCUSD')).toEqual(crypto);
      },
    );
  });
});
