import { parseUtc } from './utc-time.js';

test.each([
  ['2025-01-06', Date.UTC(2025, 0, 6)],
  ['2025-01-06T22:30', Date.UTC(2025, 0, 6, 22, 30)],
  ['2025-01-06T22:30:15Z', Date.UTC(2025, 0, 6, 22, 30, 15)],
  ['2024-02-29T00:00:00.250Z', Date.UTC(2024, 1, 29, 0, 0, 0, 250)],
])('%s is read as UTC', (text, ms) => {
  expect(parseUtc(text)).toBe(ms);
});

test.each([
  '',
  'today',
  '2025-02-30',
  '2025-13-01',
  '06.01.2025',
  '2025-01-06T25:00',
  '2025-01-06 22:30',
  '2025-01-06T22:30+02:00',
])('%j is refused', (text) => {
  expect(parseUtc(text)).toBeUndefined();
});
