import { compareRecorded, sameBytes, sameValues } from './compare-recorded.js';
import { LinePacker } from './packed-lines.js';
import type { RecordedRun } from './recorded-run.js';

function recorded(lines: readonly string[], result: Readonly<Record<string, string>> = {}): RecordedRun {
  const packer = new LinePacker();
  lines.forEach((line) => packer.add(line));
  return { history: packer.packed, result };
}

test('tells the first record that differs, with both texts', () => {
  const [one, two] = [recorded(['a', 'b', 'c']), recorded(['a', 'x', 'y'])];
  expect(compareRecorded(one, two, { normal: sameBytes })).toEqual({ place: 'record 1', first: 'b', second: 'x' });
  expect(compareRecorded(one, one, { normal: sameBytes })).toBeUndefined();
});

test('a record too many is a difference', () => {
  const found = compareRecorded(recorded(['a']), recorded(['a', 'b']), { normal: sameBytes });
  expect(found).toEqual({ place: 'record 1', first: undefined, second: 'b' });
});

test('with the same history the results are compared, part by part', () => {
  const [one, two] = [recorded(['a'], { trades: '[]', fills: '[1]' }), recorded(['a'], { trades: '[]', fills: '[2]' })];
  expect(compareRecorded(one, two, { normal: sameBytes })).toMatchObject({ place: 'result.fills', second: '[2]' });
});

test('the order of keys matters to bytes, not to values; the order of a list always does', () => {
  const [one, two] = [recorded(['{"a":1,"b":{"c":[1,2],"d":2}}']), recorded(['{"b":{"d":2,"c":[1,2]},"a":1}'])];
  expect(compareRecorded(one, two, { normal: sameBytes })).toBeDefined();
  expect(compareRecorded(one, two, { normal: sameValues })).toBeUndefined();
  expect(compareRecorded(one, recorded(['{"a":1,"b":{"c":[2,1],"d":2}}']), { normal: sameValues })).toBeDefined();
});

test('what stands before the beginning is not compared', () => {
  const [one, two] = [recorded(['a', 'b', 'begin', 'c']), recorded(['b', 'a', 'begin', 'd'])];
  const beginsWith = (text: string): boolean => text === 'begin';
  expect(compareRecorded(one, two, { normal: sameBytes, beginsWith })).toMatchObject({ place: 'record 3' });
});
