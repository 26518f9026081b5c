import fc from 'fast-check';
import type { AccountStopLimits } from './account-stop.js';
import { AccountStop } from './account-stop.js';

const HOUR_MS = 3_600_000;
const at = (text: string): number => Date.parse(`${text}Z`);
const MORNING = at('2025-01-06T09:00');

function stopOf(change: Partial<AccountStopLimits>, equity = 10_000): AccountStop {
  const stop = new AccountStop({
    dailyLossLimit: 0,
    maxDrawdownPercent: 0,
    cooldownMs: 0,
    dayStart: { time: '00:00:00', offset: '+00:00' },
    ...change,
  });
  stop.update(equity, MORNING);
  return stop;
}

describe('AccountStop', () => {
  it('breaches strictly beyond the daily limit, and says so once', () => {
    const stop = stopOf({ dailyLossLimit: 1_000 });
    expect([stop.update(9_000, MORNING), stop.status]).toEqual([false, 'active']);
    expect([stop.update(8_999.99, MORNING), stop.status]).toEqual([true, 'daily_loss_breached']);
    expect([stop.update(8_000, MORNING), stop.reached?.limit]).toEqual([false, 1_000]);
  });

  it('breaches strictly beyond the drawdown from the highest equity', () => {
    const stop = stopOf({ maxDrawdownPercent: 10 });
    stop.update(11_000, MORNING);
    expect(stop.update(9_900, MORNING)).toBe(false);
    expect([stop.update(9_899.99, MORNING), stop.status]).toEqual([true, 'drawdown_breached']);
    expect(stop.reached).toMatchObject({ limit: 10 });
    expect(stop.reached?.value).toBeCloseTo(10.000_09, 4);
  });

  it('looks at the daily limit first', () => {
    const stop = stopOf({ dailyLossLimit: 1_000, maxDrawdownPercent: 10 });
    stop.update(5_000, MORNING);
    expect(stop.status).toBe('daily_loss_breached');
  });

  it('knows no limit of 0', () => {
    expect(stopOf({}).update(0.01, MORNING)).toBe(false);
  });

  it('clears a daily breach with the new day, and a drawdown breach never', () => {
    const daily = stopOf({ dailyLossLimit: 1_000 });
    const drawdown = stopOf({ maxDrawdownPercent: 10 });
    for (const stop of [daily, drawdown]) {
      stop.update(8_000, MORNING);
      stop.roll(at('2025-01-07T00:00'));
    }
    expect([daily.status, daily.reached, drawdown.status]).toEqual(['active', undefined, 'drawdown_breached']);
    drawdown.update(20_000, at('2025-01-09T00:00'));
    expect(drawdown.status).toBe('drawdown_breached');
  });

  it('keeps a daily breach over the start of a day until the cool-down is over', () => {
    const stop = stopOf({ dailyLossLimit: 1_000, cooldownMs: 6 * HOUR_MS });
    const late = at('2025-01-06T22:00');
    stop.update(8_000, late);
    stop.roll(at('2025-01-07T03:59'));
    expect(stop.status).toBe('daily_loss_breached');
    stop.roll(late + 6 * HOUR_MS);
    expect(stop.status).toBe('active');
  });

  it('does not clear within the day, however short the cool-down', () => {
    const stop = stopOf({ dailyLossLimit: 1_000, cooldownMs: HOUR_MS });
    stop.update(8_000, MORNING);
    stop.roll(at('2025-01-06T23:59'));
    expect(stop.status).toBe('daily_loss_breached');
  });

  it('begins its day at the reset time of its offset', () => {
    const stop = stopOf({ dailyLossLimit: 1_000, dayStart: { time: '17:00:00', offset: '+03:00' } });
    stop.update(8_000, MORNING);
    stop.roll(at('2025-01-06T13:59:59.999'));
    expect(stop.status).toBe('daily_loss_breached');
    stop.roll(at('2025-01-06T14:00'));
    expect(stop.status).toBe('active');
  });

  it('is decided in whole cents, for the day and for the drawdown', () => {
    const equity = fc.integer({ min: 1_000_00, max: 100_000_00 });
    fc.assert(
      fc.property(
        equity,
        fc.integer({ min: 1, max: 1_000_00 }),
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: -1, max: 1 }),
        (cents, lossCents, percent, beyond) => {
          const daily = stopOf({ dailyLossLimit: lossCents / 100 }, cents / 100);
          expect(daily.update((cents - lossCents - beyond) / 100, MORNING)).toBe(beyond > 0);
          // A peak of whole hundreds of cents, so that the percentage of it is a whole number of cents.
          const peak = cents - (cents % 100);
          const drawdown = stopOf({ maxDrawdownPercent: percent }, peak / 100);
          expect(drawdown.update((peak - (peak / 100) * percent - beyond) / 100, MORNING)).toBe(beyond > 0);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
