import type { Direction, Instrument } from '@q/events';
import { sideOf } from '@q/events';
import fc from 'fast-check';
import { marketFillPrice, ownBar, quotesOf, stopFillPrice } from './fill-price.js';
import { openProfit } from './money.js';
import type { EntryCosts, EntryPlan, EntryRequest } from './plan-entry.js';
import { planEntry } from './plan-entry.js';
import { planScaledEntry } from './plan-scaled-entry.js';
import { riskSchema } from './risk-schema.js';

const instrument: fc.Arbitrary<Instrument> = fc
  .record({
    digits: fc.integer({ min: 0, max: 6 }),
    ticks: fc.constantFrom(1, 5, 25),
    ticksInPip: fc.constantFrom(1, 10, 100),
    contractSize: fc.constantFrom(0.1, 1, 10, 100, 5_000, 100_000),
    lotDecimals: fc.integer({ min: 0, max: 4 }),
    stepsInMinLot: fc.constantFrom(1, 2, 10),
    maxLot: fc.constantFrom(1, 20, 100, 10_000),
  })
  .map(({ digits, ticks, ticksInPip, contractSize, lotDecimals, stepsInMinLot, maxLot }) => ({
    symbol: 'ANY',
    digits,
    tickSize: Number((ticks * 10 ** -digits).toFixed(digits)),
    pip: ticks * ticksInPip * 10 ** -digits,
    contractSize,
    lotStep: Number((10 ** -lotDecimals).toFixed(lotDecimals)),
    minLot: Number((stepsInMinLot * 10 ** -lotDecimals).toFixed(lotDecimals)),
    maxLot,
    baseCurrency: 'BAS',
    quoteCurrency: 'QUO',
    session: 'always',
  }));

interface Market extends Omit<EntryRequest, 'risk'> {
  readonly account: { readonly currency: string; readonly equity: number };
  readonly costs: EntryCosts;
}

const share = fc.double({ min: 0, max: 1, noNaN: true });

const market: fc.Arbitrary<Market> = fc
  .record({
    instrument,
    direction: fc.constantFrom<Direction>('long', 'short'),
    priceInTicks: fc.integer({ min: 50, max: 3_000_000 }),
    isOffGrid: fc.boolean(),
    currency: fc.constantFrom('QUO', 'BAS'),
    wealth: fc.double({ min: 0.01, max: 10_000, noNaN: true }),
    spread: share,
    slippage: share,
    commission: share,
    column: fc.double({ min: 0.5, max: 1.5, noNaN: true }),
  })
  .map(({ instrument: one, direction, priceInTicks, isOffGrid, currency, wealth, column, ...costs }) => {
    const price = (priceInTicks + (isOffGrid ? 0.37 : 0)) * one.tickSize;
    // So many lots could be bought: sizes come out on both sides of the grid's ends.
    const lot = one.contractSize * (currency === 'QUO' ? price : 1);
    return {
      instrument: one,
      direction,
      price,
      account: { currency, equity: wealth * lot * one.lotStep },
      inputs: { '15:level': price * column, '15:atr': (price * Math.abs(column - 1)) / 10 },
      lowestTimeframe: '15',
      costs: {
        spread: costs.spread * 3 * one.tickSize,
        slippage: costs.slippage * 2 * one.tickSize,
        commissionPerLot: costs.commission * lot * 0.0005,
      },
    };
  });

const distance = fc.record({
  value: fc.double({ min: 0.01, max: 60, noNaN: true }),
  unit: fc.constantFrom('pips', 'price', 'percent'),
});
const priceStop = fc.oneof(
  distance.map((one) => ({ type: 'fixed', ...one })),
  distance.map(({ value, unit }) => ({ type: 'trailing', step: value, unit })),
  fc.constant({ type: 'indicator', source: 'level', timeframe: '15' }),
);
const percentage = fc.double({ min: 0.01, max: 100, noNaN: true });
const limit = fc.option(fc.double({ min: 0, max: 5, noNaN: true }), { nil: undefined });
const byEquity = fc
  .tuple(fc.constantFrom('percentage', 'volatility'), percentage, limit)
  .map(([type, value, atr_distance]) => ({ type, value, atr_distance }));
const target = fc.oneof(
  distance.map((one) => ({ type: 'fixed', ...one })),
  fc.constant({ type: 'rr', value: 1.5 }),
  fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 2, maxLength: 6 }).map((values) => ({
    type: 'multi_target',
    targets: values
      .sort((a, b) => a - b)
      .map((value, place) => ({ value, percent: place === 0 ? 100 - (values.length - 1) * 9 : 9 })),
  })),
);

