import fc from 'fast-check';
import { Drawdown } from './drawdown.js';

function fallOf(limit: number, ...equities: readonly number[]): Drawdown {
  const drawdown = new Drawdown(limit);
  for (const equity of equities) drawdown.update(equity);
  return drawdown;
}

describe('Drawdown', () => {
  it('is reached strictly beyond the limit below the highest equity, and says so once, with the percent', () => {
    const drawdown = fallOf(5, 10_000, 12_000);
    expect([drawdown.update(11_400), drawdown.reached]).toEqual([false, undefined]);
    expect(drawdown.update(11_399.99)).toBe(true);
    expect(drawdown.reached).toMatchObject({ limit: 5 });
    expect(drawdown.reached?.value).toBeCloseTo((600.01 / 12_000) * 100, 10);
    expect(drawdown.reached?.message).toContain('12000.00');
    expect(drawdown.update(10_000)).toBe(false);
  });

  it('stays reached when equity comes back, even to a new peak', () => {
    const drawdown = fallOf(5, 10_000, 9_000, 11_000);
    expect(drawdown.reached).toBeDefined();
    expect(drawdown.state.peak).toBe(11_000);
  });

  it('of 0 is no limit, but the peak is known', () => {
    const drawdown = fallOf(0, 10_000, 1);
    expect([drawdown.reached, drawdown.state.peak]).toEqual([undefined, 10_000]);
  });

  it('of 100 percent is reached only below zero', () => {
    const drawdown = fallOf(100, 10_000, 0);
    expect(drawdown.reached).toBeUndefined();
    expect(drawdown.update(-0.01)).toBe(true);
  });

  it('begins anew from the present equity after a reset', () => {
    const drawdown = fallOf(10, 10_000, 8_000);
    drawdown.reset();
    expect([drawdown.reached, drawdown.state.peak]).toEqual([undefined, 8_000]);
    expect(drawdown.update(7_200)).toBe(false);
    expect(drawdown.update(7_199)).toBe(true);
  });

  it('goes on after a restart as if there had been none, whenever that was', () => {
    const equities = fc.array(fc.integer({ min: 1_000_00, max: 20_000_00 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(
        equities,
        equities,
        fc.integer({ min: 1, max: 50 }),
        fc.boolean(),
        (before, after, limit, isReset) => {
          const whole = fallOf(limit, ...before.map((cents) => cents / 100));
          const restarted = new Drawdown(limit);
          restarted.restore(JSON.parse(JSON.stringify(whole.state)) as typeof whole.state);
          for (const one of [whole, restarted]) if (isReset) one.reset();
          for (const cents of after) expect(restarted.update(cents / 100)).toBe(whole.update(cents / 100));
          expect(restarted.state).toEqual(whole.state);
        },
      ),
    );
  });
});
