import { instrumentSpecs, sessionCalendar } from '@q/trading';
import { dateOf, mondayOf, tradingDays } from './trading-days.js';

const calendar = sessionCalendar(Object.values(instrumentSpecs));
const at = (text: string): number => Date.parse(text);
const days = (from: string, to: string, ...symbols: string[]): string[] =>
  tradingDays({ startedAt: at(from), endedAt: at(to) }, calendar, symbols).map(
    ({ day, until }) => `${dateOf(day)} until ${new Date(until).toISOString().slice(5, 16)}`,
  );

test('of fx the days from Monday to Friday count, and the Sunday evening belongs to Monday', () => {
  expect(days('2025-01-02T00:00Z', '2025-01-07T06:00Z', 'EURUSD')).toEqual([
    '2025-01-02 until 01-03T00:00',
    '2025-01-03 until 01-04T00:00',
    '2025-01-06 until 01-07T00:00',
    '2025-01-07 until 01-07T06:00',
  ]);
});

test('of what trades always every day counts, also beside fx', () => {
  const friday = ['2025-01-03 until 01-04T00:00', '2025-01-04 until 01-05T00:00', '2025-01-05 until 01-05T12:00'];
  expect(days('2025-01-03T00:00Z', '2025-01-05T12:00Z', 'BTCUSD')).toEqual(friday);
  expect(days('2025-01-03T00:00Z', '2025-01-05T12:00Z', 'EURUSD', 'BTCUSD')).toEqual(friday);
});

test('a run that ends on a Sunday evening ends with the begun Monday, one that ends on a Saturday with Friday', () => {
  expect(days('2025-01-03T00:00Z', '2025-01-05T23:00Z', 'EURUSD')).toEqual([
    '2025-01-03 until 01-04T00:00',
    '2025-01-06 until 01-05T23:00',
  ]);
  expect(days('2025-01-03T00:00Z', '2025-01-04T12:00Z', 'EURUSD')).toEqual(['2025-01-03 until 01-04T00:00']);
  expect(days('2025-01-05T22:00Z', '2025-01-05T23:00Z', 'EURUSD')).toEqual(['2025-01-06 until 01-05T23:00']);
});

test('what moved behind the last day that counts belongs to the next one, which has begun', () => {
  const ended = (movedAt: string, endedAt: string): string[] =>
    tradingDays({ startedAt: at('2025-01-03T00:00Z'), endedAt: at(endedAt), movedAt: at(movedAt) }, calendar, [
      'EURUSD',
    ]).map(({ day, until }) => `${dateOf(day)} until ${new Date(until).toISOString().slice(5, 16)}`);
  const friday = '2025-01-03 until 01-04T00:00';
  expect(ended('2025-01-04T00:00Z', '2025-01-04T12:00Z')).toEqual([friday]);
  expect(ended('2025-01-04T11:00Z', '2025-01-04T12:00Z')).toEqual([friday, '2025-01-06 until 01-04T12:00']);
  expect(ended('2025-01-04T11:00Z', '2025-01-05T23:00Z')).toEqual([friday, '2025-01-06 until 01-05T23:00']);
});

test('an end at midnight begins no further day', () => {
  expect(days('2025-01-06T00:00Z', '2025-01-07T00:00Z', 'EURUSD')).toEqual(['2025-01-06 until 01-07T00:00']);
});

test('a year of fx has 261 days from Monday to Friday', () => {
  expect(days('2025-01-01T00:00Z', '2026-01-01T00:00Z', 'EURUSD')).toHaveLength(261);
});

test('the Monday of a day is the one before it, or itself', () => {
  const monday = (date: string): string => dateOf(mondayOf(at(`${date}T00:00Z`) / 86_400_000));
  expect(['2025-01-05', '2025-01-06', '2025-01-12', '1969-12-31', '1970-01-05'].map(monday)).toEqual([
    '2024-12-30',
    '2025-01-06',
    '2025-01-06',
    '1969-12-29',
    '1970-01-05',
  ]);
});
