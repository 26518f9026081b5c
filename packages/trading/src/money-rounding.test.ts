import fc from 'fast-check';
import type { CommissionTerms } from './commission.js';
import { commissionMinor } from './commission.js';
import type { Rate } from './conversion.js';
import { converted } from './conversion.js';
import { instrumentSpecs } from './instrument-specs.js';
import type { MoneyRounding } from './money.js';
import { closedProfitMinor, fromMinor } from './money.js';
import { swapMinor } from './swap.js';

const spec = (symbol: string) => {
  const found = instrumentSpecs[symbol];
  if (found === undefined) throw new Error(`no spec of ${symbol}`);
  return found;
};

const QUOTE_FIRST: MoneyRounding = { conversionRounding: 'quote_first' };
const EVEN: MoneyRounding = { rounding: 'half_even' };
const BOTH: MoneyRounding = { ...QUOTE_FIRST, ...EVEN };
const over = (price: number): Rate => [{ price, isTimes: false }];

describe('a profit', () => {
  const yen = { instrument: spec('USDJPY'), side: 'buy', entryPrice: 149.9, exitPrice: 150, currency: 'USD' } as const;
  const ofLots = (volume: number, rounding: MoneyRounding, rate?: Rate, side: 'buy' | 'sell' = 'buy'): number =>
    closedProfitMinor({ ...yen, volume, rate, side }, rounding);

  test.each([
    // A tenth of a yen on 1,506 dollars.
    ['of 150.6 yen is 1.004 dollars', ofLots(0.01506, {}), 100],
    ['of 150.6 yen is 151 yen first, 1.00666', ofLots(0.01506, QUOTE_FIRST), 101],
    ['and a loss of 150.6 yen likewise', ofLots(0.01506, QUOTE_FIRST, undefined, 'sell'), -101],
    ['of 150.5 yen is 151 yen away from zero', ofLots(0.01505, QUOTE_FIRST), 101],
    ['of 150.5 yen is 150 yen to the even one', ofLots(0.01505, BOTH), 100],
    // 150.6 yen / 151.75 = 0.99242, 151 yen 0.99506.
    ['is turned over at a rate that is given, once', ofLots(0.01506, {}, over(151.75)), 99],
    ['is turned over at a rate that is given, in yen first', ofLots(0.01506, QUOTE_FIRST, over(151.75)), 100],
    ['of 150 yen at 80 is 1.875 dollars, half a cent away from zero', ofLots(0.015, QUOTE_FIRST, over(80)), 188],
    ['of 149 yen at 40 is 3.725 dollars, half a cent to the even one', ofLots(0.0149, BOTH, over(40)), 372],
  ])('%s', (_what, minor, wanted) => expect(minor).toBe(wanted));

  test('in the currency of the account is rounded once, whatever is said', () => {
    const euro = {
      instrument: spec('EURUSD'),
      side: 'buy',
      entryPrice: 1.1,
      exitPrice: 1.1001,
      currency: 'USD',
    } as const;
    // 0.125 dollars.
    const minor = [{}, QUOTE_FIRST, EVEN, BOTH].map((one) => closedProfitMinor({ ...euro, volume: 0.0125 }, one));
    expect(minor).toEqual([13, 13, 12, 12]);
  });

  test('over two prices is not rounded between them', () => {
    const rate: Rate = [
      { price: 0.8, isTimes: false },
      { price: 1.1, isTimes: true },
    ];
    const pounds = { instrument: spec('EURGBP'), side: 'buy', entryPrice: 0.85, exitPrice: 0.85333 } as const;
    const profit = (more: MoneyRounding): number =>
      closedProfitMinor({ ...pounds, currency: 'USD', volume: 0.1059, rate }, more);
    // 35.2647 pounds: 35.26 / 0.8 are 44.075 euros and 48.4825 dollars; 44.08 euros would be 48.488, and 35.2647 pounds are 48.489.
    expect([profit(QUOTE_FIRST), profit({})]).toEqual([4_848, 4_849]);
  });

  test('rounded in yen first is off by half a yen and half a cent at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 1, max: 300_000 }), (units, entry) => {
        const trade = { ...yen, entryPrice: entry / 1e3, volume: units / 1e5 };
        const cents = closedProfitMinor(trade, QUOTE_FIRST);
        const exact = ((150 - trade.entryPrice) * units) / 150;
        expect(Math.abs(fromMinor(cents, 'USD') - exact)).toBeLessThanOrEqual(0.5 / 150 + 0.005 + 1e-6);
      }),
    );
  });
});

