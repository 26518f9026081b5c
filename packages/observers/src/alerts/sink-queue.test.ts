import { VirtualClock } from '@q/events';
import type { Alert, Severity } from './alert.js';
import { webhook } from './channels/webhook.js';
import type { Fetch } from './post.js';
import type { SinkQueueOptions } from './sink-queue.js';
import { SinkQueue } from './sink-queue.js';
import type { FakeAnswer, FakeReceiver } from './testing/fake-receiver.js';
import { fakeReceiver } from './testing/fake-receiver.js';
import { SAMPLE } from './testing/sample-alert.js';
import { untilWith } from './testing/until.js';

const until = untilWith(() => new Promise((resolve) => setImmediate(resolve)));
const START = Date.UTC(2025, 0, 6, 8);
const open: FakeReceiver[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((receiver) => receiver.close()));
});

const alertOf = (id: string, severity: Severity = 'warning'): Alert => ({ ...SAMPLE, id, severity });

async function setUp(answers: readonly FakeAnswer[], options: Partial<SinkQueueOptions> = {}) {
  const receiver = await fakeReceiver(...answers);
  open.push(receiver);
  const clock = new VirtualClock(START);
  const errors: string[] = [];
  const queue = new SinkQueue({
    channel: webhook({ name: 'pager', url: `${receiver.url}/secret-path`, secret: 'signing-secret' }),
    clock,
    fetch: (url, init) => fetch(url, init),
    random: () => 0.5,
    timeoutMs: 10_000,
    attempts: 4,
    queueLimit: 100,
    onError: (message) => errors.push(message),
    ...options,
  });
  const ids = (): unknown[] => receiver.received.map(({ body }) => (JSON.parse(body) as { id: string }).id);
  return { receiver, clock, errors, queue, ids };
}

test('alerts arrive one after another, in order, each signed', async () => {
  const { queue, ids, receiver } = await setUp([{ status: 204 }]);
  ['a', 'b', 'c'].forEach((id) => queue.push(alertOf(id)));
  expect(receiver.received).toEqual([]);
  await until(() => queue.status.sent === 3);
  expect(ids()).toEqual(['a', 'b', 'c']);
  expect(receiver.received.every(({ path }) => path === '/secret-path')).toBe(true);
  expect(queue.status).toEqual({ sink: 'pager', sent: 3, failed: 0, dropped: 0, retries: 0, queued: 0 });
});

test('429 with Retry-After: nothing is sent before that time, then the same alert again', async () => {
  const { queue, clock, ids } = await setUp([
    { status: 429, headers: { 'retry-after': '30' } },
    { status: 429, headers: { 'retry-after': new Date(START + 90_000).toUTCString() } },
    { status: 200 },
  ]);
  queue.push(alertOf('a'));
  queue.push(alertOf('b'));
  await until(() => queue.status.retries === 1);
  expect(clock.nextDue).toBe(START + 30_000);
  clock.advanceTo(START + 30_000);
  await until(() => queue.status.retries === 2);
  expect([clock.nextDue, ids()]).toEqual([START + 90_000, ['a', 'a']]);
  clock.advanceTo(START + 90_000);
  await until(() => queue.status.sent === 2);
  expect(ids()).toEqual(['a', 'a', 'a', 'b']);
});

test('500 and a reset connection are tried again after growing waits', async () => {
  const { queue, clock, ids, errors } = await setUp([{ status: 500 }, 'reset', { status: 200 }]);
  queue.push(alertOf('a'));
  await until(() => queue.status.retries === 1);
  expect(clock.nextDue).toBe(START + 500);
  clock.advanceTo(START + 500);
  await until(() => queue.status.retries === 2);
  expect(clock.nextDue).toBe(START + 1_500);
  expect(queue.status.lastError).toMatch(/^the connection failed \([A-Z_]+\)$/);
  clock.advanceTo(START + 1_500);
  await until(() => queue.status.sent === 1);
  expect([ids(), errors]).toEqual([['a', 'a', 'a'], []]);
});

test.each(['hang', 'hang_inside'] as const)(
  'a receiver that does (%s) is left after the timeout and tried again',
  async (how) => {
    const { queue, clock, receiver } = await setUp([how, { status: 200 }]);
    queue.push(alertOf('a'));
    await until(() => receiver.received.length === 1);
    clock.advanceTo(START + 9_999);
    expect(queue.status.retries).toBe(0);
    clock.advanceTo(START + 10_000);
    await until(() => queue.status.retries === 1);
    expect(queue.status.lastError).toBe('no answer in time');
    clock.advanceTo(START + 11_000);
    await until(() => queue.status.sent === 1);
    expect(clock.nextDue).toBeUndefined();
  },
);

