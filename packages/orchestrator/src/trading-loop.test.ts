import type { Clock } from '@q/events';
import { VirtualClock } from '@q/events';
import type { LoopOptions } from './trading-loop.js';
import { runLoop } from './trading-loop.js';

const MINUTE_MS = 60_000;
const CLOSES = [1, 2, 3, 4, 5].map((minute) => minute * MINUTE_MS);

type Cycle = readonly [instant: number, phase: string, idle: boolean];

function optionsOf(clock: Clock, cycles: Cycle[], options: Partial<LoopOptions> = {}): LoopOptions {
  return {
    clock,
    feed: {
      baseTimeframe: () => '1',
      request: () => undefined,
      nextClose: (_symbol, instant) => CLOSES.find((close) => close > instant),
      close: () => Promise.resolve(),
    },
    symbols: ['A'],
    timeframes: ['1'],
    sessionOf: () => 'always',
    intervalMs: 30_000,
    maxIterations: undefined,
    cycle: (instant, phase, idle) => void cycles.push([instant / MINUTE_MS, phase, idle]),
    between: () => undefined,
    shouldStop: () => false,
    monotonicMs: undefined,
    turnEventLoop: undefined,
    stretch: () => undefined,
    ...options,
  };
}

/** Not a virtual clock to the loop, which polls it; the wait of a poll moves it. */
class PolledClock implements Clock {
  readonly #time = new VirtualClock();
  readonly now = (): number => this.#time.now();
  readonly setTimer = (delayMs: number, run: () => void): (() => void) => this.#time.setTimer(delayMs, run);
  pass(ms: number): void {
    this.#time.advanceTo(this.#time.now() + ms);
  }
}

async function poll(waits: readonly number[], options: Partial<LoopOptions> = {}) {
  const clock = new PolledClock();
  const cycles: Cycle[] = [];
  const asked: number[] = [];
  const polls = waits.length + 1;
  await runLoop(optionsOf(clock, cycles, { maxIterations: polls, ...options }), (ms) => {
    asked.push(ms);
    clock.pass(waits[asked.length - 1] ?? ms);
    return Promise.resolve();
  });
  return { cycles, asked };
}

test('a virtual run has one cycle for each close, at that very time, without sleeping', async () => {
  const clock = new VirtualClock();
  const cycles: Cycle[] = [];
  const times: number[] = [];
  const options = optionsOf(clock, cycles);
  const cycle = (...args: Parameters<LoopOptions['cycle']>): void => {
    times.push(clock.now());
    void options.cycle(...args);
  };
  await runLoop({ ...options, cycle }, () => {
    throw new Error('slept');
  });
  expect(cycles).toEqual([1, 2, 3, 4, 5].map((minute) => [minute, 'live', false]));
  expect(times).toEqual(CLOSES);
});

test('cycles that are taken together end before one in which no base candle closes, but a higher one of a symbol that is silent', async () => {
  const closes: Readonly<Record<string, readonly number[]>> = { A: [1, 2, 9], B: [1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5] };
  const asked: (readonly number[])[] = [];
  const clock = new VirtualClock();
  const options = optionsOf(clock, []);
  await runLoop(
    {
      ...options,
      feed: {
        ...options.feed,
        nextClose: (symbol, instant) =>
          closes[symbol]?.map((minute) => minute * MINUTE_MS).find((close) => close > instant),
      },
      symbols: ['A', 'B'],
      timeframes: ['1', '5'],
      stretch: (_most, before) => void asked.push([clock.now() / MINUTE_MS, before / MINUTE_MS]),
    },
    () => Promise.resolve(),
  );
  const before = (now: number): number | undefined => asked.find(([at]) => at === now)?.[1];
  expect([before(1.5), before(2.5), before(4.5), before(5)]).toEqual([Infinity, 5, 5, Infinity]);
});

test.each([0, 2])('maxIterations %i ends a virtual run after so many cycles', async (maxIterations) => {
  const cycles: Cycle[] = [];
  await runLoop(optionsOf(new VirtualClock(), cycles, { maxIterations }), () => Promise.resolve());
  expect(cycles).toHaveLength(maxIterations);
});

test('a virtual run ends after the cycle in which it is stopped, and waits for a cycle that takes its time', async () => {
  const cycles: Cycle[] = [];
  let running = 0;
  await runLoop(
    optionsOf(new VirtualClock(), cycles, {
      shouldStop: () => cycles.length >= 3,
      cycle: async (instant) => {
        running += 1;
        expect(running).toBe(1);
        await Promise.resolve();
        cycles.push([instant, 'live', false]);
        running -= 1;
      },
    }),
    () => Promise.resolve(),
  );
  expect(cycles).toHaveLength(3);
});

test('a virtual run runs the timers that a cycle set for its own end', async () => {
  const clock = new VirtualClock();
  const seen: string[] = [];
  const cycle = (instant: number): void => {
    clock.setTimer(0, () => seen.push(`timer at ${clock.now() / MINUTE_MS}`));
    seen.push(`cycle ${instant / MINUTE_MS}`);
  };
  await runLoop(optionsOf(clock, [], { maxIterations: 2, cycle }), () => Promise.resolve());
  expect(seen).toEqual(['cycle 1', 'timer at 1', 'cycle 2', 'timer at 2']);
});

test('a virtual run lets the event loop turn every 50 ms or so', async () => {
  let ms = 0;
  let turns = 0;
  const feed = {
    ...optionsOf(new VirtualClock(), []).feed,
    nextClose: (_symbol: string, instant: number) => (instant < 1_000 ? instant + 1 : undefined),
  };
  await runLoop(
    optionsOf(new VirtualClock(), [], {
      feed,
      monotonicMs: () => (ms += 10),
      turnEventLoop: () => {
        turns += 1;
        return Promise.resolve();
      },
    }),
    () => Promise.resolve(),
  );
  expect(turns).toBeGreaterThanOrEqual(2);
});

test('polls run a cycle for each instant that has come, or an idle one', async () => {
  const { cycles, asked } = await poll([30_000, 30_000, 30_000, 30_000]);
  expect(cycles).toEqual([
    [0, 'live', true],
    [0, 'live', true],
    [1, 'live', false],
    [1, 'live', true],
    [2, 'live', false],
  ]);
  expect(asked).toEqual([30_000, 30_000, 30_000, 30_000]);
});

test('a late poll runs one cycle for each instant that it missed: none is skipped, only the newest is live', async () => {
  const { cycles } = await poll([250_000, 50_000]);
  expect(cycles).toEqual([
    [0, 'live', true],
    [1, 'late', false],
    [2, 'late', false],
    [3, 'late', false],
    [4, 'live', false],
    [5, 'live', false],
  ]);
});

test('a poll that is stopped while it catches up leaves the rest', async () => {
  const cycles: Cycle[] = [];
  const seen = await poll([250_000], {
    cycle: (instant) => void cycles.push([instant, '', false]),
    shouldStop: () => cycles.length >= 3,
  });
  expect(seen.cycles).toEqual([]);
  expect(cycles).toHaveLength(3);
});

test('the time that a poll takes is taken off the wait', async () => {
  const clock = new PolledClock();
  const asked: number[] = [];
  const cycle = (): void => clock.pass(asked.length === 0 ? 12_000 : 40_000);
  await runLoop(optionsOf(clock, [], { maxIterations: 3, cycle }), (ms) => {
    asked.push(ms);
    return Promise.resolve();
  });
  expect(asked).toEqual([18_000, 0]);
});
