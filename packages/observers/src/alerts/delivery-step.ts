import type { PostAnswer } from './post.js';

export interface RetryPolicy {
  /** How often an alert is tried at most. */
  readonly attempts: number;
  /** 0 to 1: spreads the waits of many senders. */
  readonly random: () => number;
}

export type DeliveryStep =
  | { readonly kind: 'done' }
  /** Nothing is sent to this receiver before the wait is over. */
  | { readonly kind: 'again'; readonly waitMs: number; readonly reason: string }
  | { readonly kind: 'give_up'; readonly reason: string };

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/** What follows from an answer. `attempt` counts from 1. */
export function deliveryStep(answer: PostAnswer, attempt: number, { attempts, random }: RetryPolicy): DeliveryStep {
  if (answer.kind === 'answered' && answer.status >= 200 && answer.status < 300) return { kind: 'done' };
  const reason = reasonOf(answer);
  if (!mayBeTriedAgain(answer)) return { kind: 'give_up', reason };
  if (attempt >= attempts)
    return { kind: 'give_up', reason: attempt === 1 ? reason : `${reason}, tried ${attempt} times` };
  // Full jitter: anything up to the doubled wait, but never sooner than the receiver allows.
  const backoff = random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
  const asked = answer.kind === 'answered' ? (answer.retryAfterMs ?? 0) : 0;
  return { kind: 'again', waitMs: Math.max(asked, backoff), reason };
}

function mayBeTriedAgain(answer: PostAnswer): boolean {
  return answer.kind !== 'answered' || answer.status >= 500 || answer.status === 429 || answer.status === 408;
}

function reasonOf(answer: PostAnswer): string {
  if (answer.kind === 'timeout') return 'no answer in time';
  if (answer.kind === 'connection') return `the connection failed (${answer.code})`;
  const isRedirect = answer.status >= 300 && answer.status < 400;
  return isRedirect ? `answered ${answer.status}, and redirects are not followed` : `answered ${answer.status}`;
}
