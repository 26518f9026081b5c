import { systemClock } from './system-clock.js';

describe('systemClock', () => {
  beforeEach(() => void jest.useFakeTimers({ now: 1_700_000_000_000 }));
  afterEach(() => void jest.useRealTimers());

  it('tells the time of the machine', () => {
    const clock = systemClock();
    expect(clock.now()).toBe(1_700_000_000_000);
    jest.advanceTimersByTime(1_500);
    expect(clock.now()).toBe(1_700_000_001_500);
  });

  it('runs a timer once after its delay', () => {
    const runs: string[] = [];
    systemClock().setTimer(1_000, () => runs.push('run'));
    jest.advanceTimersByTime(999);
    expect(runs).toEqual([]);
    jest.advanceTimersByTime(5_000);
    expect(runs).toEqual(['run']);
  });

  it('does not run a cancelled timer', () => {
    const runs: string[] = [];
    const cancel = systemClock().setTimer(1_000, () => runs.push('run'));
    cancel();
    jest.advanceTimersByTime(2_000);
    expect(runs).toEqual([]);
  });

  it('waits longer than the 24.8 days that the runtime can count', () => {
    const runs: string[] = [];
    const days = 24 * 3_600_000;
    const cancelled = systemClock().setTimer(60 * days, () => runs.push('cancelled'));
    systemClock().setTimer(60 * days, () => runs.push('run'));
    jest.advanceTimersByTime(59 * days);
    expect(runs).toEqual([]);
    cancelled();
    jest.advanceTimersByTime(2 * days);
    expect(runs).toEqual(['run']);
  });
});
