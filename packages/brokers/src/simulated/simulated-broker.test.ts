import type { Candle } from '@q/events';
import { VirtualClock } from '@q/events';
import * as fc from 'fast-check';
import { brokerContract, idOf, orderOf } from '../testing/broker-contract.js';
import { Desk, FREE, instrument, MINUTE_MS } from '../testing/simulated-desk.js';
import { feedThroughMarket } from './feed-through-market.js';
import { createSimulatedBroker } from './simulated-broker.js';

const stop = (price: number) => ({ stopLoss: { clientOrderId: idOf('s'), price } });
const target = (price: number) => ({ takeProfits: [{ clientOrderId: idOf('t'), price, volume: 1, moveStop: false }] });

brokerContract('the simulated broker', () => {
  const broker = createSimulatedBroker({
    clock: new VirtualClock(),
    instruments: { EURUSD: instrument('EURUSD') },
    account: { currency: 'USD', balance: 10_000 },
    costs: () => FREE,
  });
  let time = 0;
  const goOn = (): void => {
    time += MINUTE_MS;
    broker.onCandle('EURUSD', {
      openTime: time,
      closeTime: time + MINUTE_MS,
      open: 1.1,
      high: 1.1,
      low: 1.1,
      close: 1.1,
      volume: 0,
      bars: 1,
    });
  };
  return { broker, symbol: 'EURUSD', goOn };
});

describe('market orders', () => {
  test('fill at the open of the next candle: half the spread and the slippage against the trader', () => {
    const desk = new Desk({ spreadPips: 2, slippagePips: 0.5 });
    desk.bar(1.0, 1.0, 1.0, 1.0);
    desk.buy('a');
    desk.sell('b');
    desk.bar(1.1, 1.2, 1.05, 1.15);
    // 1 pip of half spread and 0.5 of slippage: 0.00015.
    expect(desk.fills).toEqual([
      ['entry', 'buy', 1.10015],
      ['entry', 'sell', 1.09985],
    ]);
    expect(desk.answers.fills.map(({ filledAt }) => filledAt)).toEqual([MINUTE_MS, MINUTE_MS]);
  });

  test('wait for their own symbol', () => {
    const desk = new Desk();
    desk.buy('a');
    desk.bar(150, 150, 150, 150, 'USDJPY');
    expect(desk.fills).toEqual([]);
    desk.bar(1.1, 1.1, 1.1, 1.1);
    expect(desk.fills).toHaveLength(1);
  });

  test('an exit of a position that its stop has closed meanwhile is canceled', () => {
    const desk = new Desk();
    desk.buy('a', stop(1.05));
    desk.bar(1.1, 1.1, 1.1, 1.1);
    desk.bar(1.1, 1.1, 1.0, 1.0);
    desk.exit('x', 'a');
    desk.bar(1, 1, 1, 1);
    expect(desk.answers.orders.slice(-1)).toEqual([`canceled ${idOf('x')}`]);
    expect(desk.fills).toHaveLength(2);
  });
});

