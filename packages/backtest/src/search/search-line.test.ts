import type { SearchHeader } from './search-line.js';
import { readSearch, wholeLines } from './search-line.js';

const header: SearchHeader = {
  record: 'search',
  schema: 1,
  kind: 'optimize',
  trials: 3,
  hashes: { search: 'a', configuration: 'b', data: 'c', code: 'd' },
};
const record = (index: number) => ({ index, candidate: index, parameters: { a: index }, objective: 1 });
const text = (...lines: readonly unknown[]): readonly string[] => lines.map((line) => JSON.stringify(line));

test('gives the trials back by their index', () => {
  const found = readSearch(text(header, record(2), record(0)), header);
  expect([...found.keys()].sort((a, b) => a - b)).toEqual([0, 2]);
  expect(found.get(2)).toEqual(record(2));
  expect(readSearch([], header).size).toBe(0);
});

test('a torn last line is left out', () => {
  expect(wholeLines('one\ntwo\nthr')).toEqual(['one', 'two']);
  expect(wholeLines('one\n')).toEqual(['one']);
  expect(wholeLines('')).toEqual([]);
});

test.each([
  ['search', 'the search changed since'],
  ['configuration', 'the configuration changed since'],
  ['data', 'the data changed since'],
  ['code', 'the code changed since'],
])('another %s is not gone on with', (part, message) => {
  const other = { ...header, hashes: { ...header.hashes, [part]: 'other' } };
  expect(() => readSearch(text(other, record(0)), header)).toThrow(message);
});

test('another verb, a line that is damaged and a file of something else are refused', () => {
  expect(() => readSearch(text({ ...header, kind: 'walkforward' }), header)).toThrow('the verb changed since');
  expect(() => readSearch([...text(header), '{"index":'], header)).toThrow('line 2 is damaged');
  expect(() => readSearch(text({ record: 'inputs' }), header)).toThrow('not the beginning of a search');
});

test.each([
  [record(3), 'line 3 is damaged: the search has the trials 0 to 2, and none of the index 3; remove it'],
  [record(-1), 'none of the index -1'],
  [record(0.5), 'none of the index 0.5'],
  [{ ...record(1), index: '1' }, 'none of the index "1"'],
  [record(2), 'line 3 is damaged: it is of the trial 2, as line 2 is; remove the one that is wrong'],
  [7, 'line 3 is damaged: it is no trial; remove it to run that trial again'],
  [null, 'line 3 is damaged: it is no trial'],
  [{ ...record(1), objective: 'high' }, 'line 3 is damaged: it is no trial'],
  [{ ...record(1), parameters: null }, 'line 3 is damaged: it is no trial'],
  [{ ...record(1), figures: 4 }, 'line 3 is damaged: it is no trial'],
  [{ ...record(1), error: 4 }, 'line 3 is damaged: it is no trial'],
])('a line of %j is refused by its number', (line, message) => {
  expect(() => readSearch(text(header, record(2), line), header)).toThrow(message);
});
