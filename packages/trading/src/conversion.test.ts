import fc from 'fast-check';
import type { Rate } from './conversion.js';
import { conversionPath, converted, exactlyConverted } from './conversion.js';
import { decimal } from './decimal.js';
import { commissionMinor } from './commission.js';
import { instrumentSpecs } from './instrument-specs.js';
import { marginMinor } from './margin.js';
import { closedProfitMinor, fromMinor, notionalOf, openProfit } from './money.js';
import { planEntry } from './plan-entry.js';
import { planScaledEntry } from './plan-scaled-entry.js';
import { swapMinor } from './swap.js';

const spec = (symbol: string) => {
  const found = instrumentSpecs[symbol];
  if (found === undefined) throw new Error(`no spec of ${symbol}`);
  return found;
};

const pathOf = (from: string, to: string, symbols: readonly string[]): string | undefined =>
  conversionPath(from, to, symbols.map(spec))
    ?.map(({ symbol, isTimes }) => `${isTimes ? '*' : '/'}${symbol}`)
    .join(' ');

describe('the way from one currency to another', () => {
  test.each([
    ['USD', 'USD', [], ''],
    ['GBP', 'USD', ['EURGBP', 'GBPUSD'], '*GBPUSD'],
    ['JPY', 'USD', ['EURJPY', 'USDJPY'], '/USDJPY'],
    ['GBP', 'USD', ['EURGBP', 'EURUSD'], '/EURGBP *EURUSD'],
    ['JPY', 'USD', ['EURJPY', 'GBPJPY', 'GBPUSD', 'EURUSD'], '/EURJPY *EURUSD'],
    ['JPY', 'USD', ['GBPJPY', 'EURJPY', 'GBPUSD', 'EURUSD'], '/GBPJPY *GBPUSD'],
    ['JPY', 'USD', ['GBPJPY', 'EURJPY', 'EURUSD'], '/EURJPY *EURUSD'],
    ['GBP', 'USD', ['EURGBP'], undefined],
    ['CHF', 'USD', ['EURCHF', 'EURGBP', 'GBPAUD', 'AUDUSD'], undefined],
  ] as const)('from %s to %s through %s', (from, to, symbols, way) => expect(pathOf(from, to, symbols)).toBe(way));
});

const POUNDS: Rate = [{ price: 1.25, isTimes: true }];
const OVER_EURO: Rate = [
  { price: 0.8, isTimes: false },
  { price: 1.1, isTimes: true },
];

test('an amount passes each price in turn: times a direct one, divided by an inverse one', () => {
  expect([converted(100, []), converted(100, POUNDS), converted(100, OVER_EURO)]).toEqual([100, 125, 137.5]);
  const { value, over } = exactlyConverted(decimal(100), OVER_EURO);
  expect([value, over]).toEqual([
    { units: 1100, scale: 1 },
    { units: 8, scale: 1 },
  ]);
});

