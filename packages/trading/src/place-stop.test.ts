import { instrumentSpecs } from './instrument-specs.js';
import type { EntryPlan, EntryRequest, Planned } from './plan-entry.js';
import { planEntry } from './plan-entry.js';
import { riskSchema } from './risk-schema.js';

interface Case extends Omit<Partial<EntryRequest>, 'instrument' | 'risk'> {
  readonly symbol?: string;
  readonly lots?: number;
}

function plan(sl: object, { symbol = 'XAUUSD', lots = 0.1, ...change }: Case = {}): Planned {
  const instrument = instrumentSpecs[symbol];
  if (instrument === undefined) throw new Error(`no spec of ${symbol}`);
  const risk = riskSchema.parse({ position_sizing: { type: 'fixed', value: lots }, sl });
  return planEntry({ direction: 'long', price: 2_650, ...change, risk, instrument });
}

function planned(sl: object, change: Case = {}): EntryPlan {
  const found = plan(sl, change);
  if (!found.ok) throw new Error(found.message);
  return found.plan;
}

const stopOf = (sl: object, change: Case = {}): unknown => planned(sl, change).stopLoss;
const short = { direction: 'short' } as const;

describe('a monetary stop', () => {
  const money = (value: number): object => ({ type: 'monetary', value });

  it('stands where the position has lost the amount', () => {
    // 500 over 10 ounces are 50 dollars.
    expect(stopOf(money(500))).toBe(2_600);
    expect(stopOf(money(500), short)).toBe(2_700);
  });

  it('leaves room for all costs inside the amount', () => {
    const costs = { spread: 0.4, slippage: 0.1, commissionPerLot: 5 };
    const { stopLoss, risk } = planned(money(500), { costs });
    // 5000 a lot less 10 of commission are 49.9 dollars, less 0.2 of spread and 0.2 of slippage 49.5.
    expect(stopLoss).toBe(2_600.5);
    // (49.5 + 0.4) x 100 ounces x 0.1 lots + 0.1 x 10.
    expect(risk).toBeCloseTo(500, 9);
  });

  it('is rounded towards the entry', () => {
    // 100 over 3 ounces are 33.333 dollars.
    expect(stopOf(money(100), { lots: 0.03 })).toBe(2_616.67);
    expect(stopOf(money(100), { lots: 0.03, ...short })).toBe(2_683.33);
  });

  it('is converted where it is hit for an account in the base currency', () => {
    const yen = { symbol: 'USDJPY', price: 150, account: { currency: 'USD', equity: 1_000 }, lots: 0.1 };
    // 0.1 lots, stop s: (150 - s) x 10 000 / s = 100 at s = 150 / 1.01 = 148.5148.
    expect(stopOf(money(100), yen)).toBe(148.515);
    // Above the price the loss is taken at the price, where it is larger: 100 x 150 / 10 000 = 1.5.
    expect(stopOf(money(100), { ...yen, ...short })).toBe(151.5);
  });

  it('is denied where costs alone lose the amount, with both', () => {
    const costs = { spread: 0, slippage: 0, commissionPerLot: 5 };
    expect(plan(money(1), { costs })).toMatchObject({ reason: 'invalid_stop', value: 1, limit: 1 });
    const yen = { symbol: 'USDJPY', price: 150, account: { currency: 'USD', equity: 1_000 } };
    const dear = { ...costs, commissionPerLot: 100_000 };
    expect(plan(money(1), { ...yen, costs: dear })).toMatchObject({ reason: 'invalid_stop', value: 20_000, limit: 1 });
  });

  it('is denied where it would be no price', () => {
    // 500 over 0.1 coins are 5000, at a price of 4000.
    expect(plan(money(500), { symbol: 'BTCUSD', price: 4_000 })).toMatchObject({
      reason: 'invalid_stop',
      value: -1_000,
      limit: 4_000,
    });
  });

  it('follows the price at the distance it begins with', () => {
    expect(planned({ type: 'monetary', value: 500, trailing: true }).trailing).toEqual({ distance: 50, activation: 0 });
    expect(planned(money(500)).trailing).toBeUndefined();
  });
});

describe('a stop at an indicator', () => {
  const at = { type: 'indicator', source: 'ema', timeframe: '60' };
  const on = (ema: number): Case => ({ inputs: { '60:ema': ema } });

  it('stands at the value, farther away by the offset', () => {
    expect(stopOf(at, on(2_640))).toBe(2_640);
    // 10 pips are 1 dollar.
    expect(stopOf({ ...at, offset: 10 }, on(2_640))).toBe(2_639);
    expect(stopOf({ ...at, offset: 10 }, { ...on(2_660), ...short })).toBe(2_661);
    expect(stopOf({ ...at, offset: -10 }, on(2_640))).toBe(2_641);
    // Half a percent of the value: 13.2.
    expect(stopOf({ ...at, offset: 0.5, unit: 'percent' }, on(2_640))).toBe(2_626.8);
  });

  it('is one pip from the price where the value is on the wrong side', () => {
    expect(stopOf(at, on(2_651))).toBe(2_649.9);
    expect(stopOf(at, on(2_650))).toBe(2_649.9);
    expect(stopOf(at, { ...on(2_640), ...short })).toBe(2_650.1);
  });

  it('is denied until the value is ready', () => {
    expect(plan(at)).toMatchObject({ ok: false, reason: 'input_not_ready' });
    expect(plan(at, on(NaN))).toMatchObject({ ok: false, reason: 'input_not_ready' });
  });
});

describe('a stop that follows the price', () => {
  const euro = { symbol: 'EURUSD', price: 1.1 };
  const inTicks = ({ trailing }: EntryPlan): unknown =>
    trailing &&
    Object.fromEntries(Object.entries(trailing).map(([key, value]) => [key, Math.round(value * 1e7) / 100]));

  it('begins at its step and follows at once', () => {
    const found = planned({ type: 'trailing', step: 50 }, euro);
    expect([found.stopLoss, inTicks(found)]).toEqual([1.095, { distance: 500, activation: 0 }]);
    // An activation of 0 is the same as none.
    expect(planned({ type: 'trailing', step: 50, activation_price: 0 }, euro)).toEqual(found);
  });

  it('begins at its activation, and follows once that is earned, up to its cap', () => {
    const found = planned({ type: 'trailing', step: 50, activation_price: 80, cap: 200 }, euro);
    // 80 pips are 800 ticks.
    expect([found.stopLoss, inTicks(found)]).toEqual([1.092, { distance: 500, activation: 800, cap: 2_000 }]);
  });

  it('may be a fixed one or one at an indicator, where its trailing is switched on', () => {
    const withTrailing = (trailing: object): object => ({ type: 'fixed', value: 20, trailing });
    const trailingOf = (trailing: object): unknown => inTicks(planned(withTrailing(trailing), euro));
    for (const enabled of [true, 1])
      expect(trailingOf({ enabled, step: 10 })).toEqual({ distance: 100, activation: 0 });
    for (const off of [{ enabled: false }, { enabled: 0 }, {}])
      expect(trailingOf({ ...off, step: 10 })).toBeUndefined();
    expect(trailingOf({ enabled: true, step: 0.002, unit: 'price' })).toEqual({ distance: 200, activation: 0 });
    const at = { type: 'indicator', source: 'ema', timeframe: '60', trailing: { enabled: true, step: 10 } };
    expect(inTicks(planned(at, { ...euro, inputs: { '60:ema': 1.09 } }))).toEqual({ distance: 100, activation: 0 });
  });
});
