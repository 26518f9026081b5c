import { systemClock } from '@q/events';
import { sendTestAlert } from './send-test-alert.js';
import type { FakeAnswer } from './testing/fake-receiver.js';
import { fakeReceiver } from './testing/fake-receiver.js';

const clock = systemClock();
const redact = (text: string): string => text.replaceAll('hidden-token', '***');

async function tried(answer: FakeAnswer, timeoutMs = 5_000) {
  const receiver = await fakeReceiver(answer);
  const sink = { name: 'phone', kind: 'telegram', token: 'hidden-token', chatId: '5', api: receiver.url } as const;
  const options = { fetch, clock, timeoutMs, redact };
  const result = await sendTestAlert({ ...sink, minSeverity: 'critical' }, options);
  await receiver.close();
  return { result, received: receiver.received };
}

test('one alert is sent, whatever the least severity of the sink', async () => {
  const { result, received } = await tried({ status: 200 });
  expect(result).toEqual({ ok: true, sink: 'phone' });
  expect(received.map(({ path }) => path)).toEqual(['/bothidden-token/sendMessage']);
});

test.each([
  [
    { status: 401, body: '{"description":"Unauthorized hidden-token"}' },
    'answered 401: {"description":"Unauthorized ***"}',
    'check the token in the variable of token_env',
  ],
  [
    { status: 400, body: 'chat not found' },
    'answered 400: chat not found',
    'check chat_id: the bot must be in that chat',
  ],
  [{ status: 429, headers: { 'retry-after': '12' } }, 'answered 429', 'wait 12 s and try again'],
  [{ status: 503 }, 'answered 503', 'the receiver has trouble: try again later'],
  [
    'reset',
    expect.stringMatching(/^the connection failed \([A-Z_]+\)$/),
    'look whether the receiver is up and can be reached from here',
  ],
] as const)('%j is told with what to do', async (answer, reason: unknown, mend) => {
  const { result, received } = await tried(answer);
  expect(result).toEqual({ ok: false, sink: 'phone', reason, mend });
  expect(received).toHaveLength(1);
});

test('a receiver that hangs is left after the timeout', async () => {
  const { result } = await tried('hang', 50);
  expect(result).toMatchObject({ ok: false, reason: 'no answer in time' });
});
