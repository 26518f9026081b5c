import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileOutput } from './file-output.js';
import { SEVERITY } from './log-level.js';

let folder: string;
let reports: string[];
let now: number;
const { INFO, ERROR } = SEVERITY;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'logging-'));
  reports = [];
  now = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

const output = (path: string, maxBytes?: number, maxFiles = 3): FileOutput =>
  new FileOutput({
    path: join(folder, path),
    maxBytes,
    maxFiles,
    now: () => now,
    report: (line) => reports.push(line),
  });
const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

test('makes the folder and appends to what is there', () => {
  for (const line of ['one', 'two']) {
    const file = output('a/b/x.log');
    file.write(line, INFO);
    file.close();
  }
  expect(read('a/b/x.log')).toBe('one\ntwo\n');
  expect(statSync(join(folder, 'a/b/x.log')).mode & 0o777).toBe(0o600);
});

test('lines wait until the turn ends, errors do not', async () => {
  const file = output('x.log');
  file.write('one', INFO);
  expect(read('x.log')).toBe('');
  await Promise.resolve();
  expect(read('x.log')).toBe('one\n');
  file.write('two', INFO);
  file.write('three', ERROR);
  expect(read('x.log')).toBe('one\ntwo\nthree\n');
  file.write('four', INFO);
  file.flush();
  expect(read('x.log')).toBe('one\ntwo\nthree\nfour\n');
  file.close();
});

test('a synchronous burst is written every 64 KiB', () => {
  const file = output('x.log');
  for (let n = 0; n < 1_000; n += 1) file.write('y'.repeat(99), INFO);
  expect(statSync(join(folder, 'x.log')).size).toBe(65_600);
  file.close();
  expect(statSync(join(folder, 'x.log')).size).toBe(100_000);
});

test('a full file is put aside, the oldest is removed, no line is cut and no file is too large', () => {
  const file = output('x.log', 100);
  for (let n = 0; n < 100; n += 1) file.write(`line ${String(n).padStart(3, '0')} é`, INFO);
  file.close();
  expect(reports).toEqual([]);
  const names = readdirSync(folder).sort();
  expect(names).toEqual(['x.log', 'x.log.1', 'x.log.2']);
  for (const name of names) expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(100);
  const kept = [read('x.log.2'), read('x.log.1'), read('x.log')].join('').trimEnd().split('\n');
  expect(kept).toEqual(
    Array.from({ length: kept.length }, (_, n) => `line ${String(100 - kept.length + n).padStart(3, '0')} é`),
  );
  expect(file.metrics).toMatchObject({ written: 100, rotations: 12 });
});

test('one file is kept when one is allowed, and a line larger than the limit has a file of its own', () => {
  const file = output('x.log', 10, 1);
  file.write('a'.repeat(50), INFO);
  file.write('b', INFO);
  file.close();
  expect(readdirSync(folder)).toEqual(['x.log']);
  expect(read('x.log')).toBe('b\n');
});

test('a file that cannot be written is reported once, lines are kept, and it is tried again every second', () => {
  writeFileSync(join(folder, 'blocked'), '');
  const file = output('blocked/x.log');
  file.write('one', ERROR);
  file.write('two', ERROR);
  expect(reports).toHaveLength(1);
  expect(reports[0]).toMatch(/^Log file ".*x\.log" cannot be written \(Error: EEXIST|ENOTDIR/);
  expect(file.metrics.failedWrites).toBe(1);
  rmSync(join(folder, 'blocked'));
  file.write('three', ERROR);
  expect(existsSync(join(folder, 'blocked'))).toBe(false);
  now = 1_000;
  file.write('four', ERROR);
  expect(read('blocked/x.log')).toBe('one\ntwo\nthree\nfour\n');
  expect(reports[1]).toContain('can be written again; 0 lines were lost.');
  file.close();
});

test('a file that cannot be put aside grows, is reported once, and is put aside as soon as that works', () => {
  mkdirSync(join(folder, 'x.log.1/occupied'), { recursive: true });
  const file = output('x.log', 10, 2);
  for (let n = 0; n < 5; n += 1) file.write('12345678', ERROR);
  expect(read('x.log')).toBe('12345678\n'.repeat(5));
  expect(reports).toHaveLength(1);
  expect(reports[0]).toContain('cannot be rotated');
  rmSync(join(folder, 'x.log.1'), { recursive: true });
  now = 1_000;
  file.write('last', ERROR);
  file.close();
  expect([read('x.log.1').length, read('x.log')]).toEqual([45, 'last\n']);
});

test('a full disk costs what exceeds 1 MiB, counted, and never throws', () => {
  if (!existsSync('/dev/full')) return;
  const file = new FileOutput({ path: '/dev/full', maxFiles: 1, now: () => now, report: (line) => reports.push(line) });
  for (let n = 0; n < 1_200; n += 1) file.write('y'.repeat(1_023), ERROR);
  expect(file.metrics).toMatchObject({ written: 1_024, dropped: 176, failedWrites: 1 });
  expect(reports[0]).toContain('ENOSPC');
  file.close();
  expect(file.metrics).toMatchObject({ written: 0, dropped: 1_200, failedWrites: 2 });
});

test('a link planted at the path is not followed', () => {
  symlinkSync(join(folder, 'target'), join(folder, 'x.log'));
  const file = output('x.log');
  file.write('one', ERROR);
  file.close();
  expect(existsSync(join(folder, 'target'))).toBe(false);
  expect(reports[0]).toContain('ELOOP');
});
