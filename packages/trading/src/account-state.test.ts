import fc from 'fast-check';
import { AccountStop } from './account-stop.js';
import { DailyLoss } from './daily-loss.js';

const HOUR_MS = 3_600_000;
const at = (text: string): number => Date.parse(`${text}Z`);
const MORNING = at('2025-01-06T09:00');

/** What a run leaves behind, as text in between. */
const copied = <T>(state: T): NonNullable<T> => JSON.parse(JSON.stringify(state)) as NonNullable<T>;

const stopOf = (cooldownMs = 0): AccountStop =>
  new AccountStop({
    dailyLossLimit: 1_000,
    maxDrawdownPercent: 15,
    cooldownMs,
    dayStart: { time: '22:00:00', offset: '+01:00' },
  });

describe('the state of DailyLoss', () => {
  it('is none before the first update', () => {
    const loss = new DailyLoss(100);
    expect(loss.state).toBeUndefined();
    loss.reset();
    expect(loss.state).toBeUndefined();
  });

  it('restored on the same day keeps where the day began, and a breach', () => {
    const first = new DailyLoss(1_000);
    first.update(10_000, MORNING);
    first.update(9_500, MORNING);
    const second = new DailyLoss(1_000);
    second.restore(copied(first.state));
    expect(second.update(9_000, MORNING + HOUR_MS)).toBe(false);
    expect(second.update(8_999, MORNING + HOUR_MS)).toBe(true);
    const third = new DailyLoss(1_000);
    third.restore(copied(second.state));
    expect(third.reached).toEqual(second.reached);
    expect(third.update(8_000, MORNING + HOUR_MS)).toBe(false);
  });

  it('restored on a later day begins it from the last equity, and forgets a breach', () => {
    const first = new DailyLoss(1_000);
    first.update(10_000, MORNING);
    first.update(8_500, MORNING);
    const second = new DailyLoss(1_000);
    second.restore(copied(first.state));
    second.roll(at('2025-01-09T00:00'));
    expect(second.reached).toBeUndefined();
    expect(second.state).toMatchObject({ dayStartEquity: 8_500 });
  });

  it('reset counts from the present equity, on the same day', () => {
    const loss = new DailyLoss(1_000);
    loss.update(10_000, MORNING);
    loss.update(8_500, MORNING);
    loss.reset();
    expect([loss.reached, loss.update(7_500, MORNING), loss.update(7_499, MORNING)]).toEqual([undefined, false, true]);
  });
});

describe('the state of AccountStop', () => {
  it('is none before the first update', () => {
    expect(stopOf().state).toBeUndefined();
  });

  it('keeps a drawdown breach over days, until it is reset', () => {
    const first = stopOf();
    first.update(10_000, MORNING);
    first.roll(at('2025-01-07T09:00'));
    first.update(9_100, at('2025-01-07T09:00'));
    first.roll(at('2025-01-08T09:00'));
    first.update(8_400, at('2025-01-08T09:00'));
    expect(first.status).toBe('drawdown_breached');
    const second = stopOf();
    second.restore(copied(first.state));
    second.roll(at('2025-02-01T00:00'));
    expect([second.status, second.reached]).toEqual(['drawdown_breached', first.reached]);
    second.reset();
    expect([second.status, second.reached, second.state?.peak]).toEqual(['active', undefined, 8_400]);
  });

  it('reset counts the day from the present equity too', () => {
    const stop = stopOf();
    stop.update(10_000, MORNING);
    stop.update(8_900, MORNING);
    stop.reset();
    expect([stop.status, stop.update(7_900, MORNING), stop.update(7_899, MORNING)]).toEqual(['active', false, true]);
    expect(stop.reached).toMatchObject({ value: 1_001, limit: 1_000 });
  });

  it('keeps its cool-down over a restart and the start of a day, which is at the reset time of its offset', () => {
    // 22:00 at +01:00 is 21:00 UTC.
    const breachedAt = at('2025-01-06T20:30');
    const first = stopOf(2 * HOUR_MS);
    first.update(10_000, MORNING);
    first.update(8_900, breachedAt);
    const second = stopOf(2 * HOUR_MS);
    second.restore(copied(first.state));
    second.roll(breachedAt + 2 * HOUR_MS - 1);
    expect(second.status).toBe('daily_loss_breached');
    second.roll(breachedAt + 2 * HOUR_MS);
    expect([second.status, second.state?.start]).toEqual(['active', 8_900]);
  });

  it('goes on after a restart as if there had been none, whenever that was', () => {
    const updates = fc.array(fc.tuple(fc.integer({ min: 6_000, max: 12_000 }), fc.integer({ min: 0, max: 20 })), {
      minLength: 1,
      maxLength: 25,
    });
    fc.assert(
      fc.property(updates, fc.nat(24), fc.integer({ min: 0, max: 30 }), fc.boolean(), (all, cut, cooldown, isReset) => {
        const make = (): [AccountStop, DailyLoss] => [stopOf(cooldown * HOUR_MS), new DailyLoss(700)];
        const whole = make();
        let parts = make();
        let now = MORNING;
        all.forEach(([equity, hours], place) => {
          now += hours * HOUR_MS;
          if (place === cut % all.length && place > 0) {
            const [stop, loss] = parts.map(({ state }) => copied(state as object));
            parts = make();
            parts[0].restore(stop as never);
            parts[1].restore(loss as never);
            if (isReset) for (const one of [...whole, ...parts]) one.reset();
          }
          whole.forEach((one, which) => expect(parts[which]?.update(equity, now)).toBe(one.update(equity, now)));
          expect(parts.map(({ state }) => state)).toEqual(whole.map(({ state }) => state));
        });
      }),
      { numRuns: 300 },
    );
  });
});
