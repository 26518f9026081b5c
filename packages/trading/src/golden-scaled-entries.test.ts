import type { Direction } from '@q/events';
import { instrumentSpecs } from './instrument-specs.js';
import type { ScaledPlan } from './plan-scaled-entry.js';
import { planScaledEntry } from './plan-scaled-entry.js';
import { riskSchema } from './risk-schema.js';

// Cases 22 to 24 of the specification.
describe('the golden scaled entries', () => {
  const scaledOf = (
    symbol: string,
    risk: object,
    { direction = 'long', price = 2_650 }: { direction?: Direction; price?: number } = {},
  ): ScaledPlan => {
    const instrument = instrumentSpecs[symbol];
    if (instrument === undefined) throw new Error(`no spec of ${symbol}`);
    const found = planScaledEntry({ direction, price, risk: riskSchema.parse(risk), instrument });
    if (!found.ok) throw new Error(found.message);
    return found.plan;
  };
  const gold = { position_sizing: { type: 'fixed', value: 1 } };
  const four = { entries: 4, spacing: 0.1 };
  const prices = ({ legs }: ScaledPlan): readonly unknown[] => legs.map(({ limitPrice = 'market' }) => limitPrice);

  it('stand at 2650, 2647.35, 2644.7 and 2642.05 with a stop 10 beyond their mean', () => {
    const plan = scaledOf('XAUUSD', {
      ...gold,
      sl: { type: 'monetary', value: 500 },
      scaling: { ...four, group_risk: 1_000 },
    });
    expect(prices(plan)).toEqual(['market', 2_647.35, 2_644.7, 2_642.05]);
    expect(plan.legs.map(({ volume }) => volume)).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect(plan.averageEntry).toBeCloseTo(2_646.025, 9);
    // 1000 / (1 lot * 100) = 10 below 2646.025, to the tick towards the entry: 2636.025 in the original.
    expect(plan.stopLoss).toBe(2_636.03);
  });

  it('mirror that for a short entry', () => {
    const plan = scaledOf('XAUUSD', { ...gold, scaling: { ...four, group_risk: 1_000 } }, { direction: 'short' });
    expect(prices(plan)).toEqual(['market', 2_652.65, 2_655.3, 2_657.95]);
    // 10 above 2653.975.
    expect(plan.stopLoss).toBe(2_663.97);
  });

  it('grow in a pyramid, and keep the risk of a stop at a price', () => {
    const sl = { type: 'fixed', value: 10, unit: 'price' };
    const plan = scaledOf('XAUUSD', { ...gold, sl, scaling: { ...four, sizes: 'pyramid_up' } });
    expect(plan.legs.map(({ volume }) => volume)).toEqual([0.1, 0.2, 0.3, 0.4]);
    expect(plan.averageEntry).toBeCloseTo(2_644.7, 9);
    expect([plan.stopLoss, plan.plannedRisk]).toEqual([2_634.7, 1_000]);
  });

  it('reckon with the contract of the symbol', () => {
    const plan = scaledOf(
      'BTCUSD',
      {
        position_sizing: { type: 'fixed', value: 0.1 },
        scaling: { entries: 2, spacing: 10, group_risk: 1_500 },
      },
      { price: 102_397.17 },
    );
    expect(prices(plan)).toEqual(['market', 92_157.45]);
    // 82277.3115 in the original, which does not round its second entry of 92157.453 to the tick.
    expect(plan.stopLoss).toBe(82_277.31);
  });
});
