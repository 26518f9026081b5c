import type { Instrument } from '@q/events';
import type { CommissionTerms } from './commission.js';
import { commissionDue, commissionMinor } from './commission.js';
import { instrumentSpecs } from './instrument-specs.js';

const NONE: CommissionTerms = {
  perLot: 0,
  makerPercent: 0,
  takerPercent: 0,
  perOrder: 0,
  minimum: 0,
  rounding: 'half_away',
};

function spec(symbol: string): Instrument {
  const found = instrumentSpecs[symbol];
  if (found === undefined) throw new Error(`no spec of ${symbol}`);
  return found;
}

const fill = { price: 1.1, volume: 0.3, isMaker: false, isFirstOfOrder: true, currency: 'USD' };
const cents = (terms: Partial<CommissionTerms>, parts: Partial<typeof fill> = {}, symbol = 'EURUSD'): number =>
  commissionMinor({ ...NONE, ...terms }, { instrument: spec(symbol), ...fill, ...parts });

test.each([
  ['3.50 a lot on 0.3 lots: 1.05', cents({ perLot: 3.5 }), 105],
  ['taker 0.01 % of 1.1 * 30,000 = 33,000 dollars: 3.30', cents({ takerPercent: 0.01, makerPercent: 9 }), 330],
  ['maker 0.002 % of the same: 0.66', cents({ takerPercent: 9, makerPercent: 0.002 }, { isMaker: true }), 66],
  [
    'of 30,000 dollars of USDJPY on a dollar account, whatever its price',
    cents({ takerPercent: 0.01 }, { price: 150 }, 'USDJPY'),
    300,
  ],
  ['2 dollars for the order', cents({ perOrder: 2 }), 200],
  ['none of them for its second fill', cents({ perOrder: 2 }, { isFirstOfOrder: false }), 0],
  ['the sum of all parts', cents({ perLot: 3.5, takerPercent: 0.01, perOrder: 2 }), 105 + 330 + 200],
  ['half a cent away from zero: 0.5 * 0.25 = 0.125', cents({ perLot: 0.5 }, { volume: 0.25 }), 13],
  ['half a cent to the even one', cents({ perLot: 0.5, rounding: 'half_even' }, { volume: 0.25 }), 12],
  ['half a cent to the even one above: 0.135', cents({ perLot: 0.5, rounding: 'half_even' }, { volume: 0.27 }), 14],
  ['parts are added before the rounding: 0.004 + 0.004', cents({ perLot: 0.4, perOrder: 0.004 }, { volume: 0.01 }), 1],
])('%s', (_what, found, wanted) => {
  expect(found).toBe(wanted);
});

test('an order pays its minimum with its first fill, and more only once its fills ask for more', () => {
  expect(commissionDue(200, { asked: 50, paid: 0 })).toBe(200);
  expect(commissionDue(200, { asked: 150, paid: 200 })).toBe(0);
  expect(commissionDue(200, { asked: 250, paid: 200 })).toBe(50);
  expect(commissionDue(0, { asked: 250, paid: 200 })).toBe(50);
});
