import { afterSpans, parseSpan } from './span.js';

const at = (text: string): number => Date.parse(`${text}Z`);

test.each([
  ['90m', { ms: 5_400_000 }],
  ['12h', { ms: 43_200_000 }],
  ['30d', { ms: 2_592_000_000 }],
  ['8w', { ms: 4_838_400_000 }],
  ['6mo', { months: 6 }],
])('%s is read', (text, span) => {
  expect(parseSpan(text)).toEqual(span);
});

test.each(['', '6', 'mo', '0d', '-1d', '1.5d', '6 mo', '1y', '6MO'])('"%s" is no span', (text) => {
  expect(parseSpan(text)).toBeUndefined();
});

test('months go by the calendar, and end where a month has no such day', () => {
  const month = { months: 1 };
  expect(afterSpans(at('2024-01-31T10:00'), month, 1)).toBe(at('2024-02-29T10:00'));
  expect(afterSpans(at('2024-01-31T10:00'), month, 2)).toBe(at('2024-03-31T10:00'));
  expect(afterSpans(at('2024-01-31T10:00'), month, -2)).toBe(at('2023-11-30T10:00'));
  expect(afterSpans(at('2024-11-15T00:00'), { months: 6 }, 1)).toBe(at('2025-05-15T00:00'));
});

test('other spans are of one length', () => {
  expect(afterSpans(1_000, { ms: 500 }, 3)).toBe(2_500);
  expect(afterSpans(1_000, { ms: 500 }, -1)).toBe(500);
});
