import type { Instrument } from '@q/events';
import { instrumentSpecs } from './instrument-specs.js';
import type { CarriedPosition } from './swap.js';
import { swapMinor } from './swap.js';

function spec(symbol: string): Instrument {
  const found = instrumentSpecs[symbol];
  if (found === undefined) throw new Error(`no spec of ${symbol}`);
  return found;
}

const minor = (symbol: string, parts: Partial<CarriedPosition>): number =>
  swapMinor({
    instrument: spec(symbol),
    perLot: -6.5,
    unit: 'points',
    volume: 0.3,
    nights: 1,
    price: 150,
    currency: 'USD',
    ...parts,
  });

test.each([
  // A point of EURUSD is 0.00001: a dollar on a lot. 6.5 * 0.3 = 1.95.
  ['6.5 points on 0.3 lots of EURUSD: 1.95 dollars', minor('EURUSD', {}), -195],
  ['three nights: 5.85', minor('EURUSD', { nights: 3 }), -585],
  ['what is received is above 0', minor('EURUSD', { perLot: 2 }), 60],
  // A point of USDJPY is 0.001: 100 yen on a lot. 6.5 * 0.3 * 100 = 195 yen; / 150 = 1.30 dollars.
  ['of USDJPY in dollars at 150: 1.30', minor('USDJPY', {}), -130],
  ['the same in yen: 195', minor('USDJPY', { currency: 'JPY' }), -195],
  ['money is taken as it is: 6.5 * 0.3 * 3 = 5.85', minor('USDJPY', { unit: 'money', nights: 3 }), -585],
  // 30,000 euros at 1.1 are 33,000 dollars; 3.65 percent of that for a year are 1,204.50, for a night 3.30.
  ['percent for a year: 3.65 of 33,000 dollars', minor('EURUSD', { unit: 'percent', perLot: -3.65, price: 1.1 }), -330],
  ['of 30,000 base units on an account in them', minor('USDJPY', { unit: 'percent', perLot: 3.65, nights: 3 }), 900],
  ['the same in yen at 150', minor('USDJPY', { unit: 'percent', perLot: 3.65, currency: 'JPY' }), 450],
  // 2 / 36,500 of 30,000 are 1.6438.
  ['rounded once', minor('USDJPY', { unit: 'percent', perLot: -2, rate: [{ price: 151, isTimes: false }] }), -164],
  ['half a cent away from zero: 0.05 * 0.1', minor('EURUSD', { unit: 'money', perLot: -0.05, volume: 0.1 }), -1],
])('%s', (_what, found, wanted) => {
  expect(found).toBe(wanted);
});

test('a currency that it cannot be turned into is an error', () => {
  expect(() => minor('EURUSD', { currency: 'CHF' })).toThrow(/cannot be turned into the account's CHF/);
});