/** Account currency that a plan loses when its stop is hit, as the simulated market fills it: nothing here is shared with the planning. */
function lossOf(plan: EntryPlan, { instrument: one, direction, price, account, costs }: Market): number {
  const { volume, stopLoss = NaN, limitPrice } = plan;
  const halfSpread = costs.spread / 2;
  const side = sideOf(direction, 'entry');
  const barOf = (open: number, end: number) =>
    quotesOf({ open, high: Math.max(open, end), low: Math.min(open, end), close: end }, halfSpread);
  const middle = limitPrice ?? price;
  const entryPrice = marketFillPrice(side, ownBar(side, barOf(middle, middle)).open, costs.slippage);
  // A bar in which the price just reaches the stop: a hair before it at its open, a hair behind it at its end, for binary fractions.
  const sign = direction === 'long' ? 1 : -1;
  const reached = stopLoss + sign * halfSpread;
  const hair = one.tickSize * 1e-6;
  const exitSide = sideOf(direction, 'exit');
  const bar = ownBar(exitSide, barOf(reached + sign * hair, reached - sign * hair));
  const exitPrice = stopFillPrice(exitSide, stopLoss, bar, costs.slippage) ?? NaN;
  // A venue never fills at a price below 0; there the stop could lose no more than everything.
  if (exitPrice <= 0) return Infinity;
  const { currency } = account;
  const byPrice = openProfit({ instrument: one, side, entryPrice, exitPrice, volume, currency });
  return -byPrice + 2 * costs.commissionPerLot * volume;
}

/** The smallest part that counts: binary fractions of large numbers are off by less. */
const atMost = (amount: number): number => amount * (1 + 1e-6) + 1e-9;

const steps = (volume: number, { lotStep }: Instrument): number => {
  const count = volume / lotStep;
  expect(Math.abs(count - Math.round(count))).toBeLessThan(1e-6);
  return Math.round(count);
};

/** What holds for every plan, whatever was asked. */
function expectTradable(plan: EntryPlan, { instrument: one, direction, price }: Market): void {
  const sign = direction === 'long' ? 1 : -1;
  const entry = plan.limitPrice ?? price;
  expect(plan.volume).toBeGreaterThanOrEqual(one.minLot);
  expect(plan.volume).toBeLessThanOrEqual(one.maxLot);
  expect((price - entry) * sign).toBeGreaterThanOrEqual(plan.limitPrice === undefined ? 0 : -one.tickSize);
  const { stopLoss, limitPrice, targets, trailing } = plan;
  if (stopLoss !== undefined) expect((entry - stopLoss) * sign).toBeGreaterThan(0);
  for (const level of [stopLoss, limitPrice, ...targets.map((one) => one.price)]) {
    if (level === undefined) continue;
    expect(level).toBeGreaterThan(0);
    expect(Number(level.toFixed(one.digits))).toBe(level);
    expect(Math.abs(level / one.tickSize - Math.round(level / one.tickSize))).toBeLessThan(1e-4);
  }
  for (const { price: level, volume } of targets) {
    expect((level - entry) * sign).toBeGreaterThan(0);
    expect(volume).toBeGreaterThanOrEqual(one.minLot);
  }
  if (targets.length > 0) {
    const parts = targets.reduce((sum, { volume }) => sum + steps(volume, one), 0);
    expect(parts).toBe(steps(plan.volume, one));
    expect(targets.reduce((sum, { percent }) => sum + percent, 0)).toBeCloseTo(100, 6);
  }
  if (trailing !== undefined) expect(trailing.distance).toBeGreaterThan(0);
}

/** Runs a property and demands that enough of its cases made a plan: one that is denied proves nothing. */
function checkPlans<T>(arbitrary: fc.Arbitrary<T>, check: (value: T) => boolean): void {
  let made = 0;
  fc.assert(
    fc.property(arbitrary, (value) => {
      if (check(value)) made += 1;
    }),
    { numRuns: 1_000 },
  );
  expect(made).toBeGreaterThan(50);
}

