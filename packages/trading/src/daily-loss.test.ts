import fc from 'fast-check';
import { DailyLoss } from './daily-loss.js';

const at = (text: string): number => Date.parse(`${text}Z`);
const MORNING = at('2025-01-06T09:00');

function lossOf(limit: number, equity = 10_000): DailyLoss {
  const loss = new DailyLoss(limit);
  loss.update(equity, MORNING);
  return loss;
}

describe('DailyLoss', () => {
  it('is reached strictly beyond the limit, and says so once', () => {
    const loss = lossOf(1_000);
    expect([loss.update(9_000, MORNING), loss.reached]).toEqual([false, undefined]);
    expect(loss.update(8_999.99, MORNING)).toBe(true);
    expect(loss.reached).toMatchObject({ limit: 1_000 });
    expect(loss.reached?.value).toBeCloseTo(1_000.01, 6);
    expect(loss.update(8_000, MORNING)).toBe(false);
  });

  it('stays reached when equity comes back the same day', () => {
    const loss = lossOf(1_000);
    loss.update(8_000, MORNING);
    loss.update(12_000, at('2025-01-06T23:59:59.999'));
    expect(loss.reached).toBeDefined();
  });

  it('is counted from the equity of the day start, not from the highest', () => {
    const loss = lossOf(1_000);
    loss.update(11_000, MORNING);
    expect(loss.update(9_500, MORNING)).toBe(false);
  });

  it('is forgotten at midnight UTC, and counts from the last known equity', () => {
    const loss = lossOf(1_000);
    loss.update(8_500, MORNING);
    loss.roll(at('2025-01-06T23:59:59.999'));
    expect(loss.reached).toBeDefined();
    loss.roll(at('2025-01-07T00:00'));
    expect(loss.reached).toBeUndefined();
    expect(loss.update(7_500, at('2025-01-07T01:00'))).toBe(false);
    expect(loss.update(7_499, at('2025-01-07T01:00'))).toBe(true);
  });

  it('counts a loss that comes with the first update of a day to that day', () => {
    const loss = lossOf(1_000);
    expect(loss.update(8_500, at('2025-01-07T00:05'))).toBe(true);
  });

  it('of 0 is no limit', () => {
    expect(lossOf(0).update(1, MORNING)).toBe(false);
  });

  it('is decided in whole cents: no binary dust crosses the limit or hides a crossing', () => {
    const cents = fc.integer({ min: 0, max: 100_000_00 });
    fc.assert(
      fc.property(
        cents,
        fc.integer({ min: 1, max: 20_000_00 }),
        fc.integer({ min: -1, max: 1 }),
        (start, limit, beyond) => {
          const loss = lossOf(limit / 100, start / 100);
          expect(loss.update((start - limit - beyond) / 100, MORNING)).toBe(beyond > 0);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
