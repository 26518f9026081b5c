import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArguments } from '../arguments.js';
import { EXIT } from '../exit-codes.js';

const root = join(__dirname, '../../../..');
const unit = readUnit(readFileSync(join(root, 'ops/systemd/quantronaute.service'), 'utf8'));
const service = unit['Service'] ?? {};

/** Section to key to value, as systemd reads them. A key that stands twice has its last value. */
function readUnit(text: string): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const sections: Record<string, Record<string, string>> = {};
  let section: Record<string, string> = {};
  for (const line of text.split('\n').filter((one) => one !== '' && !one.startsWith('#'))) {
    const name = /^\[(\w+)\]$/.exec(line)?.[1];
    if (name === undefined) section[line.slice(0, line.indexOf('='))] = line.slice(line.indexOf('=') + 1);
    else section = sections[name] ??= {};
  }
  return sections;
}

const codes = (key: string): readonly number[] => (service[key] ?? '').split(' ').map(Number);

test('a stop by a signal is a success, and so is not started again', () => {
  expect(codes('SuccessExitStatus')).toEqual([EXIT.interrupted, EXIT.terminated]);
  expect(service['Restart']).toBe('on-failure');
});

test('every exit code that a restart cannot mend prevents it, and no other', () => {
  const { ok, interrupted, terminated, internal, venue, ...others } = EXIT;
  expect(codes('RestartPreventExitStatus')).toEqual(Object.values(others));
  expect(codes('RestartPreventExitStatus')).not.toEqual(expect.arrayContaining([internal]));
  expect([ok, interrupted, terminated, internal, venue]).toEqual([0, 130, 143, 1, 6]);
});

test('the page of exit codes says the same', () => {
  const page = readFileSync(join(root, 'docs/exit-codes.md'), 'utf8');
  expect(page).toContain(`RestartPreventExitStatus=${service['RestartPreventExitStatus'] ?? ''}\``);
});

test('the page of deployment says of every exit code what becomes of it', () => {
  const page = readFileSync(join(root, 'docs/deployment.md'), 'utf8');
  const first = page.split('\n').flatMap((line) => /^\| ([\d, ]+?) +\|/.exec(line)?.[1]?.split(', ') ?? []);
  expect(new Set(first.map(Number))).toEqual(new Set<number>(Object.values(EXIT)));
});

test('it waits for the message that the run is ready, and watches for signs of life', () => {
  expect(service).toMatchObject({ Type: 'notify', NotifyAccess: 'all', WatchdogSec: '60' });
});

test('a graceful stop has the time it may take, and begins with the signal that the program knows', () => {
  const source = readFileSync(join(root, 'packages/orchestrator/src/orchestrator.ts'), 'utf8');
  const deadlineMs = Number(/deadlineMs = ([\d_]+)/.exec(source)?.[1]?.replaceAll('_', ''));
  expect(Number(service['TimeoutStopSec']) * 1_000).toBeGreaterThanOrEqual(deadlineMs * 2);
  expect(service['KillSignal']).toBe('SIGTERM');
});

test('the command line is one that the program understands', () => {
  const [node = '', bin = '', ...argv] = (service['ExecStart'] ?? '').split(' ');
  expect([node, bin].every((path) => path.startsWith('/'))).toBe(true);
  expect(bin).toMatch(/@q\/runner\/bin\/qbot\.mjs$/);
  expect(parseArguments(argv)).toMatchObject({ verb: ['run'], config: '/etc/quantronaute/services.yaml' });
});

test('it has a user of its own, writes into one folder, and gains no rights', () => {
  expect(service).toMatchObject({
    User: 'quantronaute',
    NoNewPrivileges: 'yes',
    ProtectSystem: 'strict',
    ProtectHome: 'yes',
    PrivateTmp: 'yes',
    CapabilityBoundingSet: '',
    StateDirectory: 'quantronaute',
    WorkingDirectory: '/var/lib/quantronaute',
    UMask: '0077',
  });
  // Node compiles while it runs.
  expect(service['MemoryDenyWriteExecute']).toBeUndefined();
});

test('secrets come from a file that may be absent, and none is in the unit', () => {
  expect(service['EnvironmentFile']).toMatch(/^-\//);
  expect(service['Environment']).toBeUndefined();
});
