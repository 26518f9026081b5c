import fc from 'fast-check';
import { decimal, multiply } from './decimal.js';
import { exactUnits } from './exact-units.js';

describe('exactUnits', () => {
  it('is lots times contract size, whatever was asked before', () => {
    const volume = fc.constantFrom(0.01, 0.1, 1, 2.5, 1e-9);
    const contractSize = fc.constantFrom(1, 0.001, 100, 100_000);
    fc.assert(
      fc.property(fc.array(fc.record({ volume, contractSize })), (questions) => {
        for (const question of questions)
          expect(exactUnits(question.volume, question)).toEqual(
            multiply(decimal(question.volume), decimal(question.contractSize)),
          );
      }),
    );
  });

  it('refuses what is no number, also twice, and answers then as before', () => {
    for (const volume of [NaN, NaN, Infinity])
      expect(() => exactUnits(volume, { contractSize: 1 })).toThrow(RangeError);
    expect(exactUnits(2, { contractSize: 10 })).toEqual({ units: 20, scale: 0 });
  });
});
