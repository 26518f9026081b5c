import { dataPace, wallPace } from './clock-pace.js';

/** A wall clock that can be set, and the steady one beside it. */
class Clocks {
  wall = 1_000_000;
  steady = 0;
  readonly clock = { now: () => this.wall, setTimer: () => () => undefined };
  readonly monotonicMs = (): number => this.steady;

  pass(ms: number): void {
    this.wall += ms;
    this.steady += ms;
  }
}

test('wall time: a minute takes a minute', () => {
  const clocks = new Clocks();
  const pace = wallPace(clocks.clock, clocks.monotonicMs);
  expect(pace.msUntil(1_060_000)).toBe(60_000);
  clocks.pass(45_000);
  expect([pace.now(), pace.msUntil(1_060_000), pace.msUntil(1_000_000)]).toEqual([1_045_000, 15_000, 0]);
});

test('a wall clock that is set back an hour does not hold a run up', () => {
  const clocks = new Clocks();
  const pace = wallPace(clocks.clock, clocks.monotonicMs);
  clocks.pass(10_000);
  clocks.wall -= 3_600_000;
  clocks.pass(10_000);
  expect([pace.now(), pace.msUntil(1_030_000)]).toEqual([1_020_000, 10_000]);
});

test('a wall clock that leaps ahead, as after a sleep of the machine, is followed', () => {
  const clocks = new Clocks();
  const pace = wallPace(clocks.clock, clocks.monotonicMs);
  clocks.wall += 3_600_000;
  expect(pace.now()).toBe(4_600_000);
  clocks.pass(5_000);
  expect(pace.now()).toBe(4_605_000);
});

test('the time of data runs as many times faster, from the instant at which the run goes on', () => {
  const clocks = new Clocks();
  const pace = dataPace({ clock: clocks.clock, monotonicMs: clocks.monotonicMs, speed: 60 });
  clocks.pass(5_000);
  pace.begin(500_000);
  expect(pace.msUntil(560_000)).toBe(1_000);
  clocks.pass(400);
  expect([pace.now(), pace.msUntil(560_000)]).toEqual([524_000, 600]);
});

test('at speed 0 nothing is waited for', () => {
  const clocks = new Clocks();
  const pace = dataPace({ clock: clocks.clock, monotonicMs: clocks.monotonicMs, speed: 0 });
  pace.begin(0);
  expect(pace.msUntil(Number.MAX_SAFE_INTEGER)).toBe(0);
});
