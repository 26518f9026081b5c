import { instrumentSpecs } from './instrument-specs.js';
import type { EntryRequest, Planned } from './plan-entry.js';
import { planEntry } from './plan-entry.js';
import { riskSchema } from './risk-schema.js';

interface Case extends Omit<Partial<EntryRequest>, 'instrument' | 'risk'> {
  readonly symbol?: string;
}

function plan(sizing: object, { symbol = 'XAUUSD', ...change }: Case = {}, sl?: object): Planned {
  const instrument = instrumentSpecs[symbol];
  if (instrument === undefined) throw new Error(`no spec of ${symbol}`);
  const risk = riskSchema.parse({ position_sizing: sizing, sl });
  const account = { currency: 'USD', equity: 10_000 };
  return planEntry({ direction: 'long', price: 2_500, account, ...change, risk, instrument });
}

const volumeOf = (planned: Planned): unknown => (planned.ok ? planned.plan.volume : planned);
const free = { spread: 0, slippage: 0, commissionPerLot: 0 };
const yen = { symbol: 'USDJPY', price: 150 };

describe('a size by percentage', () => {
  it('is worth that part of the equity', () => {
    // 50 % of 10 000 buys 2 ounces at 2500: 0.02 lots of 100.
    expect(volumeOf(plan({ type: 'percentage', value: 50 }))).toBe(0.02);
    // 100 % of 10 000 USD are 10 000 USD of USDJPY, 0.1 lots of 100 000, whatever the price.
    expect(volumeOf(plan({ type: 'percentage', value: 100 }, yen))).toBe(0.1);
  });
});

describe('a size by risk', () => {
  const byRisk = { type: 'risk', value: 1 };
  const stop = (value: number): object => ({ type: 'fixed', value });

  it('loses that part of the equity at the stop', () => {
    // 1 % is 100 USD; 100 pips are 10 dollars on 100 ounces, 1000 USD a lot.
    expect(volumeOf(plan(byRisk, {}, stop(100)))).toBe(0.1);
    // 20 pips of EURUSD are 200 USD a lot.
    expect(volumeOf(plan(byRisk, { symbol: 'EURUSD', price: 1.1 }, stop(20)))).toBe(0.5);
  });

  it('counts spread, slippage and commission as lost', () => {
    const costs = { spread: 0.0001, slippage: 0.00005, commissionPerLot: 3.5 };
    const planned = plan(byRisk, { symbol: 'EURUSD', price: 1.1, costs }, stop(20));
    // 20 pips and 0.5 and 1 pips are 215 USD a lot, with 7 of commission 222: 100 / 222 = 0.4504 lots.
    expect(volumeOf(planned)).toBe(0.45);
    expect(planned.ok && planned.plan.risk).toBeCloseTo(0.45 * 222, 9);
  });

  it('is reckoned with the stop on the tick grid', () => {
    // 0.16 pips are 1.6 ticks: the stop is 2 ticks away, 2 USD a lot, 50 lots; not 1.6 USD and 62.5 lots.
    expect(volumeOf(plan(byRisk, { symbol: 'EURUSD', price: 1.1 }, stop(0.16)))).toBe(50);
  });

  it('converts the loss where it is largest for an account in the base currency', () => {
    // 100 pips are 100 000 JPY a lot: 671.14 USD at the stop of 149, so 0.149 lots. At 150 it were 0.15.
    expect(volumeOf(plan(byRisk, yen, stop(100)))).toBe(0.14);
    // A short position loses when the dollar is dearer: 666.67 USD at 150, 662.25 at its stop. 99.9 USD are 0.1499 or 0.1509 lots.
    const account = { currency: 'USD', equity: 9_990 };
    expect(volumeOf(plan(byRisk, { ...yen, account, direction: 'short' }, stop(100)))).toBe(0.14);
    // Slippage of 0.5 at both ends: 200 000 JPY at 148.5 are 1346.8 USD a lot, 134.5 USD are 0.0999 lots. At 149 they were 0.1002.
    const slipping = { account: { currency: 'USD', equity: 13_450 }, costs: { ...free, slippage: 0.5 } };
    expect(volumeOf(plan(byRisk, { ...yen, ...slipping }, stop(100)))).toBe(0.09);
    // Where the stop could fill below 0 no size is small enough.
    const falling = { ...yen, costs: { ...free, slippage: 200 } };
    expect(plan(byRisk, falling, stop(100))).toMatchObject({ reason: 'below_min_lot', value: 0 });
  });

  it('is reckoned from the limit where the entry waits for one', () => {
    // The limit of 2495 is 5 from the stop at 2490: 500 USD a lot.
    expect(volumeOf(plan({ ...byRisk, atr_distance: 5 }, {}, stop(100)))).toBe(0.2);
  });
});

describe('a size by volatility', () => {
  const byVolatility = { type: 'volatility', value: 1 };

  it('loses that part of the equity when the price moves twice the atr', () => {
    const inputs = { '15:atr': 5 };
    // 2 x 5 dollars on 100 ounces are 1000 USD a lot.
    expect(volumeOf(plan(byVolatility, { inputs, lowestTimeframe: '15' }))).toBe(0.1);
    // The costs are not of this movement.
    const costs = { spread: 2, slippage: 1, commissionPerLot: 50 };
    expect(volumeOf(plan(byVolatility, { inputs, costs, lowestTimeframe: '15' }))).toBe(0.1);
  });

  it('takes another column, timeframe and multiplier', () => {
    const inputs = { '15:atr': 5, '60:stdev': 4 };
    const other = { ...byVolatility, source: 'stdev', timeframe: '60', multiplier: 1 };
    // 4 dollars are 400 USD a lot.
    expect(volumeOf(plan(other, { inputs, lowestTimeframe: '15' }))).toBe(0.25);
  });

  it('is denied until its column is ready', () => {
    for (const inputs of [{}, { '60:atr': 5 }, { '15:atr': NaN }]) {
      expect(plan(byVolatility, { inputs, lowestTimeframe: '15' })).toMatchObject({
        reason: 'input_not_ready',
        message: expect.stringContaining('column "atr" of timeframe 15') as string,
      });
    }
  });

  it('is denied where nothing moves', () => {
    const still = { inputs: { '15:atr': 0 }, lowestTimeframe: '15' };
    expect(plan(byVolatility, still)).toMatchObject({ reason: 'input_not_ready', value: 0, limit: 0 });
  });

  it('throws where nobody says which timeframe is the lowest', () => {
    expect(() => plan(byVolatility)).toThrow('needs lowestTimeframe');
  });
});

describe('a size from the equity', () => {
  it('is denied while the equity is not known', () => {
    const request = { direction: 'long', price: 1.1 } as const;
    const instrument = instrumentSpecs['EURUSD'];
    if (instrument === undefined) throw new Error('no spec of EURUSD');
    const risk = riskSchema.parse({ position_sizing: { type: 'percentage', value: 1 } });
    expect(planEntry({ ...request, instrument, risk })).toMatchObject({ ok: false, reason: 'input_not_ready' });
  });

  it('is denied where nothing is left', () => {
    for (const equity of [0, -20]) {
      const account = { currency: 'USD', equity };
      expect(plan({ type: 'percentage', value: 1 }, { account })).toMatchObject({
        reason: 'below_min_lot',
        value: equity,
        limit: 0,
      });
    }
  });
});
