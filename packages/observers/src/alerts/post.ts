import type { Clock } from '@q/events';
import { retryAfterMs } from './retry-after.js';

/** What is posted. The URL may be a secret: it appears in no message. */
export interface PostRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How it went. `timeout` and `connection` may have arrived all the same. */
export type PostAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string; readonly retryAfterMs?: number }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'connection'; readonly code: string };

/** The part of the global `fetch` that is used. */
export type Fetch = (url: string, init: FetchInit) => Promise<Response>;

export interface FetchInit {
  readonly method: 'POST';
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly redirect: 'manual';
  readonly signal: AbortSignal;
}

export interface PostOptions {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly timeoutMs: number;
  /** Ends it early. */
  readonly signal?: AbortSignal;
}

const LONGEST_BODY = 65_536;

/** Posts once, without following redirects. Never throws; the time counts to the end of the answer's body. */
export async function post({ url, headers, body }: PostRequest, options: PostOptions): Promise<PostAnswer> {
  const { fetch, clock, timeoutMs, signal } = options;
  const abort = new AbortController();
  const stop = (): void => abort.abort();
  let isLate = false;
  const cancel = clock.setTimer(timeoutMs, () => {
    isLate = true;
    stop();
  });
  signal?.addEventListener('abort', stop);
  if (signal?.aborted === true) stop();
  // A fetch that does not heed the signal must not hold up the others either.
  const stopped = new Promise<never>((_, reject) =>
    abort.signal.addEventListener('abort', () => reject(new Error('stopped'))),
  );
  stopped.catch(() => undefined);
  try {
    const sent = fetch(url, {
      method: 'POST',
      headers: { ...headers },
      body,
      redirect: 'manual',
      signal: abort.signal,
    });
    const response = await Promise.race([sent, stopped]);
    const text = await Promise.race([startOf(response), stopped]);
    const wait = retryAfterMs(response.headers.get('retry-after'), text, clock.now());
    return {
      kind: 'answered',
      status: response.status,
      body: text,
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
    };
  } catch (error) {
    return isLate ? { kind: 'timeout' } : { kind: 'connection', code: codeOf(error) };
  } finally {
    cancel();
    signal?.removeEventListener('abort', stop);
    stop();
  }
}

/** At most 64 KB of the body; the rest is not read. */
async function startOf({ body }: Response): Promise<string> {
  if (body === null) return '';
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  for (let length = 0; length < LONGEST_BODY;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  await reader.cancel();
  return Buffer.concat(chunks).subarray(0, LONGEST_BODY).toString('utf8');
}

/** The code of an error or of what caused it, and nothing of their messages, which may hold the URL. */
function codeOf(error: unknown): string {
  let inner = error;
  for (let depth = 0; depth < 4 && typeof inner === 'object' && inner !== null; depth += 1) {
    if ('code' in inner && typeof inner.code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(inner.code))
      return inner.code;
    inner = 'cause' in inner ? inner.cause : undefined;
  }
  return 'no connection';
}
