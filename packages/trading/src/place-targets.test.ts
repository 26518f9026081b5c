import { instrumentSpecs } from './instrument-specs.js';
import type { EntryRequest, Planned } from './plan-entry.js';
import { planEntry } from './plan-entry.js';
import { riskSchema } from './risk-schema.js';

function plan(risk: object, change: Partial<EntryRequest> = {}): Planned {
  const instrument = instrumentSpecs['XAUUSD'];
  if (instrument === undefined) throw new Error('no spec of XAUUSD');
  const rules = riskSchema.parse({ position_sizing: { type: 'fixed', value: 0.1 }, ...risk });
  return planEntry({ direction: 'long', price: 2_650, instrument, ...change, risk: rules });
}

const targetsOf = (risk: object, change: Partial<EntryRequest> = {}): unknown => {
  const found = plan(risk, change);
  return found.ok ? found.plan.targets : found;
};
const short = { direction: 'short' } as const;

describe('several targets', () => {
  const targets = [
    { value: 1, percent: 80, move_stop: true },
    { value: 2, percent: 20 },
  ];

  it('are counted in percent of the price where no unit is given', () => {
    // 1 % and 2 % of 2650 are 26.5 and 53.
    expect(targetsOf({ tp: { type: 'multi_target', targets } })).toEqual([
      { price: 2_676.5, percent: 80, volume: 0.08, moveStop: true },
      { price: 2_703, percent: 20, volume: 0.02, moveStop: false },
    ]);
    expect(targetsOf({ tp: { type: 'multi_target', targets, unit: 'price' } }, short)).toMatchObject([
      { price: 2_649 },
      { price: 2_648 },
    ]);
  });
});

describe('a target at an indicator', () => {
  const tp = { type: 'indicator', source: 'band', timeframe: '15' };
  const on = (band: number): Partial<EntryRequest> => ({ inputs: { '15:band': band } });

  it('stands at the value, farther away by the offset', () => {
    expect(targetsOf({ tp }, on(2_660))).toMatchObject([{ price: 2_660, percent: 100 }]);
    // 10 pips are 1 dollar.
    expect(targetsOf({ tp: { ...tp, offset: 10 } }, on(2_660))).toMatchObject([{ price: 2_661 }]);
    expect(targetsOf({ tp: { ...tp, offset: -10 } }, { ...on(2_640), ...short })).toMatchObject([{ price: 2_641 }]);
  });

  it('is denied on the wrong side of the price, and until the value is ready', () => {
    expect(targetsOf({ tp }, on(2_640))).toMatchObject({ reason: 'invalid_target', value: 2_640, limit: 2_650 });
    expect(targetsOf({ tp }, { ...on(2_660), ...short })).toMatchObject({ reason: 'invalid_target' });
    expect(targetsOf({ tp })).toMatchObject({ reason: 'input_not_ready' });
  });
});

describe('a target by reward and risk', () => {
  const tp = { type: 'rr', value: 2 };

  it('is as many times as far away as the stop', () => {
    const sl = { type: 'fixed', value: 100 };
    expect(targetsOf({ sl, tp })).toMatchObject([{ price: 2_670 }]);
    expect(targetsOf({ sl, tp }, short)).toMatchObject([{ price: 2_630 }]);
    // A monetary stop of 50 over 10 ounces is 5 away.
    expect(targetsOf({ sl: { type: 'monetary', value: 50 }, tp })).toMatchObject([{ price: 2_660 }]);
  });

  it('is measured from the limit where the entry waits for one', () => {
    const sl = { type: 'fixed', value: 100 };
    const sizing = { type: 'fixed', value: 0.1, atr_distance: 2.5 };
    // 7.5 from the limit of 2647.5 to the stop of 2640, so 15 beyond the limit.
    expect(targetsOf({ position_sizing: sizing, sl, tp })).toMatchObject([{ price: 2_662.5 }]);
  });
});
