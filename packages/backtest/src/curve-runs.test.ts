import fc from 'fast-check';
import { CurveRuns } from './curve-runs.js';

const MINUTE_MS = 60_000;

test('points equally far apart with one balance come back as they were put', () => {
  const runs = new CurveRuns();
  [0, 1, 2, 4, 6].forEach((minute, place) => runs.put(place, minute * MINUTE_MS, 100));
  runs.put(5, 7 * MINUTE_MS, 90);
  const { at, balance } = runs.columns(6);
  expect([...at].map((one) => one / MINUTE_MS)).toEqual([0, 1, 2, 4, 6, 7]);
  expect([...balance]).toEqual([100, 100, 100, 100, 100, 90]);
});

test('the newest point is put a second time with another balance', () => {
  const runs = new CurveRuns();
  [0, 1, 2].forEach((minute) => runs.put(minute, minute * MINUTE_MS, 100));
  runs.put(2, 2 * MINUTE_MS, 90);
  runs.put(2, 2 * MINUTE_MS, 80);
  const { at, balance } = runs.columns(3);
  expect([...at].map((one) => one / MINUTE_MS)).toEqual([0, 1, 2]);
  expect([...balance]).toEqual([100, 100, 80]);
});

test('whatever points are put, alone or as candles in a row, come back as columns', () => {
  const step = fc.record({
    minutes: fc.integer({ min: 1, max: 3 }),
    balance: fc.constantFrom(100, 90),
    candles: fc.integer({ min: 0, max: 3 }),
    isTwice: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const runs = new CurveRuns();
      const points: { at: number; balance: number }[] = [];
      for (const { minutes, balance, candles, isTwice } of steps) {
        let at = (points.at(-1)?.at ?? 0) + minutes * MINUTE_MS;
        if (candles > 0) runs.begin(points.length, { at, stepMs: MINUTE_MS, balance });
        for (let place = 0; place < candles; place += 1) points.push({ at: at + place * MINUTE_MS, balance });
        at += candles * MINUTE_MS;
        runs.put(points.length, at, balance);
        if (isTwice) runs.put(points.length, at, balance + 1);
        points.push({ at, balance: isTwice ? balance + 1 : balance });
      }
      const columns = runs.columns(points.length);
      expect([...columns.at]).toEqual(points.map(({ at }) => at));
      expect([...columns.balance]).toEqual(points.map(({ balance }) => balance));
    }),
  );
});
