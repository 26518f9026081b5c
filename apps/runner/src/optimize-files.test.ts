import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trialsToCsv } from './optimize-files.js';
import { SEARCH_FILE, searchLog } from './optimize-log.js';

const folder = mkdtempSync(join(tmpdir(), 'qbot-search-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a CSV of trials quotes what needs it, and leaves empty what is not there', () => {
  const failed = {
    index: 1,
    candidate: 7,
    parameters: { a: ['x', 'y'] },
    objective: { na: 'no' },
    error: 'bad, "very"',
  };
  const good = { index: 0, candidate: 3, parameters: { a: 'x' }, objective: 1.5 };
  expect(trialsToCsv([good, failed])).toBe(
    'rank,candidate,objective,a,error\r\n1,3,1.5,x,\r\n2,7,,"[""x"",""y""]","bad, ""very"""\r\n',
  );
});

test('the log keeps whole lines, drops a torn one, and puts them in order at the end', () => {
  const file = join(folder, SEARCH_FILE);
  writeFileSync(file, '{"a":"ü"}\n{"b"');
  const log = searchLog(folder);
  expect(log.kept).toEqual(['{"a":"ü"}']);
  log.add('{"c":1}');
  expect(readFileSync(file, 'utf8')).toBe('{"a":"ü"}\n{"c":1}\n');
  log.finish(['{"c":1}', '{"a":"ü"}']);
  expect(readFileSync(file, 'utf8')).toBe('{"c":1}\n{"a":"ü"}\n');
});

test('a new log makes its folder with the first line', () => {
  const log = searchLog(join(folder, 'new', 'run'));
  expect(log.kept).toEqual([]);
  log.add('one');
  expect(readFileSync(join(folder, 'new', 'run', SEARCH_FILE), 'utf8')).toBe('one\n');
});
