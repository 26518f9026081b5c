import { decimalsOf, floorVolume } from './instrument-grid.js';
import { instrumentSpecs } from './instrument-specs.js';

describe.each(Object.entries(instrumentSpecs))('the specification of %s', (symbol, spec) => {
  it('bears its symbol, which begins and ends with its currencies', () => {
    expect(spec.symbol).toBe(symbol);
    expect(`${spec.baseCurrency}${spec.quoteCurrency}`).toBe(symbol);
  });

  it('has a tick that its digits can show and a pip of whole ticks', () => {
    expect(decimalsOf(spec.tickSize)).toBeLessThanOrEqual(spec.digits);
    const ticks = spec.pip / spec.tickSize;
    expect(Math.abs(ticks - Math.round(ticks))).toBeLessThan(1e-6);
    expect(Math.round(ticks)).toBeGreaterThanOrEqual(1);
  });

  it('has lots that stand on their own grid', () => {
    expect(spec.minLot).toBeGreaterThan(0);
    expect(spec.minLot).toBeLessThan(spec.maxLot);
    for (const lots of [spec.minLot, spec.maxLot]) expect(floorVolume(spec, lots)).toBe(lots);
  });
});

describe('a pip of one lot', () => {
  it.each([
    ['EURUSD', 10],
    ['USDJPY', 1_000],
    ['XAUUSD', 10],
    ['XAGUSD', 50],
    ['BTCUSD', 1],
  ])('of %s is worth %d of the quote currency', (symbol, worth) => {
    const spec = instrumentSpecs[symbol];
    expect((spec?.pip ?? NaN) * (spec?.contractSize ?? NaN)).toBeCloseTo(worth, 9);
  });
});
