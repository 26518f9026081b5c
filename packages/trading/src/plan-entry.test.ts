import fc from 'fast-check';
import type { Instrument } from '@q/events';
import { instrumentSpecs } from './instrument-specs.js';
import type { EntryRequest } from './plan-entry.js';
import { distanceInPrice, planEntry } from './plan-entry.js';
import type { Distance } from './strategy-schema.js';

function spec(symbol: string): Instrument {
  const found = instrumentSpecs[symbol];
  if (found === undefined) throw new Error(`no spec of ${symbol}`);
  return found;
}

const fixed = (value: number, unit: Distance['unit'] = 'pips'): Distance => ({ type: 'fixed', value, unit });
const request = (change: Partial<EntryRequest> & { sl?: Distance; tp?: Distance; lots?: number }): EntryRequest => ({
  direction: 'long',
  price: 1.1,
  instrument: spec('EURUSD'),
  ...change,
  risk: {
    position_sizing: { type: 'fixed', value: change.lots ?? 0.1 },
    ...(change.sl === undefined ? {} : { sl: change.sl }),
    ...(change.tp === undefined ? {} : { tp: change.tp }),
  },
});

describe('planEntry', () => {
  it('puts stop and target on their sides of the price', () => {
    const both = { sl: fixed(50), tp: fixed(100) };
    expect(planEntry(request(both))).toEqual({ ok: true, plan: { volume: 0.1, stopLoss: 1.095, takeProfit: 1.11 } });
    expect(planEntry(request({ ...both, direction: 'short' }))).toEqual({
      ok: true,
      plan: { volume: 0.1, stopLoss: 1.105, takeProfit: 1.09 },
    });
  });

  it('plans without stop or target where none is wanted', () => {
    expect(planEntry(request({}))).toEqual({ ok: true, plan: { volume: 0.1 } });
  });

  it('counts distances in pips, price units or percent of the price', () => {
    const gold = { instrument: spec('XAUUSD'), price: 2_650 };
    const stopOf = (sl: Distance): unknown => planEntry(request({ ...gold, sl }));
    // 100 pips of 0.1, 10 dollars, 2 percent of 2650.
    expect(stopOf(fixed(100))).toMatchObject({ plan: { stopLoss: 2_640 } });
    expect(stopOf(fixed(10, 'price'))).toMatchObject({ plan: { stopLoss: 2_640 } });
    expect(stopOf(fixed(2, 'percent'))).toMatchObject({ plan: { stopLoss: 2_597 } });
  });

  it('has no hidden switch at a distance of 10', () => {
    const near = [9.99, 10, 10.01].map((value) => distanceInPrice(fixed(value), 2_650, spec('XAUUSD')));
    expect(near.map((one) => Number(one.toFixed(6)))).toEqual([0.999, 1, 1.001]);
  });

  it('never rounds a size up', () => {
    expect(planEntry(request({ lots: 0.0199 }))).toEqual({ ok: true, plan: { volume: 0.01 } });
  });

  it('refuses a size below the smallest order, with the numbers', () => {
    expect(planEntry(request({ lots: 0.009 }))).toMatchObject({
      ok: false,
      reason: 'below_min_lot',
      value: 0.009,
      limit: 0.01,
    });
  });

  it('refuses a size above the largest order, with the numbers', () => {
    expect(planEntry(request({ lots: 100.01 }))).toMatchObject({
      ok: false,
      reason: 'max_position_size',
      value: 100.01,
      limit: 100,
    });
    expect(planEntry(request({ lots: 100 }))).toMatchObject({ ok: true });
  });

  it('refuses a stop or target that rounds to the price or falls below zero', () => {
    const tiny = fixed(0.04);
    expect(planEntry(request({ sl: tiny }))).toMatchObject({
      ok: false,
      reason: 'invalid_stop',
      value: 1.1,
      limit: 1.1,
    });
    expect(planEntry(request({ tp: tiny }))).toMatchObject({
      ok: false,
      reason: 'invalid_target',
      value: 1.1,
      limit: 1.1,
    });
    expect(planEntry(request({ sl: fixed(2, 'price') }))).toMatchObject({
      ok: false,
      reason: 'invalid_stop',
      value: -0.9,
    });
    expect(planEntry(request({ direction: 'short', tp: fixed(100, 'percent') }))).toMatchObject({
      ok: false,
      reason: 'invalid_target',
      value: 0,
    });
  });

  it('puts every price on the tick grid and on the right side, whatever is asked', () => {
    const distance = fc.record({
      type: fc.constant('fixed' as const),
      value: fc.double({ min: 0.01, max: 500, noNaN: true }),
      unit: fc.constantFrom('pips' as const, 'percent' as const),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(instrumentSpecs)),
        fc.double({ min: 0.5, max: 3_000, noNaN: true }),
        fc.constantFrom('long' as const, 'short' as const),
        distance,
        distance,
        (instrument, price, direction, sl, tp) => {
          const planned = planEntry(request({ instrument, price, direction, sl, tp }));
          if (!planned.ok) return;
          const { stopLoss = NaN, takeProfit = NaN } = planned.plan;
          const sign = direction === 'long' ? 1 : -1;
          expect((price - stopLoss) * sign).toBeGreaterThan(0);
          expect((takeProfit - price) * sign).toBeGreaterThan(0);
          for (const level of [stopLoss, takeProfit]) expect(Number(level.toFixed(instrument.digits))).toBe(level);
        },
      ),
    );
  });
});
