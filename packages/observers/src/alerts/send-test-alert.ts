import type { Clock } from '@q/events';
import type { AlertSink } from './channels/channel-of.js';
import { channelOf } from './channels/channel-of.js';
import { deliveryStep } from './delivery-step.js';
import type { Fetch, PostAnswer } from './post.js';
import { post } from './post.js';

export interface TestOptions {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly timeoutMs: number;
  /** Hides secrets in what a receiver answers. */
  readonly redact: (text: string) => string;
}

export type TestResult =
  | { readonly ok: true; readonly sink: string }
  /** What went wrong, and what to do about it. */
  | { readonly ok: false; readonly sink: string; readonly reason: string; readonly mend: string };

/** Sends one alert to a sink, once, and says how it went. */
export async function sendTestAlert(sink: AlertSink, options: TestOptions): Promise<TestResult> {
  const { clock, redact } = options;
  const at = clock.now();
  const request = channelOf(sink).request(
    {
      id: `test-${at.toString(36)}`,
      rule: 'test',
      severity: 'info',
      title: 'test alert',
      text: `This sink, ${sink.name}, gets the alerts of Quantronaute.`,
      at,
      fields: {},
    },
    at,
  );
  const answer = await post(request, options);
  const step = deliveryStep(answer, 1, { attempts: 1, random: () => 0 });
  if (step.kind === 'done') return { ok: true, sink: sink.name };
  const said = answer.kind === 'answered' ? saidIn(answer.body, redact) : '';
  const reason = said === '' ? step.reason : `${step.reason}: ${said}`;
  return { ok: false, sink: sink.name, reason, mend: mendOf(sink, answer) };
}

function saidIn(body: string, redact: (text: string) => string): string {
  return redact(body)
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 200);
}

const SECRET: Readonly<Record<AlertSink['kind'], string>> = {
  telegram: 'the token in the variable of token_env',
  slack: 'the URL in the variable of url_env',
  discord: 'the URL in the variable of url_env',
  webhook: 'the URL and the secret in the variables of url_env and secret_env',
};

function mendOf({ kind }: AlertSink, answer: PostAnswer): string {
  if (answer.kind === 'timeout') return 'look whether the receiver is up, or raise alerts.timeout';
  if (answer.kind === 'connection') return 'look whether the receiver is up and can be reached from here';
  const { status, retryAfterMs } = answer;
  if (status === 429) return `wait ${Math.ceil((retryAfterMs ?? 60_000) / 1_000)} s and try again`;
  if (status >= 500 || status === 408) return 'the receiver has trouble: try again later';
  if (status >= 300 && status < 400) return `give the address that it leads to: ${SECRET[kind]} is an old one`;
  if (status === 400 && kind === 'telegram') return 'check chat_id: the bot must be in that chat';
  return `check ${SECRET[kind]}`;
}
