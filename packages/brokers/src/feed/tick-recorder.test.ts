import fc from 'fast-check';
import type { TickRow } from './tick-columns.js';
import { TickRecorder } from './tick-recorder.js';

function recorded(ticks: readonly TickRow[], isQuoted = true): TickRecorder {
  const recorder = new TickRecorder(isQuoted);
  for (const tick of ticks) expect(recorder.push(tick)).toBeUndefined();
  return recorder;
}

function rowsOf(recorder: TickRecorder) {
  const { time, bid, ask } = recorder.columns();
  return [...time].map((instant, row) => [instant, bid[row], ask[row], recorder.lastAt(row), recorder.volumeAt(row)]);
}

test('what a tick leaves out is as it was before; a trade and a volume are its own', () => {
  const ticks = [
    { time: 1, bid: 10, ask: 11 },
    { time: 2, bid: 9 },
    { time: 3, ask: 12, volume: 5 },
    { time: 4, last: 9.5, volume: 0 },
    { time: 4, bid: undefined, ask: 13, last: undefined },
  ];
  expect(rowsOf(recorded(ticks))).toEqual([
    [1, 10, 11, NaN, NaN],
    [2, 9, 11, NaN, NaN],
    [3, 9, 12, NaN, 5],
    [4, 9, 12, 9.5, 0],
    [4, 9, 13, NaN, NaN],
  ]);
});

test('a tick before both sides are known is taken and left out', () => {
  const ticks = [
    { time: 1, last: 10 },
    { time: 2, ask: 11 },
    { time: 3, ask: 12 },
    { time: 4, bid: 10 },
  ];
  expect(rowsOf(recorded(ticks))).toEqual([[4, 10, 12, NaN, NaN]]);
});

test('of trades, the price is that of both sides', () => {
  const recorder = recorded(
    [
      { time: 1, last: 10, volume: 2 },
      { time: 1, last: 11 },
    ],
    false,
  );
  expect(rowsOf(recorder)).toEqual([
    [1, 10, 10, 10, 2],
    [1, 11, 11, 11, NaN],
  ]);
  expect(recorder.columns().isQuoted).toBe(false);
});

test('the bid may be above the ask, a time may be before 1970', () => {
  expect(recorded([{ time: -1, bid: 2, ask: 1 }]).length).toBe(1);
});

const GOOD = { time: Date.UTC(2025, 0, 6), bid: 1, ask: 2 };

test.each([
  [{ bid: 1, time: NaN }, 'has the time NaN, which is none'],
  [{ bid: 1, time: Infinity }, 'has the time Infinity, which is none'],
  [
    { bid: 1, time: GOOD.time - 1 },
    'is older (2025-01-05T23:59:59.999Z) than the one before it (2025-01-06T00:00:00.000Z): put ticks in the order of time',
  ],
  [
    { bid: 1, time: -9e15 },
    'is older (-9000000000000000) than the one before it (2025-01-06T00:00:00.000Z): put ticks in the order of time',
  ],
  [{}, 'has no price: bid and ask, or last, are needed'],
  [{ volume: 1 }, 'has no price: bid and ask, or last, are needed'],
  [{ bid: 0 }, 'has bid 0, which is no price'],
  [{ ask: -1 }, 'has ask -1, which is no price'],
  [{ bid: 1, ask: NaN }, 'has ask NaN, which is no price'],
  [{ last: Infinity }, 'has last Infinity, which is no price'],
  [{ bid: 1, volume: -1 }, 'has volume -1, which is none'],
  [{ bid: 1, volume: NaN }, 'has volume NaN, which is none'],
  [{ bid: 1, volume: Infinity }, 'has volume Infinity, which is none'],
])('%p is refused: it %s, and changes nothing', (wrong, problem) => {
  const recorder = recorded([GOOD]);
  expect(recorder.push({ time: GOOD.time, ...wrong })).toBe(problem);
  expect(recorder.push({ time: GOOD.time, ask: 3 })).toBeUndefined();
  expect(rowsOf(recorder)).toEqual([
    [GOOD.time, 1, 2, NaN, NaN],
    [GOOD.time, 1, 3, NaN, NaN],
  ]);
});

test('a tick is compared with the one before it also where that one was left out', () => {
  const recorder = recorded([{ time: 100, bid: 1 }]);
  expect(recorder.push({ time: 50, ask: 2 })).toMatch(/^is older \(1970-01-01T00:00:00\.050Z\)/);
  expect(recorder.length).toBe(0);
});

test('columns are as long as there are ticks, however many, and stay as they are when more come', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3_000 }), (count) => {
      const recorder = recorded(Array.from({ length: count }, (_, time) => ({ time, bid: time + 1, ask: time + 2 })));
      const columns = recorder.columns();
      recorder.push({ time: count, bid: 77, ask: 78 });
      expect([columns.length, columns.bid.length, columns.ask.length]).toEqual([count, count, count]);
      expect(columns.bid.every((bid, row) => bid === row + 1)).toBe(true);
      expect([recorder.length, recorder.columns().bid[count]]).toEqual([count + 1, 77]);
    }),
    { numRuns: 10, examples: [[1_024], [1_025], [2_049]] },
  );
});
