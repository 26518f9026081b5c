import fc from 'fast-check';
import { VirtualClock } from './virtual-clock.js';

describe('VirtualClock', () => {
  it('stands still until it is moved', () => {
    const clock = new VirtualClock(100);
    clock.runDue();
    expect(clock.now()).toBe(100);
    clock.advanceTo(250);
    expect(clock.now()).toBe(250);
  });

  it('runs each timer once, at its own time, in the order they are due, those of one instant as they were set', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 20 }), (delays) => {
        const clock = new VirtualClock(1_000);
        const runs: [number, number][] = [];
        delays.forEach((delay, number) => clock.setTimer(delay, () => runs.push([clock.now(), number])));
        clock.advanceTo(1_030);
        const wanted = delays.map((delay, number): [number, number] => [1_000 + delay, number]);
        expect(runs).toEqual(wanted.sort((a, b) => a[0] - b[0] || a[1] - b[1]));
        expect([clock.now(), clock.nextDue]).toEqual([1_030, undefined]);
      }),
    );
  });

  it('runs what is due up to and including the instant, and keeps the rest', () => {
    const clock = new VirtualClock();
    const runs: string[] = [];
    clock.setTimer(10, () => runs.push('ten'));
    clock.setTimer(11, () => runs.push('eleven'));
    expect(clock.nextDue).toBe(10);
    clock.advanceTo(10);
    expect([runs, clock.nextDue]).toEqual([['ten'], 11]);
  });

  it('runs timers that were set by timers', () => {
    const clock = new VirtualClock();
    const runs: number[] = [];
    const again = (): void => {
      runs.push(clock.now());
      clock.setTimer(10, again);
    };
    clock.setTimer(10, again);
    clock.advanceTo(35);
    expect(runs).toEqual([10, 20, 30]);
  });

  it('runs a timer without delay when asked, not at once', () => {
    const clock = new VirtualClock(5);
    const runs: number[] = [];
    clock.setTimer(0, () => runs.push(clock.now()));
    clock.setTimer(-3, () => runs.push(clock.now()));
    expect(runs).toEqual([]);
    clock.runDue();
    expect(runs).toEqual([5, 5]);
  });

  it('does not run a cancelled timer, and cancelling twice or too late does nothing', () => {
    const clock = new VirtualClock();
    const runs: string[] = [];
    const cancel = clock.setTimer(10, () => runs.push('cancelled'));
    const late = clock.setTimer(10, () => runs.push('kept'));
    cancel();
    cancel();
    clock.advanceTo(10);
    late();
    clock.advanceTo(20);
    expect(runs).toEqual(['kept']);
  });

  it('lets a timer cancel another that is due at the same instant', () => {
    const clock = new VirtualClock();
    const runs: string[] = [];
    let cancel = (): void => {};
    clock.setTimer(10, () => cancel());
    cancel = clock.setTimer(10, () => runs.push('cancelled'));
    clock.advanceTo(10);
    expect(runs).toEqual([]);
  });

  it('runs what was not cancelled in the same order, whatever was cancelled between', () => {
    const step = fc.record({ delay: fc.nat(20), cancels: fc.option(fc.nat(40), { nil: undefined }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const clock = new VirtualClock();
        const runs: number[] = [];
        const cancelled = new Set<number>();
        const cancels: (() => void)[] = [];
        steps.forEach(({ delay, cancels: which }, number) => {
          cancels.push(clock.setTimer(delay, () => runs.push(number)));
          if (which === undefined) return;
          cancels[which]?.();
          if (which <= number) cancelled.add(which);
        });
        const wanted = steps
          .map(({ delay }, number) => ({ delay, number }))
          .filter(({ number }) => !cancelled.has(number))
          .sort((a, b) => a.delay - b.delay || a.number - b.number);
        expect(clock.nextDue).toBe(wanted[0]?.delay);
        clock.advanceTo(30);
        expect(runs).toEqual(wanted.map(({ number }) => number));
      }),
    );
  });

  it('refuses to go back', () => {
    const clock = new VirtualClock(10);
    expect(() => clock.advanceTo(9)).toThrow('cannot go back from 10 to 9');
    expect(clock.now()).toBe(10);
  });

  it('does not go back behind a timer that moved it further', () => {
    const clock = new VirtualClock();
    clock.setTimer(10, () => clock.advanceTo(100));
    clock.advanceTo(50);
    expect(clock.now()).toBe(100);
  });

  it('goes on after a timer that threw', () => {
    const clock = new VirtualClock();
    const runs: string[] = [];
    clock.setTimer(10, () => {
      throw new Error('boom');
    });
    clock.setTimer(20, () => runs.push('next'));
    expect(() => clock.advanceTo(30)).toThrow('boom');
    clock.advanceTo(30);
    expect(runs).toEqual(['next']);
  });
});