describe('a commission in percent', () => {
  const terms: CommissionTerms = {
    perLot: 0,
    makerPercent: 0,
    takerPercent: 0.001,
    perOrder: 0,
    minimum: 0,
    rounding: 'half_away',
  };
  const fill = { instrument: spec('USDJPY'), price: 125, volume: 0.052, isMaker: false, currency: 'USD' };
  const ofFill = (more: object, { rounding = 'half_away', conversionRounding }: MoneyRounding): number =>
    commissionMinor({ ...terms, rounding, conversionRounding }, { ...fill, ...more });

  test.each([
    // 5,200 dollars are 650,000 yen: 6.5 yen.
    ['of 5,200 dollars is 5.2 cents', ofFill({}, {}), 5],
    ['is 7 yen first, 5.6 cents', ofFill({}, QUOTE_FIRST), 6],
    ['is 6 yen to the even one, 4.8 cents', ofFill({}, BOTH), 5],
    ['is 7 yen at the rate that is given, 5.4 cents', ofFill({ rate: over(130) }, QUOTE_FIRST), 5],
    // 200,000 yen: 2 yen at 80 are 2.5 cents.
    ['has half a cent away from zero', ofFill({ price: 80, volume: 0.025 }, QUOTE_FIRST), 3],
    ['has half a cent to the even one', ofFill({ price: 80, volume: 0.025 }, BOTH), 2],
  ])('%s', (_what, minor, wanted) => expect(minor).toBe(wanted));

  test('is added to what is asked in account currency before the last rounding', () => {
    const first = { ...fill, isFirstOfOrder: true };
    // 7 yen are 5.6 cents, 0.052 lots * 0.20 are 1.04, and 0.7 or 0.9 for the order: 7.34 and 7.54.
    const all: CommissionTerms = { ...terms, conversionRounding: 'quote_first', perLot: 0.2 };
    expect(commissionMinor({ ...all, perOrder: 0.007 }, first)).toBe(7);
    expect(commissionMinor({ ...all, perOrder: 0.009 }, first)).toBe(8);
  });

  test('in the currency of the account is rounded once', () => {
    expect(ofFill({ currency: 'JPY' }, QUOTE_FIRST)).toBe(ofFill({ currency: 'JPY' }, {}));
    // 55,000 dollars * 0.001 %.
    expect(ofFill({ instrument: spec('EURUSD'), price: 1.1, volume: 0.5 }, QUOTE_FIRST)).toBe(55);
  });
});

describe('a swap', () => {
  const night = {
    instrument: spec('USDJPY'),
    perLot: -7.53,
    unit: 'points',
    volume: 0.2,
    nights: 1,
    price: 150,
    currency: 'USD',
  } as const;

  test.each([
    // A point of a lot is 100 yen.
    ['of 150.6 yen is 1.004 dollars', {}, {}, -100],
    ['of 150.6 yen is 151 yen first', {}, QUOTE_FIRST, -101],
    ['of 150.5 yen is 151 yen away from zero', { perLot: -7.525 }, QUOTE_FIRST, -101],
    ['of 150.5 yen is 150 yen to the even one', { perLot: -7.525 }, BOTH, -100],
    ['of half a cent of money goes to the even one', { unit: 'money', perLot: 0.025 }, BOTH, 0],
    ['of half a cent of money goes away from zero', { unit: 'money', perLot: 0.025 }, QUOTE_FIRST, 1],
  ] as const)('%s', (_what, more, rounding, wanted) => expect(swapMinor({ ...night, ...more }, rounding)).toBe(wanted));
});

test('once and half away are what is done where nothing is said', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9_999 }), fc.integer({ min: 1, max: 300_000 }), (lots, exit) => {
      const trade = { instrument: spec('USDJPY'), side: 'sell', entryPrice: 150, currency: 'USD' } as const;
      const said = { conversionRounding: 'once', rounding: 'half_away' } as const;
      const one = { ...trade, exitPrice: exit / 1e3, volume: lots / 1e4 };
      const plain = closedProfitMinor(one);
      expect(closedProfitMinor(one, said)).toBe(plain);
      const yen = (150 - one.exitPrice) * one.volume * 100_000;
      expect(Math.abs(fromMinor(plain, 'USD') - converted(yen, over(one.exitPrice)))).toBeLessThan(0.005_000_1);
    }),
  );
});
