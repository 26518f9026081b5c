import { compileSchedule } from './schedule.js';

const utc = (text: string): number => Date.parse(`${text}Z`);
const rules = { days: [], time_zone: 'UTC', session_handling: 'hold' } as const;

it('takes the begin of its hours in and leaves the end out', () => {
  const isOn = compileSchedule({ ...rules, hours: '08:00-16:00' });
  const found = ['2025-01-06T07:59:59', '2025-01-06T08:00:00', '2025-01-06T15:59:59', '2025-01-06T16:00:00'].map((at) =>
    isOn(utc(at)),
  );
  expect(found).toEqual([false, true, true, false]);
});

it('goes over midnight, and the hours after it belong to the day on which it began', () => {
  const isOn = compileSchedule({ ...rules, days: ['fri'], hours: '22:00-02:00' });
  // 2025-01-10 is a Friday.
  const found = [
    '2025-01-10T01:00:00',
    '2025-01-10T22:30:00',
    '2025-01-11T01:59:00',
    '2025-01-11T02:00:00',
    '2025-01-11T22:30:00',
  ].map((at) => isOn(utc(at)));
  expect(found).toEqual([false, true, true, false, false]);
});

it('follows the clocks of its zone when they change', () => {
  const isOn = compileSchedule({ ...rules, time_zone: 'America/New_York', hours: '09:30-16:00' });
  // New York is 5 hours behind until 2025-03-09, 4 hours from then on.
  const found = [
    '2025-03-07T14:29:00',
    '2025-03-07T14:30:00',
    '2025-03-10T13:29:00',
    '2025-03-10T13:30:00',
    '2025-03-10T20:00:00',
  ].map((at) => isOn(utc(at)));
  expect(found).toEqual([false, true, false, true, false]);
});

it('is on all day on its days, in its zone', () => {
  const isOn = compileSchedule({ ...rules, days: ['mon', 'wed'], time_zone: 'Asia/Tokyo' });
  // Tokyo is 9 hours ahead: Monday begins there on Sunday at 15:00 UTC.
  const found = [
    '2025-01-05T14:59:00',
    '2025-01-05T15:00:00',
    '2025-01-06T14:59:00',
    '2025-01-06T15:00:00',
    '2025-01-07T15:00:00',
  ].map((at) => isOn(utc(at)));
  expect(found).toEqual([false, true, true, false, true]);
});
