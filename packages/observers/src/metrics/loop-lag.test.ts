import { LoopLag } from './loop-lag.js';

/** Holds up the event loop, as a long computation does. */
function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a stall is told for two windows, whoever reads meanwhile, and forgotten after them', async () => {
  let seconds = 0;
  const lag = new LoopLag(() => seconds);
  while (lag.read().max === 0) {
    standStill(120);
    await turn();
  }
  const { max } = lag.read();
  expect(max).toBeGreaterThan(0.08);
  expect(lag.read().max).toBe(max);
  seconds = 31;
  expect(lag.read().max).toBe(max);
  expect(lag.read().max).toBeGreaterThanOrEqual(max);
  seconds = 62;
  lag.read();
  seconds = 93;
  lag.read();
  expect(lag.read().max).toBeLessThan(max);
  lag.close();
});
