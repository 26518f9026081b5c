import fc from 'fast-check';
import { CandleColumns } from './candle-columns.js';
import { TickColumns } from './tick-columns.js';

/** Of these instants, with prices that tell them apart. */
function ticksAt(...times: readonly number[]): TickColumns {
  const bid = Float64Array.from(times, (_, row) => row + 1);
  return new TickColumns({ time: Float64Array.from(times), bid, ask: bid.map((one) => one + 0.5), isQuoted: true });
}

const plain = ({ time, bid, ask, isQuoted }: TickColumns) => [[...time], [...bid], [...ask], isQuoted];

test.each([
  ['the first ones', 0, 20, { first: 0, end: 2 }],
  ['both of one time', 20, 21, { first: 2, end: 4 }],
  ['with the beginning and without the end', 10, 30, { first: 1, end: 4 }],
  ['none between two', 21, 30, { first: 4, end: 4 }],
  ['none before the first', -50, 0, { first: 0, end: 0 }],
  ['none after the last', 31, 99, { first: 5, end: 5 }],
  ['all', -Infinity, Infinity, { first: 0, end: 5 }],
] as const)('the ticks from one instant to before another: %s', (_what, from, before, range) => {
  expect(ticksAt(0, 10, 20, 20, 30).within(from, before)).toEqual(range);
});

test('no ticks have an empty range everywhere', () => {
  expect(ticksAt().within(0, 10)).toEqual({ first: 0, end: 0 });
  expect(ticksAt().length).toBe(0);
});

test('whatever was asked for before, a range is that of a search through all', () => {
  const time = fc.integer({ min: -5, max: 40 });
  fc.assert(
    fc.property(fc.array(time), fc.array(fc.tuple(time, fc.nat(12))), (times, asked) => {
      const ordered = [...times].sort((a, b) => a - b);
      const ticks = ticksAt(...ordered);
      for (const [from, length] of asked) {
        const before = from + length;
        const first = ordered.filter((one) => one < from).length;
        const end = first + ordered.filter((one) => one >= from && one < before).length;
        expect(ticks.within(from, before)).toEqual({ first, end });
      }
    }),
    { numRuns: 300 },
  );
});

test('those before an instant share the memory of all', () => {
  const all = ticksAt(0, 10, 20, 20, 30);
  const some = all.before(20);
  expect(plain(some)).toEqual([[0, 10], [1, 2], [1.5, 2.5], true]);
  expect([some.time.buffer === all.time.buffer, some.ask.buffer === all.ask.buffer]).toEqual([true, true]);
  expect([all.before(-1).length, all.before(31).length]).toEqual([0, 5]);
});

test('moved ticks differ in their times only, and those before them stay as they are', () => {
  const ticks = ticksAt(0, 10);
  expect(plain(ticks.movedBy(-3))).toEqual([[-3, 7], [1, 2], [1.5, 2.5], true]);
  expect([...ticks.time]).toEqual([0, 10]);
});

test('shared ticks lie in memory that threads can share, and are the same', () => {
  for (const isQuoted of [true, false]) {
    const { time, bid, ask } = ticksAt(5, 6, 7);
    const memory = new TickColumns({ time, bid, ask, isQuoted }).shared();
    const isShared = [memory.time, memory.bid, memory.ask].map(({ buffer }) => buffer instanceof SharedArrayBuffer);
    expect(isShared).toEqual([true, true, true]);
    expect(plain(new TickColumns(memory))).toEqual([[5, 6, 7], [1, 2, 3], [1.5, 2.5, 3.5], isQuoted]);
  }
});

test('candles keep their ticks where they are looked at in part, shared, and laid over shared memory', () => {
  const candles = CandleColumns.of(
    [0, 1].map((openTime) => ({ openTime, open: 1, high: 1, low: 1, close: 1, volume: 0 })),
  );
  expect(CandleColumns.over(candles.shared()).ticks).toBeUndefined();
  candles.keepTicks(ticksAt(0, 1));
  expect(candles.view(1, 2).ticks).toBe(candles.ticks);
  const { ticks } = CandleColumns.over(candles.shared());
  expect(ticks === undefined ? undefined : plain(ticks)).toEqual([[0, 1], [1, 2], [1.5, 2.5], true]);
});

test('volumes stay with their ticks where they are cut, moved and shared', () => {
  const [time, price] = [Float64Array.of(0, 10, 20), Float64Array.of(1, 2, 3)];
  const volume = Float64Array.of(4, NaN, 6);
  const ticks = new TickColumns({ time, bid: price, ask: price, isQuoted: false, volume });
  expect([0, 1, 10, 11, 99].map((instant) => ticks.volumeBefore(instant))).toEqual([NaN, 4, 4, NaN, 6]);
  expect(ticks.before(20).volume).toEqual(Float64Array.of(4, NaN));
  expect(ticks.movedBy(5).volumeBefore(6)).toBe(4);
  const { volume: copied } = ticks.shared();
  expect([copied?.buffer instanceof SharedArrayBuffer, [...(copied ?? [])]]).toEqual([true, [4, NaN, 6]]);
  expect([ticksAt(1).shared(), ticksAt(1).volumeBefore(9)]).toEqual([expect.not.objectContaining({ volume }), NaN]);
});
