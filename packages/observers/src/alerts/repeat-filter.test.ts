import { VirtualClock } from '@q/events';
import { RepeatFilter } from './repeat-filter.js';

function filterOf(limit = 10) {
  const clock = new VirtualClock();
  const told: [number, number, string][] = [];
  const onMore = (more: number, last: string): void => void told.push([clock.now(), more, last]);
  return { clock, told, filter: new RepeatFilter<string>({ clock, limit, onMore }) };
}

test('the first passes, the others of its window are counted and told when it ends', () => {
  const { clock, told, filter } = filterOf();
  expect(['a', 'b', 'c'].map((item) => filter.passes('key', 1_000, item))).toEqual([true, false, false]);
  expect(filter.passes('other', 1_000, 'd')).toBe(true);
  clock.advanceTo(999);
  expect(told).toEqual([]);
  clock.advanceTo(1_000);
  expect(told).toEqual([[1_000, 2, 'c']]);
});

test('what goes on and on is told once in each window, and passes again after a silent one', () => {
  const { clock, told, filter } = filterOf();
  for (let now = 0; now < 3_000; now += 100) {
    clock.advanceTo(now);
    filter.passes('key', 1_000, String(now));
  }
  clock.advanceTo(5_000);
  expect(told).toEqual([
    [1_000, 9, '900'],
    [2_000, 10, '1900'],
    [3_000, 10, '2900'],
  ]);
  expect(filter.passes('key', 1_000, 'again')).toBe(true);
});

test('without a window everything passes', () => {
  const { filter } = filterOf();
  expect([filter.passes('key', 0, 'a'), filter.passes('key', 0, 'b')]).toEqual([true, true]);
});

test('of more kinds than are remembered the oldest is told and forgotten', () => {
  const { clock, told, filter } = filterOf(2);
  filter.passes('first', 1_000, 'a');
  filter.passes('first', 1_000, 'b');
  filter.passes('second', 1_000, 'c');
  filter.passes('third', 1_000, 'd');
  expect(told).toEqual([[0, 1, 'b']]);
  expect(filter.passes('first', 1_000, 'e')).toBe(true);
  clock.advanceTo(1_000);
  expect(clock.nextDue).toBeUndefined();
});

test('closing tells what was counted and leaves no timer', () => {
  const { clock, told, filter } = filterOf();
  filter.passes('key', 1_000, 'a');
  filter.passes('key', 1_000, 'b');
  filter.close();
  expect([told, clock.nextDue]).toEqual([[[0, 1, 'b']], undefined]);
});
