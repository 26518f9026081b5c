import { instrumentSpecs } from './instrument-specs.js';
import type { EntryRequest } from './plan-entry.js';
import type { PlannedScaled, ScaledPlan } from './plan-scaled-entry.js';
import { planScaledEntry } from './plan-scaled-entry.js';
import { riskSchema } from './risk-schema.js';

interface Case extends Omit<Partial<EntryRequest>, 'instrument' | 'risk'> {
  readonly symbol?: string;
  readonly lots?: number;
}

function plan(risk: object, { symbol = 'XAUUSD', lots = 1, ...change }: Case = {}): PlannedScaled {
  const instrument = instrumentSpecs[symbol];
  if (instrument === undefined) throw new Error(`no spec of ${symbol}`);
  const rules = riskSchema.parse({ position_sizing: { type: 'fixed', value: lots }, ...risk });
  return planScaledEntry({ direction: 'long', price: 2_650, ...change, risk: rules, instrument });
}

function planned(risk: object, change: Case = {}): ScaledPlan {
  const found = plan(risk, change);
  if (!found.ok) throw new Error(found.message);
  return found.plan;
}

/** Entries at 2650, 2647.35, 2644.7 and 2642.05. */
const scaling = { entries: 4, spacing: 0.1 };
const euro = { symbol: 'EURUSD', price: 1.1 };
const volumes = ({ legs }: ScaledPlan): readonly number[] => legs.map(({ volume }) => volume);
const limits = ({ legs }: ScaledPlan): readonly unknown[] => legs.map(({ limitPrice }) => limitPrice);

describe('the parts of a scaled entry', () => {
  it('are a market order and limit orders that end after a day, or as the strategy says', () => {
    const found = planned({ scaling: { entries: 3, spacing: 10, unit: 'pips' } }, euro);
    expect(limits(found)).toEqual([undefined, 1.099, 1.098]);
    expect(found.legs.map(({ expiresAfterMs }) => expiresAfterMs)).toEqual([undefined, 86_400_000, 86_400_000]);
    const sizing = { type: 'fixed', value: 1, expires_after: '4h' };
    const soon = planned({ position_sizing: sizing, scaling: { entries: 2, spacing: 1 } }, euro);
    expect(soon.legs[1]?.expiresAfterMs).toBe(14_400_000);
  });

  it('wait above the price for a short entry', () => {
    expect(limits(planned({ scaling }, { direction: 'short' }))).toEqual([undefined, 2_652.65, 2_655.3, 2_657.95]);
  });

  it('are equal, grow, shrink or follow ratios', () => {
    const sized = (sizes: object): readonly number[] => volumes(planned({ scaling: { ...scaling, ...sizes } }));
    expect(sized({})).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect(sized({ sizes: 'pyramid_up' })).toEqual([0.1, 0.2, 0.3, 0.4]);
    expect(sized({ sizes: 'pyramid_down' })).toEqual([0.4, 0.3, 0.2, 0.1]);
    expect(sized({ sizes: 'custom', ratios: [5, 1, 1, 3] })).toEqual([0.5, 0.1, 0.1, 0.3]);
  });

  it('are floored to the lot grid and never blown up', () => {
    const found = planned({ scaling: { ...scaling, entries: 3 } }, { lots: 0.1 });
    expect([volumes(found), found.volume]).toEqual([[0.03, 0.03, 0.03], 0.09]);
  });

  it('are left out where they are below the smallest order', () => {
    // 0.005, 0.01, 0.015 and 0.02 lots: nothing enters at the market.
    const found = planned({ scaling: { ...scaling, sizes: 'pyramid_up' } }, { lots: 0.05 });
    expect([volumes(found), limits(found)]).toEqual([
      [0.01, 0.01, 0.02],
      [2_647.35, 2_644.7, 2_642.05],
    ]);
    // (2647.35 + 2644.7 + 2 x 2642.05) / 4.
    expect(found.averageEntry).toBeCloseTo(2_644.0375, 9);
  });

  it('are denied where none is large enough, with the largest', () => {
    expect(plan({ scaling }, { lots: 0.03 })).toMatchObject({
      ok: false,
      reason: 'below_min_lot',
      value: 0.0075,
      limit: 0.01,
    });
  });

  it('are denied where one would be at no price', () => {
    const far = { entries: 4, spacing: 1_000, unit: 'price' };
    expect(plan({ scaling: far })).toMatchObject({ reason: 'invalid_stop', value: -350, limit: 0 });
  });
});

