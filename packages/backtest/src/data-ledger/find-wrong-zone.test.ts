import { instrumentSpecs, sessionCalendar } from '@q/trading';
import { findWrongZone } from './find-wrong-zone.js';

const calendar = sessionCalendar(Object.values(instrumentSpecs));
const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(text);

/** Every quarter of an hour of the session, written with an offset. */
function written(from: string, to: string, offsetHours: (instant: number) => number): Float64Array {
  const opens: number[] = [];
  for (let open = at(from); open < at(to); open += HOUR / 4)
    if (calendar.isOpen('EURUSD', open)) opens.push(open + offsetHours(open) * HOUR);
  return Float64Array.from(opens);
}

test.each([2, -5, 9, 1, -1])('a series that is %i hours off is told so', (offset) => {
  const opens = written('2025-01-06T00:00Z', '2025-02-10T00:00Z', () => offset);
  expect(findWrongZone(opens, 'EURUSD', calendar)).toBe(offset);
});

test('a year in a zone with daylight saving is told by the offset of most of it', () => {
  const eastern = (instant: number): number => (instant >= at('2025-03-30') && instant < at('2025-10-26') ? 3 : 2);
  expect(findWrongZone(written('2025-01-01', '2026-01-01', eastern), 'EURUSD', calendar)).toBe(3);
});

test('a sound series shows nothing, nor does one that trades at weekends too', () => {
  expect(
    findWrongZone(
      written('2025-01-06', '2025-02-10', () => 0),
      'EURUSD',
      calendar,
    ),
  ).toBeUndefined();
  const always = Float64Array.from({ length: 24 * 30 }, (_, hour) => at('2025-01-06') + hour * HOUR);
  expect(findWrongZone(always, 'EURUSD', calendar)).toBeUndefined();
  expect(findWrongZone(always, 'BTCUSD', calendar)).toBeUndefined();
});

test('a venue that opens an hour early shows nothing: no shift explains it', () => {
  const early = [1, 2, 3].map((week) => at('2025-01-05T21:00Z') + week * 168 * HOUR);
  const opens = [...written('2025-01-06', '2025-02-03', () => 0), ...early].sort((a, b) => a - b);
  expect(findWrongZone(Float64Array.from(opens), 'EURUSD', calendar)).toBeUndefined();
});
