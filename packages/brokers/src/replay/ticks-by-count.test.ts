import fc from 'fast-check';
import type { TickRow } from '../feed/tick-columns.js';
import { tickCandles } from './tick-candles.js';
import { ticksByCount } from './ticks-by-count.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const at = (time: number, last = 1): TickRow => ({ time, last });

test('each minute has so many ticks, the last one what is left, and a bar belongs to the day that it begins on', () => {
  const ticks = [5, 5, DAY_MS - 1, DAY_MS, DAY_MS + 7, DAY_MS + 7, 3 * DAY_MS].map((time) => at(time));
  expect(ticksByCount(ticks, 2).map(({ time }) => time)).toEqual([
    ...[0, 1, MINUTE_MS, MINUTE_MS + 1],
    ...[DAY_MS, DAY_MS + 1, 3 * DAY_MS],
  ]);
});

test('candles of them are bars of so many ticks, in the order of the ticks', () => {
  const given = fc.array(fc.tuple(fc.nat(20_000_000), fc.integer({ min: 1, max: 99 })), {
    minLength: 1,
    maxLength: 80,
  });
  fc.assert(
    fc.property(given, fc.integer({ min: 1, max: 9 }), (steps, perBar) => {
      let time = 0;
      const ticks = steps.map(([step, last]) => at((time += step), last));
      const candles = tickCandles(ticksByCount(ticks, perBar));
      const bars = Array.from({ length: Math.ceil(ticks.length / perBar) }, (_, bar) =>
        ticks.slice(bar * perBar, (bar + 1) * perBar).map(({ last = NaN }) => last),
      );
      expect([...candles.volume.slice(0, candles.length)]).toEqual(bars.map(({ length }) => length));
      expect([...candles.close.slice(0, candles.length)]).toEqual(bars.map((bar) => bar.at(-1)));
      expect([...candles.high.slice(0, candles.length)]).toEqual(bars.map((bar) => Math.max(...bar)));
    }),
  );
});

test('what they bring beside their times stays', () => {
  const [tick] = ticksByCount([{ time: 9, bid: 1, ask: 2, volume: 3 }], 1);
  expect(tick).toEqual({ time: 0, bid: 1, ask: 2, volume: 3 });
});

test.each<readonly [string, readonly TickRow[], number, RegExp]>([
  ['no ticks in a bar', [], 0, /1 to 60000 ticks, got 0/],
  ['a part of a tick', [], 1.5, /got 1.5/],
  ['ticks that go back', [at(5), at(4)], 1, /tick 2 is older/],
  ['a time that is none', [at(NaN)], 1, /tick 1 has the time NaN/],
  ['more bars than a day has minutes', Array.from({ length: 1_441 }, () => at(0)), 1, /^1970-01-01 has more bars of 1/],
])('%s is refused', (_what, ticks, perBar, message) => {
  expect(() => ticksByCount(ticks, perBar)).toThrow(message);
});
