import { BenchFolder } from '../testing/bench-folder.js';
import type { Receiver } from './testing/receiver.js';
import { receiver } from './testing/receiver.js';

const VARIABLES = ['T_BOT_TOKEN', 'T_HOOK_URL', 'T_HOOK_SECRET'] as const;
const open: { close?: () => Promise<void>; remove?: () => void }[] = [];
afterEach(async () => {
  VARIABLES.forEach((name) => delete process.env[name]);
  for (const one of open.splice(0)) {
    await one.close?.();
    one.remove?.();
  }
});

async function setUp(phone = 200, hook = 200) {
  const [telegram, webhook]: readonly Receiver[] = [await receiver(phone), await receiver(hook)];
  if (telegram === undefined || webhook === undefined) throw new Error('there are two');
  const folder = new BenchFolder(`alerts:
  timeout: 1
  sinks:
    phone: { kind: telegram, token_env: T_BOT_TOKEN, chat_id: 5, api: '${telegram.url}' }
    pager: { kind: webhook, url_env: T_HOOK_URL, secret_env: T_HOOK_SECRET }
`);
  open.push(telegram, webhook, folder);
  process.env['T_BOT_TOKEN'] = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5';
  process.env['T_HOOK_URL'] = `${webhook.url}/hidden-path`;
  process.env['T_HOOK_SECRET'] = 'signing-secret';
  return { telegram, webhook, folder };
}

test('each sink gets one alert and a line; exit code 0, also where alerts are off', async () => {
  const { telegram, webhook, folder } = await setUp();
  expect(await folder.run('alerts test')).toBe(0);
  expect(folder.out).toEqual(['ok         phone', 'ok         pager']);
  expect([telegram.bodies.length, webhook.bodies.length]).toEqual([1, 1]);
  expect(webhook.bodies[0]).toMatchObject({ schema: 1, rule: 'test', severity: 'info' });
});

test('only the sink that is named', async () => {
  const { telegram, webhook, folder } = await setUp();
  delete process.env['T_BOT_TOKEN'];
  expect(await folder.run('alerts test pager')).toBe(0);
  expect([telegram.bodies.length, webhook.bodies.length]).toEqual([0, 1]);
});

test('one that fails is told with what to do, without its URL; exit code 7', async () => {
  const { folder } = await setUp(401, 0);
  expect(await folder.run('alerts test')).toBe(7);
  expect(folder.out).toEqual([
    'failed     phone: answered 401; check the token in the variable of token_env',
    'failed     pager: no answer in time; look whether the receiver is up, or raise alerts.timeout',
  ]);
});

test('--json prints one object', async () => {
  const { folder } = await setUp(200, 503);
  expect(await folder.run('alerts test', '--json')).toBe(7);
  expect(JSON.parse(folder.printed)).toEqual({
    schema_version: 1,
    ok: false,
    sinks: [
      { ok: true, sink: 'phone' },
      { ok: false, sink: 'pager', reason: 'answered 503', mend: 'the receiver has trouble: try again later' },
    ],
  });
});

test('a variable that is not set is a configuration error; exit code 3', async () => {
  const { folder, telegram } = await setUp();
  delete process.env['T_HOOK_SECRET'];
  expect(await folder.run('alerts test')).toBe(3);
  expect(folder.complained).toContain('T_HOOK_SECRET of the sink pager is not set');
  expect(telegram.bodies).toEqual([]);
});

test('without a sink there is nothing to test; exit code 3', async () => {
  const folder = new BenchFolder();
  open.push(folder);
  expect(await folder.run('alerts test')).toBe(3);
  expect(folder.complained).toContain('alerts.sinks');
});

test('a sink that there is not is a usage error with the nearest name; exit code 2', async () => {
  const { folder } = await setUp();
  expect(await folder.run('alerts test pagr')).toBe(2);
  expect(folder.complained).toContain('there is no sink "pagr": did you mean "pager"?');
});

test('qbot check refuses alerts that are on without their variables', async () => {
  const { folder } = await setUp();
  expect(await folder.run('check', '--set', 'alerts.enabled=true')).toBe(0);
  delete process.env['T_BOT_TOKEN'];
  expect(await folder.run('check', '--set', 'alerts.enabled=true')).toBe(3);
  expect(folder.complained).toContain('Q-CFG-009');
});