describe('money of EURGBP in dollars', () => {
  const eurgbp = { instrument: spec('EURGBP'), currency: 'USD' } as const;
  const trade = { ...eurgbp, side: 'buy', entryPrice: 0.85, exitPrice: 0.85333, volume: 0.1 } as const;

  test('by hand: result, mark, commission, margin, swap and value', () => {
    // 0.00333 * 10,000 = 33.30 pounds.
    expect(closedProfitMinor({ ...trade, rate: POUNDS })).toBe(4_163); // 41.625
    expect(closedProfitMinor({ ...trade, side: 'sell', rate: OVER_EURO })).toBe(-4_579); // -45.7875
    expect(openProfit({ ...trade, rate: POUNDS })).toBeCloseTo(41.625, 9);
    const terms = {
      perLot: 3,
      makerPercent: 0,
      takerPercent: 0.01,
      perOrder: 1,
      minimum: 0,
      rounding: 'half_away',
    } as const;
    const fill = { ...eurgbp, price: 0.85, volume: 0.1, isMaker: false, isFirstOfOrder: true };
    // 0.30 + 1 + 8,500 pounds * 0.01 % = 0.85 pounds = 1.0625 dollars; / 0.8 * 1.1 = 1.16875.
    expect(commissionMinor(terms, { ...fill, rate: POUNDS })).toBe(236);
    expect(commissionMinor(terms, { ...fill, rate: OVER_EURO })).toBe(247);
    expect(marginMinor({ ...eurgbp, price: 0.85, volume: 0.1, rate: POUNDS }, 30)).toBe(35_417); // 10,625 / 30
    const night = { ...eurgbp, perLot: -5, unit: 'points', volume: 0.1, nights: 3, price: 0.85 } as const;
    // 5 points of a pound a lot: -1.5 pounds.
    expect(swapMinor({ ...night, rate: POUNDS })).toBe(-188);
    expect(notionalOf({ ...eurgbp, price: 0.85, volume: 0.1, rate: 1.25 })).toBe(10_625);
  });

  test('a rate takes the place of the own price where the account is in the base currency', () => {
    const yen = {
      instrument: spec('USDJPY'),
      currency: 'USD',
      side: 'buy',
      entryPrice: 150,
      exitPrice: 151,
      volume: 1,
    } as const;
    expect(closedProfitMinor(yen)).toBe(66_225); // 100,000 / 151
    expect(closedProfitMinor({ ...yen, rate: [{ price: 150, isTimes: false }] })).toBe(66_667);
  });

  test('a rate of two prices gives what one price gives that is their quotient, for any prices', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999 }), fc.integer({ min: 1, max: 9_999 }), (a, b) => {
        const rate: Rate = [
          { price: a / 100, isTimes: true },
          { price: b / 100, isTimes: false },
        ];
        const exact = fromMinor(closedProfitMinor({ ...trade, rate }), 'USD');
        expect(Math.abs(exact - (33.3 * a) / b)).toBeLessThanOrEqual(0.005_000_1);
      }),
    );
  });
});

describe('the size of an entry whose money needs a rate', () => {
  const request = {
    direction: 'long',
    price: 0.85,
    instrument: spec('EURGBP'),
    account: { currency: 'USD', equity: 10_000 },
    rate: 1.25,
  } as const;

  test('by risk: what is lost at the stop, in account currency', () => {
    const risk = { position_sizing: { type: 'risk', value: 1 }, sl: { type: 'fixed', value: 20 } } as const;
    // 100 dollars are 80 pounds, and a lot loses 200 pounds at 20 pips.
    expect(planEntry({ ...request, risk })).toMatchObject({
      plan: { volume: 0.4, stopLoss: 0.848, risk: expect.closeTo(100, 8) },
    });
    expect(
      planScaledEntry({ ...request, risk: { ...risk, scaling: { entries: 2, spacing: 5, unit: 'pips' } } }),
    ).toMatchObject({
      ok: true,
      plan: { volume: 0.4 },
    });
  });

  test('by worth and by money', () => {
    const half = { position_sizing: { type: 'percentage', value: 50 } } as const;
    // 5,000 dollars of a lot worth 85,000 pounds = 106,250 dollars.
    expect(planEntry({ ...request, risk: half })).toMatchObject({ plan: { volume: 0.04 } });
    const money = { position_sizing: { type: 'fixed', value: 0.4 }, sl: { type: 'monetary', value: 100 } } as const;
    expect(planEntry({ ...request, risk: money })).toMatchObject({
      plan: { stopLoss: 0.848, risk: expect.closeTo(100, 8) },
    });
  });

  test('is no plan without a rate, and a rate changes nothing where none is needed', () => {
    const risk = { position_sizing: { type: 'risk', value: 1 }, sl: { type: 'fixed', value: 20 } } as const;
    expect(() => planEntry({ ...request, rate: undefined, risk })).toThrow(/are in GBP and cannot be turned into/);
    for (const symbol of ['EURUSD', 'USDJPY']) {
      const plain = {
        ...request,
        instrument: spec(symbol),
        price: symbol === 'USDJPY' ? 150 : 1.1,
        rate: undefined,
        risk,
      };
      expect(planEntry({ ...plain, rate: 7 })).toEqual(planEntry(plain));
    }
  });
});