describe('stops and targets', () => {
  test.each([
    ['the stop inside the bar, at its price', stop(1.09), [1.1, 1.11, 1.08, 1.1], ['stop', 1.09]],
    ['the target inside the bar, at its price', target(1.12), [1.1, 1.13, 1.09, 1.1], ['target', 1.12]],
    ['the stop at the open where the bar gaps through it', stop(1.09), [1.07, 1.08, 1.06, 1.08], ['stop', 1.07]],
    [
      'the target at the better open where the bar gaps through it',
      target(1.12),
      [1.13, 1.14, 1.12, 1.13],
      ['target', 1.13],
    ],
    [
      'the stop where both could have been hit',
      { ...stop(1.09), ...target(1.12) },
      [1.1, 1.13, 1.08, 1.12],
      ['stop', 1.09],
    ],
    ['the stop that is touched to the point', stop(1.09), [1.1, 1.1, 1.09, 1.1], ['stop', 1.09]],
  ] as const)('a long position: %s', (_what, attached, [open, high, low, close], [intent, price]) => {
    const desk = new Desk();
    desk.buy('a', attached);
    desk.bar(1.1, 1.1, 1.1, 1.1);
    desk.bar(open, high, low, close);
    expect(desk.fills.slice(1)).toEqual([[intent, 'sell', price]]);
  });

  test.each([
    ['the stop', stop(1.11), [1.1, 1.12, 1.09, 1.1], ['stop', 1.11]],
    ['the target', target(1.08), [1.1, 1.1, 1.07, 1.1], ['target', 1.08]],
    ['the stop in a gap', stop(1.11), [1.13, 1.14, 1.12, 1.13], ['stop', 1.13]],
    ['the target in a gap', target(1.08), [1.06, 1.07, 1.05, 1.06], ['target', 1.06]],
    [
      'the stop where both could have been hit',
      { ...stop(1.11), ...target(1.08) },
      [1.1, 1.12, 1.07, 1.1],
      ['stop', 1.11],
    ],
  ] as const)(
    'a short position, the mirror image: %s',
    (_what, attached, [open, high, low, close], [intent, price]) => {
      const desk = new Desk();
      desk.sell('a', attached);
      desk.bar(1.1, 1.1, 1.1, 1.1);
      desk.bar(open, high, low, close);
      expect(desk.fills.slice(1)).toEqual([[intent, 'buy', price]]);
    },
  );

  test('may be hit in the very bar in which the position was opened, after its open', () => {
    const desk = new Desk();
    desk.buy('a', stop(1.09));
    desk.bar(1.1, 1.1, 1.08, 1.09);
    expect(desk.fills).toEqual([
      ['entry', 'buy', 1.1],
      ['stop', 'sell', 1.09],
    ]);
  });

  test('the bid must reach the stop of a long position, the ask that of a short one; slippage comes on top', () => {
    const long = new Desk({ spreadPips: 2, slippagePips: 1 });
    long.buy('a', stop(1.09));
    long.bar(1.1, 1.1, 1.1, 1.1);
    long.bar(1.1, 1.1, 1.09011, 1.1);
    expect(long.fills).toHaveLength(1);
    long.bar(1.1, 1.1, 1.0901, 1.1);
    expect(long.fills[1]).toEqual(['stop', 'sell', 1.0899]);
    const short = new Desk({ spreadPips: 2, slippagePips: 1 });
    short.sell('a', stop(1.11));
    short.bar(1.1, 1.1, 1.1, 1.1);
    short.bar(1.1, 1.10989, 1.1, 1.1);
    expect(short.fills).toHaveLength(1);
    short.bar(1.1, 1.1099, 1.1, 1.1);
    expect(short.fills[1]).toEqual(['stop', 'buy', 1.1101]);
  });

  test('a target has no slippage, and the bid must reach it', () => {
    const desk = new Desk({ spreadPips: 2, slippagePips: 1 });
    desk.buy('a', target(1.12));
    desk.bar(1.1, 1.1, 1.1, 1.1);
    desk.bar(1.1, 1.12009, 1.1, 1.1);
    expect(desk.fills).toHaveLength(1);
    desk.bar(1.1, 1.1201, 1.1, 1.1);
    expect(desk.fills[1]).toEqual(['target', 'sell', 1.12]);
  });

  test('an exit at the open comes before a stop inside the bar', () => {
    const desk = new Desk();
    desk.buy('a', stop(1.09));
    desk.bar(1.1, 1.1, 1.1, 1.1);
    desk.exit('x', 'a');
    desk.bar(1.1, 1.1, 1.0, 1.0);
    expect(desk.fills.slice(1)).toEqual([['exit', 'sell', 1.1]]);
  });

  test('a fill bears the id of the order that made it, and the id of its position', () => {
    const desk = new Desk();
    desk.buy('a', stop(1.09));
    desk.bar(1.1, 1.1, 1.08, 1.1);
    expect(desk.answers.fills.map(({ clientOrderId, positionId }) => [clientOrderId, positionId])).toEqual([
      [idOf('a'), idOf('a')],
      [idOf('s'), idOf('a')],
    ]);
  });
});

test('an instrument under the name of another one is refused', () => {
  const make = (): unknown =>
    createSimulatedBroker({
      clock: new VirtualClock(),
      instruments: { EURUSD: instrument('USDJPY') },
      account: { currency: 'USD', balance: 10_000 },
      costs: () => FREE,
    });
  expect(make).toThrow('the instrument under "EURUSD" is "USDJPY": give both the same symbol');
});

