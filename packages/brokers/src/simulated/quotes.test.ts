import * as fc from 'fast-check';
import { idOf, orderOf } from '../testing/broker-contract.js';
import { Desk, MINUTE_MS } from '../testing/simulated-desk.js';

const stop = (price: number) => ({ stopLoss: { clientOrderId: idOf('s'), price } });
const target = (price: number) => ({ takeProfits: [{ clientOrderId: idOf('t'), price, volume: 1, moveStop: false }] });

test('market orders buy at the open of the ask and sell at that of the bid: slippage counts, the configured spread does not', () => {
  const desk = new Desk({ spreadPips: 40, slippagePips: 0.5 });
  desk.buy('a');
  desk.sell('b');
  desk.quote([1.1, 1.2, 1.0, 1.1], [1.1003, 1.2003, 1.0003, 1.1003]);
  expect(desk.fills).toEqual([
    ['entry', 'buy', 1.10035],
    ['entry', 'sell', 1.09995],
  ]);
});

test('the stop of a long position is reached by the bid, that of a short one by the ask', () => {
  const desk = new Desk();
  desk.buy('a', stop(1.09));
  desk.sell('b', { stopLoss: { clientOrderId: idOf('u'), price: 1.12 } });
  desk.quote([1.1, 1.1, 1.1, 1.1], [1.1002, 1.1002, 1.1002, 1.1002]);
  desk.quote([1.1, 1.13, 1.09001, 1.1], [1.1002, 1.11999, 1.08, 1.1002]);
  expect(desk.fills).toHaveLength(2);
  desk.quote([1.1, 1.1, 1.09, 1.1], [1.1002, 1.12, 1.1, 1.1002]);
  expect(desk.fills.slice(2)).toEqual([
    ['stop', 'sell', 1.09],
    ['stop', 'buy', 1.12],
  ]);
});

test('limit entries and targets wait for their own side too, and open at its better open', () => {
  const desk = new Desk();
  desk.buy('a', { limitPrice: 1.09, ...target(1.12) });
  desk.quote([1.1, 1.1, 1.05, 1.1], [1.1, 1.1, 1.09001, 1.1]);
  expect(desk.fills).toEqual([]);
  desk.quote([1.08, 1.08, 1.08, 1.08], [1.085, 1.1, 1.085, 1.1]);
  desk.quote([1.1, 1.11999, 1.1, 1.1], [1.1, 1.13, 1.1, 1.1]);
  desk.quote([1.125, 1.13, 1.12, 1.13], [1.13, 1.13, 1.13, 1.13]);
  expect(desk.fills).toEqual([
    ['entry', 'buy', 1.085],
    ['target', 'sell', 1.125],
  ]);
});

test('money by hand: bought at the ask, valued and sold at the bid; a yen pair is turned over at the bid', () => {
  const desk = new Desk({ commissionPerLot: 3.5 });
  desk.broker.submit(orderOf('a', { symbol: 'USDJPY', volume: 0.5 }));
  desk.quote([91.715, 91.715, 91.653, 91.653], [91.717, 91.717, 91.655, 91.656], 'USDJPY');
  // (91.653 - 91.717) * 50,000 = -3,200 yen; / 91.653 = -34.914...; commission 1.75.
  expect(desk.account).toMatchObject({ balance: 9_998.25, openProfit: -34.91, equity: 9_963.34, at: MINUTE_MS });
  expect(desk.broker.spreadOf?.('USDJPY')).toBeCloseTo(0.003, 10);
  desk.broker.submit(
    orderOf('x', { symbol: 'USDJPY', intent: 'exit', side: 'sell', positionId: idOf('a'), volume: 0.5 }),
  );
  desk.quote([92, 92, 92, 92], [92.004, 92.004, 92.004, 92.004], 'USDJPY');
  // (92 - 91.717) * 50,000 = 14,150 yen; / 92 = 153.804...
  expect(desk.answers.fills[1]).toMatchObject({ price: 92, profit: 153.8, commission: -1.75 });
  expect(desk.account).toMatchObject({ balance: 10_150.3, equity: 10_150.3, openProfit: 0 });
});

test('quotes that cross are taken as they stand', () => {
  const desk = new Desk();
  desk.buy('a');
  desk.quote([1.1, 1.1, 1.1, 1.1], [1.0998, 1.0998, 1.0998, 1.0998]);
  expect(desk.fills).toEqual([['entry', 'buy', 1.0998]]);
  expect(desk.account?.openProfit).toBe(20);
});

test('a candle with a configured spread is the same market as its quotes written out, fill for fill and cent for cent', () => {
  const price = fc.integer({ min: 109_000, max: 111_000 });
  const bar = fc.tuple(price, price, price, price).map((four) => {
    const [open, , , close] = four;
    return { open: open / 1e5, high: Math.max(...four) / 1e5, low: Math.min(...four) / 1e5, close: close / 1e5 };
  });
  const half = (1.6 * 0.0001) / 2;
  fc.assert(
    fc.property(fc.array(bar, { minLength: 1, maxLength: 20 }), (bars) => {
      const [spread, quoted] = [
        { spreadPips: 1.6, slippagePips: 0.3, commissionPerLot: 3.5 },
        { slippagePips: 0.3, commissionPerLot: 3.5 },
      ].map((costs) => new Desk(costs));
      if (spread === undefined || quoted === undefined) throw new Error('two desks');
      bars.forEach(({ open, high, low, close }, index) => {
        for (const desk of [spread, quoted]) {
          const id = `o${index}`;
          const parts = { ...stop(1.095), ...target(1.105), ...(index % 2 === 0 ? {} : { limitPrice: 1.1 }) };
          if (index % 3 === 0) desk.sell(id, { stopLoss: { clientOrderId: idOf(`s${index}`), price: 1.106 } });
          else desk.buy(id, parts);
        }
        spread.bar(open, high, low, close);
        const [bid, ask] = [-half, half].map((by) => [open + by, high + by, low + by, close + by] as const);
        if (bid !== undefined && ask !== undefined) quoted.quote(bid, ask);
      });
      expect(quoted.answers.fills).toEqual(spread.answers.fills);
      expect(quoted.answers.accounts).toEqual(spread.answers.accounts);
    }),
    { numRuns: 50 },
  );
});
