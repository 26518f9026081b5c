import { readTickCsv } from './read-tick-csv.js';
import type { StatedTickColumns } from './tick-layout.js';

const read = (text: string, columns?: StatedTickColumns) =>
  readTickCsv(new TextEncoder().encode(text), { name: 'ticks.csv', columns });

test('without a header the first row says how many cells a row may fill', () => {
  const text = '2025-01-06 00:00:01,1.1,1.2\n2025-01-06 00:00:02,1.1,1.2,5\n';
  expect(() => read(text, { time: 1, bid: 2, ask: 3 })).toThrow('ticks.csv:2: the tick has 4 cells instead of 3');
});

test('empty cells behind the last are harmless', () => {
  expect(read('time,bid,ask\n2025-01-06 00:00:01,1.1,1.2,,\n').ticks).toBe(1);
});

test('a header with fewer names than its first row has cells is refused', () => {
  expect(() => read('time,bid,ask\n2025-01-06,00:00:01,1.1,1.2\n')).toThrow(
    'ticks.csv:1: its header has 3 names and its first row 1 cells more, so they cannot be matched; mend the header',
  );
});