describe('money', () => {
  test('a round trip by hand: 100 pips on one lot, 2 pips of spread, 3.50 a side', () => {
    const desk = new Desk({ spreadPips: 2, commissionPerLot: 3.5 });
    desk.buy('a');
    desk.bar(1.1, 1.1, 1.1, 1.1);
    // Bought at 1.1001, valued at the bid of 1.0999: 20 less, and 3.50 of commission.
    expect(desk.account).toEqual({
      currency: 'USD',
      balance: 9_996.5,
      equity: 9_976.5,
      openProfit: -20,
      cause: 'mark',
      at: MINUTE_MS,
    });
    desk.exit('x', 'a');
    desk.bar(1.11, 1.11, 1.11, 1.11);
    // Sold at 1.1099: 0.0098 * 100,000 = 980.
    expect(desk.answers.fills[1]).toMatchObject({ price: 1.1099, profit: 980, commission: -3.5, remaining: 0 });
    expect(desk.account).toMatchObject({ balance: 10_973, equity: 10_973, openProfit: 0, cause: 'fill' });
  });

  test('a yen pair on a dollar account is turned into dollars at the exit price', () => {
    const desk = new Desk();
    desk.broker.submit(orderOf('a', { symbol: 'USDJPY' }));
    desk.bar(150, 150, 150, 150, 'USDJPY');
    desk.broker.submit(orderOf('x', { symbol: 'USDJPY', intent: 'exit', side: 'sell', positionId: idOf('a') }));
    desk.bar(151, 151, 151, 151, 'USDJPY');
    // 1.000 * 100,000 = 100,000 yen; / 151 = 662.2516...
    expect(desk.answers.fills[1]?.profit).toBe(662.25);
    expect(desk.account?.balance).toBe(10_662.25);
  });

  test('the same pair on a yen account has no cents', () => {
    const desk = new Desk(
      { commissionPerLot: 333.4 },
      { instruments: { USDJPY: instrument('USDJPY') }, account: { currency: 'JPY', balance: 1_000_000 } },
    );
    desk.broker.submit(orderOf('a', { symbol: 'USDJPY', volume: 0.01 }));
    desk.bar(150, 150, 150, 150.123, 'USDJPY');
    expect(desk.answers.fills[0]?.commission).toBe(-3);
    expect(desk.account).toMatchObject({ balance: 999_997, openProfit: 123, equity: 1_000_120 });
  });

  test.each([0.35, 0.41, 0.57, 1.13])(
    'commission on %f lots is 3.5 times the size, half a cent rounded up, without binary error',
    (volume) => {
      const desk = new Desk({ commissionPerLot: 3.5 });
      desk.buy('a', { volume });
      desk.bar(1.1, 1.1, 1.1, 1.1);
      const hundredths = Math.round(volume * 100);
      expect(desk.answers.fills[0]?.commission).toBe(-(Math.floor((35 * hundredths + 5) / 10) / 100));
    },
  );

  test('no commission is 0, not minus nothing', () => {
    const desk = new Desk();
    desk.buy('a');
    desk.bar(1.1, 1.1, 1.1, 1.1);
    expect(Object.is(desk.answers.fills[0]?.commission, 0)).toBe(true);
  });

  test('an instrument whose results cannot be turned into the account currency is refused', () => {
    expect(() => new Desk({}, { account: { currency: 'CHF', balance: 1 } })).toThrow(/EURUSD/);
  });

  test('whatever is traded: the balance is the start plus every fill to the cent, and equity is balance plus open profit', () => {
    const action = fc.record({
      kind: fc.constantFrom('buy', 'sell', 'exit', 'wait'),
      volume: fc.integer({ min: 1, max: 300 }).map((hundredths) => hundredths / 100),
      move: fc.integer({ min: -300, max: 300 }),
    });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        const desk = new Desk({ spreadPips: 0.8, slippagePips: 0.2, commissionPerLot: 3.5 });
        let price = 110_000;
        const open = new Map<string, { readonly volume: number; readonly side: 'buy' | 'sell' }>();
        actions.forEach(({ kind, volume, move }, index) => {
          const id = `o${index}`;
          const [oldest] = open;
          if (kind === 'buy' || kind === 'sell') {
            const distance = kind === 'buy' ? -0.001 : 0.001;
            const attached = {
              stopLoss: {
                clientOrderId: idOf(`s${index}`),
                price: Math.round((price / 100_000 + distance) * 1e5) / 1e5,
              },
            };
            if (kind === 'buy') desk.buy(id, { volume, ...attached });
            else desk.sell(id, { volume, ...attached });
            open.set(id, { volume, side: kind });
          } else if (kind === 'exit' && oldest !== undefined) {
            const [of, position] = oldest;
            desk.exit(id, of, { volume: position.volume, side: position.side === 'buy' ? 'sell' : 'buy' });
            open.delete(of);
          }
          const from = price;
          price += move;
          const [a, b] = [from / 100_000, price / 100_000];
          desk.bar(a, Math.max(a, b), Math.min(a, b), b);
        });
        const cents = (amount: number): number => Math.round(amount * 100);
        const booked = desk.answers.fills.reduce(
          (sum, { profit, commission }) => sum + cents(profit) + cents(commission),
          0,
        );
        expect(cents(desk.account?.balance ?? NaN)).toBe(1_000_000 + booked);
        for (const { balance, equity, openProfit } of desk.answers.accounts) {
          expect(cents(equity)).toBe(cents(balance) + cents(openProfit));
          expect(balance).toBe(cents(balance) / 100);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a bad connection', () => {
  const lossy = (what: 'answer' | 'order') =>
    new Desk({}, { loses: ({ clientOrderId }) => (clientOrderId === idOf('a') ? what : undefined) });

  test('a lost answer: the order is there, is filled, and is known when asked about', () => {
    const desk = lossy('answer');
    desk.buy('a');
    expect(desk.answers.orders).toEqual([]);
    desk.broker.query(idOf('a'));
    desk.bar(1.1, 1.1, 1.1, 1.1);
    expect(desk.answers.orders).toEqual([`accepted ${idOf('a')}`, `filled ${idOf('a')}`]);
  });

  test('a lost order: it is not there, is never filled, and is rejected when asked about', () => {
    const desk = lossy('order');
    desk.buy('a');
    desk.bar(1.1, 1.1, 1.1, 1.1);
    desk.broker.query(idOf('a'));
    expect(desk.answers.orders).toEqual([`rejected ${idOf('a')}`]);
  });
});

test('an order whose submission throws is not there, and is rejected when asked about', () => {
  const fail = (): never => {
    throw new Error('no line');
  };
  const desk = new Desk({}, { loses: fail });
  expect(() => desk.buy('a')).toThrow('no line');
  desk.broker.query(idOf('a'));
  expect(desk.answers.orders).toEqual([`rejected ${idOf('a')}`]);
});

describe('a feed that goes through the market', () => {
  const candle = (minute: number, parts: Partial<Candle> = {}): Candle => {
    const times = { openTime: minute * MINUTE_MS, closeTime: (minute + 1) * MINUTE_MS };
    return { ...times, open: 1.1, high: 1.1, low: 1.1, close: 1.1, volume: 0, bars: 1, ...parts };
  };

  test('the market gets each sound, closed candle once and before anybody else; all of them go on', () => {
    const seen: string[] = [];
    const answer = [candle(0), candle(1, { high: NaN }), candle(1), candle(1), candle(2), candle(3)];
    const feed = feedThroughMarket(
      {
        baseTimeframe: () => '1',
        request: ({ until }, inbox) => inbox.candles(answer, until),
        close: () => Promise.resolve(),
      },
      { onCandle: (_symbol, { openTime }) => void seen.push(`market ${openTime / MINUTE_MS}`) },
    );
    for (let time = 0; time < 2; time += 1) {
      feed.request(
        { symbol: 'EURUSD', timeframe: '1', after: 0, until: 3 * MINUTE_MS },
        {
          candles: (candles) => void seen.push(`inbox ${candles.length}`),
          failed: () => undefined,
        },
      );
    }
    expect(seen).toEqual(['market 0', 'market 1', 'market 2', 'inbox 6', 'inbox 6']);
  });

  test('what the feed cannot do, it cannot do through the market either', () => {
    const endless = { baseTimeframe: () => undefined, request: () => undefined, close: () => Promise.resolve() };
    expect('nextClose' in feedThroughMarket(endless, { onCandle: () => undefined })).toBe(false);
  });
});
