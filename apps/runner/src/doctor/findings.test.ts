import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clockFinding } from './check-clock.js';
import { controlFinding } from './check-control.js';
import { diskFinding } from './check-disk.js';
import { fsyncFinding, measureFsync } from './check-fsync.js';
import { lagFinding } from './check-loop-lag.js';
import { memoryFinding } from './check-memory.js';
import { LEAST_NODE, nodeFinding } from './check-node.js';
import { portFinding } from './check-ports.js';

const GB = 1e9;
const MIB = 1_048_576;

test.each([
  ['20.10.0', 'fail'],
  ['18.20.4', 'fail'],
  ['20.11.0', 'warn'],
  ['20.20.2', 'warn'],
  ['21.7.3', 'warn'],
  ['22.0.0', 'ok'],
  ['23.1.0', 'warn'],
  ['24.3.0', 'ok'],
])('node %s is %s', (version, status) => {
  expect(nodeFinding(version).status).toBe(status);
});

test('the least node is the one that the package asks for', () => {
  const file = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { engines: { node: string } };
  expect(file.engines.node).toBe(`>=${LEAST_NODE}`);
});

describe('the disk', () => {
  const disk = { freeBytes: 77.9 * GB, hasFreeFiles: true, folder: '/data', keys: ['outputs.folder', 'journal.file'] };
  test.each([
    [77.9 * GB, 'ok', '77 GB free in /data (outputs.folder, journal.file)'],
    [GB, 'ok', '1000 MB free in'],
    [GB - 1, 'warn', '999 MB free in'],
    [0.1 * GB, 'warn', '100 MB free in'],
    [0.1 * GB - 1, 'fail', '99 MB free in'],
    [0, 'fail', '0 MB free in'],
  ])('with %d bytes is %s', (freeBytes, status, text) => {
    const finding = diskFinding({ ...disk, freeBytes });
    expect(finding.status).toBe(status);
    expect(finding.text).toContain(text);
  });

  test('without a free inode is a failure, however much room it has', () => {
    expect(diskFinding({ ...disk, hasFreeFiles: false })).toMatchObject({ status: 'fail' });
  });
});

describe('the clock', () => {
  const now = Date.UTC(2026, 4, 4);
  test.each([
    [{ now, wallMs: 200, monotonicMs: 201.4 }, 'ok'],
    [{ now, wallMs: 150, monotonicMs: 200 }, 'ok'],
    [{ now, wallMs: 149, monotonicMs: 200 }, 'warn'],
    [{ now, wallMs: 3_600_200, monotonicMs: 200 }, 'warn'],
    [{ now: 0, wallMs: 200, monotonicMs: 200 }, 'fail'],
    [{ now: Date.UTC(2101, 0), wallMs: 200, monotonicMs: 200 }, 'fail'],
  ])('%j is %s', (reading, status) => {
    expect(clockFinding(reading).status).toBe(status);
  });
});

test('a disk is slow from more than 20 ms on, in the middle of its writes', () => {
  expect(fsyncFinding([1, 1, 2, 900])).toEqual({ status: 'ok', text: '2.0 ms, worst of 4 900.0 ms' });
  expect(fsyncFinding([20.1, 20.1, 1])).toMatchObject({ status: 'warn' });
});

test('writes of a real disk are measured', () => {
  const taken = measureFsync(tmpdir());
  expect(taken.length).toBeGreaterThan(0);
  expect(taken.every((ms) => ms > 0)).toBe(true);
});

test('a loop that is late by 50 ms or more is a warning', () => {
  expect([0, 49.9, 50, 900].map((ms) => lagFinding(ms).status)).toEqual(['ok', 'ok', 'warn', 'warn']);
});

describe('memory', () => {
  const reading = { freeBytes: 8_192 * MIB, totalBytes: 16_384 * MIB, limitBytes: undefined, usedBytes: 100 * MIB };
  test('counts what the machine has free', () => {
    expect(memoryFinding(reading)).toEqual({ status: 'ok', text: '8192 MB free of 16384 MB' });
    expect(memoryFinding({ ...reading, freeBytes: 255 * MIB }).status).toBe('warn');
    expect(memoryFinding({ ...reading, freeBytes: 63 * MIB }).status).toBe('fail');
  });

  test('counts what a limit leaves, where that is less', () => {
    const text = '200 MB free of a limit of 300 MB';
    expect(memoryFinding({ ...reading, limitBytes: 300 * MIB })).toMatchObject({ status: 'warn', text });
  });
});

test.each([
  [{ state: 'nobody' }, 'ok'],
  [{ state: 'left_behind' }, 'ok'],
  [{ state: 'runs', pid: 7 }, 'ok'],
  [{ state: 'off' }, 'skip'],
  [{ state: 'silent' }, 'fail'],
  [{ state: 'denied' }, 'fail'],
  [{ state: 'no_socket' }, 'fail'],
] as const)('a control socket with %j is %s', (listener, status) => {
  expect(controlFinding('state/control.sock', listener).status).toBe(status);
});

test('a control socket has a name of 103 bytes at most', () => {
  expect(controlFinding('s'.repeat(103), { state: 'nobody' }).status).toBe('ok');
  expect(controlFinding('s'.repeat(104), { state: 'nobody' }).status).toBe('fail');
  expect(controlFinding('é'.repeat(52), { state: 'nobody' }).text).toContain('104 bytes');
});

test('a port in use is well where our run has it, and else names the command that tells who', () => {
  const taken = { host: '127.0.0.1', port: 9464, code: 'EADDRINUSE' };
  expect(portFinding({ ...taken, listener: { state: 'runs', pid: 7 } }).text).toBe(
    '127.0.0.1:9464 is used by the run, process 7',
  );
  const mend = expect.stringContaining('ss -ltnp "sport = :9464"') as string;
  expect(portFinding({ ...taken, listener: { state: 'nobody' } })).toMatchObject({ status: 'fail', mend });
  expect(portFinding({ ...taken, code: 'EACCES', listener: { state: 'nobody' } })).toMatchObject({ status: 'fail' });
});