test('a fetch that never heeds its signal is left all the same', async () => {
  const clock = new VirtualClock(START);
  const deaf: Fetch = () => new Promise(() => undefined);
  const { queue } = await setUp([], { clock, fetch: deaf, attempts: 1 });
  queue.push(alertOf('a'));
  await until(() => clock.nextDue !== undefined);
  clock.advanceTo(START + 10_000);
  await until(() => queue.status.failed === 1);
});

test.each([400, 401, 403, 404])(
  '%s is final: the next alert follows at once, and the message names the sink, not its URL',
  async (status) => {
    const { queue, errors, ids, receiver } = await setUp([{ status, body: 'no' }, { status: 200 }]);
    queue.push(alertOf('a'));
    queue.push(alertOf('b'));
    await until(() => queue.status.sent === 1);
    expect(ids()).toEqual(['a', 'b']);
    expect(errors).toEqual([`alert a (order_unknown) did not reach the sink pager: answered ${status}`]);
    expect(errors.join('')).not.toContain(receiver.url);
  },
);

test('a redirect is not followed', async () => {
  const { queue, errors, receiver } = await setUp([{ status: 302, headers: { location: '/elsewhere' } }]);
  queue.push(alertOf('a'));
  await until(() => queue.status.failed === 1);
  expect(receiver.received.map(({ path }) => path)).toEqual(['/secret-path']);
  expect(errors[0]).toContain('redirects are not followed');
});

test('a receiver that fails for good gets each alert so many times and no more', async () => {
  const { queue, clock, ids, errors } = await setUp([{ status: 503 }], { attempts: 3 });
  queue.push(alertOf('a'));
  for (const retries of [1, 2]) {
    await until(() => queue.status.retries === retries);
    clock.advanceTo(clock.now() + 60_000);
  }
  await until(() => queue.status.failed === 1);
  expect(ids()).toEqual(['a', 'a', 'a']);
  expect(errors).toEqual(['alert a (order_unknown) did not reach the sink pager: answered 503, tried 3 times']);
});

test('an endless answer is read to 64 KB and no further', async () => {
  const { queue } = await setUp([{ status: 200, body: 'x'.repeat(5_000_000) }]);
  queue.push(alertOf('a'));
  await until(() => queue.status.sent === 1);
});

test('a full queue drops the oldest that is not critical, stays as long as it may be, and the next alert says so', async () => {
  const { queue, clock, receiver } = await setUp(['hang', { status: 200 }], { queueLimit: 3 });
  queue.push(alertOf('first'));
  await until(() => receiver.received.length === 1);
  queue.push(alertOf('grave', 'critical'));
  for (let number = 0; number < 1_000; number += 1) queue.push(alertOf(`n${number}`));
  expect(queue.status).toMatchObject({ queued: 4, dropped: 998 });
  clock.advanceTo(START + 10_000);
  await until(() => queue.status.retries === 1);
  clock.advanceTo(START + 11_000);
  await until(() => queue.status.sent === 4);
  const told = receiver.received.slice(2).map(({ body }) => JSON.parse(body) as Alert);
  expect(told.map(({ id, fields }) => [id, fields['dropped']])).toEqual([
    ['grave', 998],
    ['n998', undefined],
    ['n999', undefined],
  ]);
  expect(told[0]?.text).toContain('998 older alerts were dropped: the queue was full');
});

test('closing sends what is left', async () => {
  const { queue, ids } = await setUp([{ status: 200 }]);
  ['a', 'b'].forEach((id) => queue.push(alertOf(id)));
  await queue.close(5_000);
  expect([ids(), queue.status.queued]).toEqual([['a', 'b'], 0]);
});

test.each(['hang', 'waiting'] as const)(
  'closing ends at its time although the receiver is %s, and says what was not sent',
  async (how) => {
    const { queue, clock, receiver } = await setUp([
      how === 'hang' ? 'hang' : { status: 429, headers: { 'retry-after': '600' } },
    ]);
    ['a', 'b', 'c'].forEach((id) => queue.push(alertOf(id)));
    await until(() => (how === 'hang' ? receiver.received.length : queue.status.retries) === 1);
    let isClosed = false;
    const closing = queue.close(2_000).then(() => (isClosed = true));
    clock.advanceTo(START + 1_999);
    expect(isClosed).toBe(false);
    clock.advanceTo(START + 2_000);
    await closing;
    expect(queue.status).toMatchObject({ sent: 0, queued: 3 });
    expect(clock.nextDue).toBeUndefined();
  },
);