describe('the stop of a group', () => {
  it('follows from the amount of the strategy, or from that of the group where it has one', () => {
    const sl = { type: 'monetary', value: 500 };
    // 5 and 10 dollars on 100 ounces below the mean of 2646.025.
    expect(planned({ sl, scaling })).toMatchObject({ stopLoss: 2_641.03, plannedRisk: 500 });
    expect(planned({ sl, scaling: { ...scaling, group_risk: 1_000 } })).toMatchObject({
      stopLoss: 2_636.03,
      plannedRisk: 1_000,
    });
    expect(planned({ scaling: { ...scaling, group_risk: 1_000 } })).toMatchObject({ stopLoss: 2_636.03 });
  });

  it('leaves room for the costs of all parts', () => {
    const costs = { spread: 0.2, slippage: 0.05, commissionPerLot: 5 };
    const found = planned({ scaling: { ...scaling, group_risk: 1_000 } }, { costs });
    // 1000 less 10 of commission are 9.9 dollars, less 0.1 of spread and 0.1 of slippage 9.7: 2636.325.
    expect(found.stopLoss).toBe(2_636.33);
    // (2646.025 - 2636.33 + 0.2) x 100 + 10.
    expect(found.risk).toBeCloseTo(999.5, 6);
  });

  it('keeps the risk that the entry in one piece has at its own stop', () => {
    const found = planned(
      { sl: { type: 'fixed', value: 30 }, scaling: { entries: 3, spacing: 10, unit: 'pips' } },
      { ...euro, lots: 0.1 },
    );
    // 30 pips on 0.1 lots are 30 USD; over the 0.09 lots that are left 33.33 pips below 1.099.
    expect(found.plannedRisk).toBeCloseTo(30, 9);
    expect(found.stopLoss).toBe(1.09567);
    // 33.3 pips x 0.09 lots.
    expect(found.risk).toBeCloseTo(29.97, 9);
  });

  it('is the stop of every part, and each part knows its own loss', () => {
    const { legs, stopLoss, risk } = planned({ scaling: { ...scaling, group_risk: 1_000 } });
    expect(legs.map((leg) => leg.stopLoss)).toEqual([stopLoss, stopLoss, stopLoss, stopLoss]);
    // 13.97, 11.32, 8.67 and 6.02 dollars on 25 ounces each.
    expect(legs.map((leg) => Number(leg.risk?.toFixed(6)))).toEqual([349.25, 283, 216.75, 150.5]);
    expect(risk).toBeCloseTo(999.5, 6);
  });

  it('denies the group where a part would enter at or beyond it, with both prices', () => {
    // 3 dollars below the mean is 2643.025.
    const found = plan({ scaling: { ...scaling, group_risk: 300 } });
    expect(found).toMatchObject({ reason: 'invalid_stop', value: 2_643.03, limit: 2_642.05 });
    expect(!found.ok && found.message).toContain(
      'an entry at 2642.05 would be at or beyond the stop of its group at 2643.03',
    );
  });

  it('is left out where the strategy has no stop', () => {
    const found = planned({ scaling });
    expect([found.stopLoss, found.risk, found.plannedRisk]).toEqual([undefined, undefined, undefined]);
    expect(found.legs[0]).toEqual({ volume: 0.25, targets: [] });
  });

  it('follows the price from each part at the distance it begins with, where it is monetary', () => {
    const sl = { type: 'monetary', value: 1_000, trailing: true };
    const { legs } = planned({ sl, scaling });
    expect(legs.map(({ trailing }) => Number(trailing?.distance.toFixed(6)))).toEqual([13.97, 11.32, 8.67, 6.02]);
  });
});

describe('the targets of a group', () => {
  it('are at the same prices for every part, whose own lots are divided', () => {
    const targets = [
      { value: 1, percent: 80, move_stop: true },
      { value: 2, percent: 20 },
    ];
    const found = planned(
      { tp: { type: 'multi_target', targets }, scaling: { ...scaling, sizes: 'pyramid_up' } },
      { lots: 0.1 },
    );
    // 0.01, 0.02, 0.03 and 0.04 lots; 80 % of 0.01 is nothing, of 0.02 it is 0.01.
    expect(found.legs.map((leg) => leg.targets.map(({ price, volume }) => [price, volume]))).toEqual([
      [[2_703, 0.01]],
      [
        [2_676.5, 0.01],
        [2_703, 0.01],
      ],
      [
        [2_676.5, 0.02],
        [2_703, 0.01],
      ],
      [
        [2_676.5, 0.03],
        [2_703, 0.01],
      ],
    ]);
  });

  it('by reward and risk are measured from the mean entry and the stop of the group', () => {
    const sl = { type: 'fixed', value: 10, unit: 'price' };
    const found = planned({ sl, tp: { type: 'rr', value: 2 }, scaling: { ...scaling, sizes: 'pyramid_up' } });
    // 2644.7 - 2634.7 = 10.
    expect(found.legs[0]?.targets[0]?.price).toBe(2_664.7);
  });

  it('are denied where they are not beyond the first entry', () => {
    const sl = { type: 'fixed', value: 10, unit: 'price' };
    // 0.5 x 10 above 2644.7 is 2649.7.
    expect(plan({ sl, tp: { type: 'rr', value: 0.5 }, scaling: { ...scaling, sizes: 'pyramid_up' } })).toMatchObject({
      reason: 'invalid_target',
      value: 2_649.7,
      limit: 2_650,
    });
  });
});

it('an entry without scaling is not for this', () => {
  expect(() => plan({})).toThrow('plan it with planEntry');
});
