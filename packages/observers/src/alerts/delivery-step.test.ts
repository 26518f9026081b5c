import { deliveryStep } from './delivery-step.js';
import type { PostAnswer } from './post.js';

const answered = (status: number, retryAfterMs?: number): PostAnswer => ({
  kind: 'answered',
  status,
  body: '',
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
});
const policy = { attempts: 4, random: () => 0.5 };

test.each([200, 202, 204])('%s is done', (status) => {
  expect(deliveryStep(answered(status), 1, policy)).toEqual({ kind: 'done' });
});

test.each([301, 302, 400, 401, 403, 404, 413])('%s is final', (status) => {
  expect(deliveryStep(answered(status), 1, policy)).toMatchObject({ kind: 'give_up' });
});

test('what may help is tried again with doubled waits, half of each by this chance, until the tries are used up', () => {
  const hung: PostAnswer = { kind: 'timeout' };
  expect([1, 2, 3].map((attempt) => deliveryStep(hung, attempt, policy))).toMatchObject([
    { kind: 'again', waitMs: 500 },
    { kind: 'again', waitMs: 1_000 },
    { kind: 'again', waitMs: 2_000 },
  ]);
  expect(deliveryStep(hung, 4, policy)).toEqual({ kind: 'give_up', reason: 'no answer in time, tried 4 times' });
  for (const answer of [answered(500), answered(503), answered(408), answered(429)] as const)
    expect(deliveryStep(answer, 1, policy).kind).toBe('again');
});

test('a wait that is asked for is kept, and no wait is longer than a minute by itself', () => {
  expect(deliveryStep(answered(429, 7_000), 1, policy)).toMatchObject({ waitMs: 7_000 });
  expect(deliveryStep(answered(503, 90_000), 1, policy)).toMatchObject({ waitMs: 90_000 });
  expect(deliveryStep(answered(500), 12, { attempts: 20, random: () => 1 })).toMatchObject({ waitMs: 60_000 });
});
