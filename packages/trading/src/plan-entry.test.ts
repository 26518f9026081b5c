import type { Instrument } from '@q/events';
import { instrumentSpecs } from './instrument-specs.js';
import type { EntryRequest, Planned } from './plan-entry.js';
import { planEntry } from './plan-entry.js';
import { riskSchema } from './risk-schema.js';

function spec(symbol: string): Instrument {
  const found = instrumentSpecs[symbol];
  if (found === undefined) throw new Error(`no spec of ${symbol}`);
  return found;
}

const plan = (risk: object, change: Partial<EntryRequest> = {}): Planned =>
  planEntry({
    direction: 'long',
    price: 1.1,
    instrument: spec('EURUSD'),
    risk: riskSchema.parse({ position_sizing: { type: 'fixed', value: 0.1 }, ...risk }),
    ...change,
  });

const gold = { instrument: spec('XAUUSD'), price: 2_650 };
const fixed = (value: number, unit = 'pips'): object => ({ type: 'fixed', value, unit });
const lots = (value: number): object => ({ position_sizing: { type: 'fixed', value } });

describe('planEntry', () => {
  it('puts stop and target on their sides of the price', () => {
    const both = { sl: fixed(50), tp: fixed(100) };
    expect(plan(both)).toMatchObject({
      plan: { volume: 0.1, stopLoss: 1.095, targets: [{ price: 1.11, percent: 100, volume: 0.1, moveStop: false }] },
    });
    expect(plan(both, { direction: 'short' })).toMatchObject({ plan: { stopLoss: 1.105, targets: [{ price: 1.09 }] } });
  });

  it('plans without stop or target where none is wanted', () => {
    expect(plan({})).toEqual({ ok: true, plan: { volume: 0.1, targets: [] } });
  });

  it('counts distances in pips, price units or percent of the price', () => {
    // 100 pips of 0.1, 10 dollars, 2 percent of 2650.
    expect(plan({ sl: fixed(100) }, gold)).toMatchObject({ plan: { stopLoss: 2_640 } });
    expect(plan({ sl: fixed(10, 'price') }, gold)).toMatchObject({ plan: { stopLoss: 2_640 } });
    expect(plan({ sl: fixed(2, 'percent') }, gold)).toMatchObject({ plan: { stopLoss: 2_597 } });
  });

  it('has no hidden switch at a distance of 10', () => {
    // 99, 100 and 101 pips are 9.9, 10 and 10.1 dollars; so are 9.9 and 10 pips 0.99 and 1 dollar.
    expect([99, 100, 101, 9.9, 10].map((pips) => plan({ sl: fixed(pips) }, gold))).toMatchObject(
      [2_640.1, 2_640, 2_639.9, 2_649.01, 2_649].map((stopLoss) => ({ plan: { stopLoss } })),
    );
  });

  it('says what is lost at the stop, costs included', () => {
    // 0.1 lots of 100 000, 50 pips: 50 USD.
    const free = plan({ sl: fixed(50) });
    expect(free.ok && free.plan.risk).toBeCloseTo(50, 9);
    // Half of 1 pip of spread and twice 0.2 pips of slippage: 50.9 pips, 50.9 USD, and 2 x 3 USD a lot on 0.1 lots.
    const paid = plan({ sl: fixed(50) }, { costs: { spread: 0.0001, slippage: 0.00002, commissionPerLot: 3 } });
    expect(paid.ok && paid.plan.risk).toBeCloseTo(50.9 + 0.6, 9);
  });

  it('never rounds a size up', () => {
    expect(plan(lots(0.0199))).toMatchObject({ ok: true, plan: { volume: 0.01 } });
  });

  it('refuses a size below the smallest order, with the numbers', () => {
    expect(plan(lots(0.009))).toMatchObject({ ok: false, reason: 'below_min_lot', value: 0.009, limit: 0.01 });
  });

  it('refuses a size above the largest order, with the numbers', () => {
    expect(plan(lots(100.01))).toMatchObject({ ok: false, reason: 'max_position_size', value: 100.01, limit: 100 });
    expect(plan(lots(100))).toMatchObject({ ok: true });
  });

  it('refuses a stop or target that rounds to the price or falls below zero', () => {
    expect(plan({ sl: fixed(0.04) })).toMatchObject({ reason: 'invalid_stop', value: 1.1, limit: 1.1 });
    expect(plan({ tp: fixed(0.04) })).toMatchObject({ reason: 'invalid_target', value: 1.1, limit: 1.1 });
    expect(plan({ sl: fixed(2, 'price') })).toMatchObject({ reason: 'invalid_stop', value: -0.9 });
    expect(plan({ tp: fixed(100, 'percent') }, { direction: 'short' })).toMatchObject({
      reason: 'invalid_target',
      value: 0,
    });
  });

  it('leaves scaling to whoever plans the parts', () => {
    const scaling = { entries: 3, spacing: 0.1 };
    expect(plan({ sl: fixed(50), scaling })).toEqual(plan({ sl: fixed(50) }));
  });

  it('throws for an account that it cannot reckon with, and for a price that is none', () => {
    const account = { currency: 'CHF', equity: 1_000 };
    expect(() => plan({}, { account })).toThrow('use an account in USD or EUR');
    expect(() => plan({}, { price: 0 })).toThrow('EURUSD cannot be entered at 0');
  });
});

describe('an entry at a distance', () => {
  const waiting = (distance: number, more: object = {}): object => ({
    position_sizing: { type: 'fixed', value: 0.1, atr_distance: distance, ...more },
  });

  it('waits on the better side of the price, a day where nothing is said', () => {
    expect(plan(waiting(2.5), gold)).toMatchObject({ plan: { limitPrice: 2_647.5, expiresAfterMs: 86_400_000 } });
    const short = { ...gold, direction: 'short' } as const;
    expect(plan(waiting(2.5, { expires_after: '90m' }), short)).toMatchObject({
      plan: { limitPrice: 2_652.5, expiresAfterMs: 5_400_000 },
    });
  });

  it('is a market order up to a distance of 0.001', () => {
    expect(plan(waiting(0.001), gold)).toEqual(plan({}, gold));
    expect(plan(waiting(0.0011))).toMatchObject({ plan: { limitPrice: 1.0989 } });
  });

  it('measures stop and target from the price of the decision, and the risk from the limit', () => {
    const planned = plan({ ...waiting(2.5), sl: fixed(100), tp: fixed(200) }, gold);
    expect(planned).toMatchObject({ plan: { stopLoss: 2_640, targets: [{ price: 2_670 }] } });
    // 7.5 dollars from 2647.5 on 10 ounces.
    expect(planned.ok && planned.plan.risk).toBeCloseTo(75, 9);
  });

  it('is refused where its stop would not be beyond the limit', () => {
    expect(plan({ ...waiting(2.5), sl: fixed(20) }, gold)).toMatchObject({
      reason: 'invalid_stop',
      value: 2_648,
      limit: 2_647.5,
    });
  });

  it('is refused where the limit would be no price', () => {
    expect(plan(waiting(3_000), gold)).toMatchObject({ ok: false, reason: 'invalid_stop', value: -350, limit: 0 });
  });
});
