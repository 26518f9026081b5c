import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { SystemdNotify } from './notify.js';
import { startSystemdNotify } from './notify.js';

const all = mkdtempSync(join(tmpdir(), 'qbot-notify-'));
let folder = all;
let running: SystemdNotify | undefined;
// A folder for each test: the last message of the one before may still be under way.
beforeEach(() => (folder = mkdtempSync(join(all, 'test-'))));
afterEach(() => {
  running?.close();
  running = undefined;
});
afterAll(() => rmSync(all, { recursive: true, force: true }));

const logFile = (): string => join(folder, 'messages');

/** A program of that name, which writes what it is told: each message one line, its fields with bars between them. */
function fakeProgram(last = ''): void {
  const program = join(folder, 'systemd-notify');
  writeFileSync(program, `#!/bin/sh\nIFS='|'\nprintf '%s\\n' "$NOTIFY_SOCKET $*" >> "${logFile()}"\n${last}\n`);
  chmodSync(program, 0o755);
}

const env = () => ({ PATH: `${folder}:/usr/bin:/bin`, NOTIFY_SOCKET: '/run/systemd/notify' });

function start(more: Readonly<Record<string, string>> = {}, onError: (error: Error) => void = fail): SystemdNotify {
  running = startSystemdNotify({ env: { ...env(), ...more }, onError });
  return running;
}

function fail(error: Error): void {
  throw error;
}

async function messages(atLeast: number): Promise<readonly string[]> {
  for (;;) {
    const lines = existsSync(logFile()) ? readFileSync(logFile(), 'utf8').split('\n').slice(0, -1) : [];
    if (lines.length >= atLeast) return lines.map((line) => line.replace('/run/systemd/notify ', ''));
    await wait(5);
  }
}

test('ready, status and stopping arrive in their order', async () => {
  fakeProgram();
  const notify = start();
  notify.ready('runs');
  await messages(1);
  notify.status('cycle 7');
  await messages(2);
  notify.stopping();
  expect(await messages(3)).toEqual(['READY=1|STATUS=runs', 'STATUS=cycle 7', 'STOPPING=1']);
});

test('what comes while a message is under way goes with the next, of each field the newest', async () => {
  fakeProgram();
  const notify = start();
  notify.ready('runs');
  notify.status('cycle 7');
  notify.status('cycle 8');
  notify.stopping();
  expect(await messages(2)).toEqual(['READY=1|STATUS=runs', 'STATUS=cycle 8|STOPPING=1']);
});

test('a status of several lines is one: a line end would begin another field', async () => {
  fakeProgram();
  start().status('two\nREADY=1\u2028lines');
  expect(await messages(1)).toEqual(['STATUS=two READY=1 lines']);
});

test('signs of life go on by themselves until close', async () => {
  fakeProgram();
  const notify = start({ WATCHDOG_USEC: '40000' });
  const sent = await messages(3);
  expect(new Set(sent)).toEqual(new Set(['WATCHDOG=1']));
  notify.close();
  notify.status('not sent any more');
});

test('a loop that stands still gives no sign of life', async () => {
  fakeProgram();
  start({ WATCHDOG_USEC: '40000' });
  const stillUntil = performance.now() + 200;
  while (performance.now() < stillUntil);
  expect(existsSync(logFile())).toBe(false);
  await messages(1);
});

test.each(['', '0', 'often', '-5'])('WATCHDOG_USEC "%s" is no watchdog', async (usec) => {
  fakeProgram();
  start({ WATCHDOG_USEC: usec }).ready('runs');
  expect(await messages(1)).toEqual(['READY=1|STATUS=runs']);
});

test('nothing is started where no systemd listens', () => {
  fakeProgram();
  const notify = startSystemdNotify({ env: { PATH: env().PATH, WATCHDOG_USEC: '1000' }, onError: fail });
  notify.ready('runs');
  notify.status('runs');
  notify.stopping();
  notify.close();
  expect(existsSync(logFile())).toBe(false);
});

test('a program that is missing is told once, and is used once it is there', async () => {
  const errors: string[] = [];
  await new Promise<void>((resolve) => {
    const told = ({ message }: Error): void => {
      errors.push(message);
      resolve();
    };
    start({ PATH: folder, WATCHDOG_USEC: '4000' }, told).ready('runs');
  });
  fakeProgram();
  await messages(1);
  expect(errors).toEqual([expect.stringMatching(/^systemd cannot be told "READY=1 STATUS=runs": .*ENOENT/)]);
});

test('a message that is refused is told, and the next one is sent all the same', async () => {
  fakeProgram('exit 1');
  const errors: string[] = [];
  const notify = start({}, ({ message }) => errors.push(message));
  notify.ready('runs');
  notify.status('cycle 7');
  expect(await messages(2)).toEqual(['READY=1|STATUS=runs', 'STATUS=cycle 7']);
  expect(errors).toEqual(['systemd-notify ended with 1: is NotifyAccess=all in the unit?']);
});