describe('whatever the instrument, the market and the rules', () => {
  it('a size by risk loses at most its percent of the equity at the stop, and one step more would lose more', () => {
    checkPlans(
      fc.record({ on: market, sl: priceStop, value: percentage, atr_distance: limit, tp: target }),
      ({ on, sl, value, atr_distance, tp }) => {
        const risk = riskSchema.parse({ position_sizing: { type: 'risk', value, atr_distance }, sl, tp });
        const found = planEntry({ ...on, risk });
        if (!found.ok) return false;
        const { plan } = found;
        const asked = (on.account.equity * value) / 100;
        expectTradable(plan, on);
        const loss = lossOf(plan, on);
        expect(loss).toBeLessThanOrEqual(atMost(asked));
        expect(plan.risk).toBeLessThanOrEqual(atMost(asked));
        if (on.account.currency !== 'QUO') return true;
        expect(Math.abs((plan.risk ?? NaN) - loss)).toBeLessThanOrEqual(loss * 1e-6);
        const larger = plan.volume + on.instrument.lotStep;
        expect(lossOf({ ...plan, volume: larger }, on) * (1 + 1e-6)).toBeGreaterThan(asked);
        return true;
      },
    );
  });

  it('a monetary stop loses at most its amount, and one tick farther would lose more', () => {
    checkPlans(
      fc.record({ on: market, sizing: byEquity, share: fc.double({ min: 0.001, max: 2, noNaN: true }), tp: target }),
      ({ on, sizing, share: part, tp }) => {
        const amount = on.account.equity * part;
        const risk = riskSchema.parse({ position_sizing: sizing, sl: { type: 'monetary', value: amount }, tp });
        const found = planEntry({ ...on, risk });
        if (!found.ok) return false;
        const { plan } = found;
        expectTradable(plan, on);
        expect(lossOf(plan, on)).toBeLessThanOrEqual(atMost(amount));
        expect(plan.risk).toBeLessThanOrEqual(atMost(amount));
        if (on.account.currency !== 'QUO' || plan.limitPrice !== undefined) return true;
        const tick = on.direction === 'long' ? -on.instrument.tickSize : on.instrument.tickSize;
        const farther = { ...plan, stopLoss: (plan.stopLoss ?? NaN) + tick };
        expect(lossOf(farther, on) * (1 + 1e-6)).toBeGreaterThan(amount);
        return true;
      },
    );
  });

  const scaling = fc
    .record({
      entries: fc.integer({ min: 2, max: 6 }),
      spacing: fc.double({ min: 0.001, max: 1, noNaN: true }),
      sizes: fc.constantFrom('equal', 'pyramid_up', 'pyramid_down', 'custom'),
      weights: fc.array(fc.double({ min: 0.1, max: 5, noNaN: true }), { minLength: 6, maxLength: 6 }),
    })
    .map(({ weights, ...one }) => ({
      ...one,
      ...(one.sizes === 'custom' ? { ratios: weights.slice(0, one.entries) } : {}),
    }));
  const scaled = fc.record({ on: market, scaling, tp: target, sizing: byEquity, sl: priceStop, part: share });

  interface GroupCase {
    readonly on: Market;
    readonly sizing: object;
    readonly sl: object;
    readonly tp: object;
    readonly scaling: object;
  }

  function expectGroup(
    { on, sizing, sl, tp, scaling: parts }: GroupCase,
    asked: (whole: EntryPlan) => number,
  ): boolean {
    const risk = riskSchema.parse({ position_sizing: { ...sizing, atr_distance: 0 }, sl, tp, scaling: parts });
    const found = planScaledEntry({ ...on, risk });
    if (!found.ok) return false;
    const { legs, volume, stopLoss, risk: total = NaN, plannedRisk = NaN } = found.plan;
    for (const leg of legs) {
      expectTradable(leg, on);
      expect(leg.stopLoss).toBe(stopLoss);
    }
    const whole = planEntry({ ...on, risk });
    if (whole.ok) {
      expect(steps(volume, on.instrument)).toBeLessThanOrEqual(steps(whole.plan.volume, on.instrument));
      expect(plannedRisk).toBeLessThanOrEqual(atMost(asked(whole.plan)));
    }
    expect(legs.reduce((sum, leg) => sum + steps(leg.volume, on.instrument), 0)).toBe(steps(volume, on.instrument));
    const loss = legs.reduce((sum, leg) => sum + lossOf(leg, on), 0);
    expect(loss).toBeLessThanOrEqual(atMost(plannedRisk));
    expect(total).toBeLessThanOrEqual(atMost(plannedRisk));
    return true;
  }

  it('a group with a stop at a price loses at most what the entry in one piece would lose by price', () => {
    checkPlans(scaled, (one) =>
      expectGroup(one, ({ stopLoss = NaN, volume }) => {
        const { instrument: traded, price, account } = one.on;
        const rate = account.currency === 'QUO' ? 1 : 1 / price;
        return Math.abs(price - stopLoss) * volume * traded.contractSize * rate;
      }),
    );
  });

  it('a group with a monetary stop loses at most the amount', () => {
    checkPlans(scaled, (one) => {
      const amount = one.on.account.equity * (one.part + 0.001);
      return expectGroup({ ...one, sl: { type: 'monetary', value: amount } }, () => amount);
    });
  });

  it('a group with a risk of its own loses at most that', () => {
    checkPlans(scaled, (one) => {
      const amount = one.on.account.equity * (one.part + 0.001);
      const withRisk = { ...one.scaling, group_risk: amount };
      return expectGroup({ ...one, sl: { type: 'monetary', value: 1 }, scaling: withRisk }, () => amount);
    });
  });
});
