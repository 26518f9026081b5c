import type { IncomingMessage } from 'node:http';
import type { Registry } from 'prom-client';
import type { Readiness } from './system-reading.js';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface AnswerSources {
  readonly registry: Registry;
  readonly readiness: () => Readiness;
}

const PAGES: Readonly<Record<string, (sources: AnswerSources) => Promise<Answer> | Answer>> = {
  '/metrics': async ({ registry }) => answer(200, registry.contentType, await registry.metrics()),
  /** That it is answered is the answer: the event loop turns. */
  '/healthz': () => text(200, 'alive'),
  '/readyz': ({ readiness }) => {
    const { ready, reasons } = readiness();
    return answer(ready ? 200 : 503, 'application/json; charset=utf-8', `${JSON.stringify({ ready, reasons })}\n`);
  },
};

type Request = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

/** What a request gets. A figure that cannot be read makes it an error of this request, and of nothing else. */
export async function answerTo({ method, url = '/', headers }: Request, sources: AnswerSources): Promise<Answer> {
  const [path = '/'] = url.split('?');
  const page = Object.hasOwn(PAGES, path) ? PAGES[path] : undefined;
  if (page === undefined) return text(404, `there is no ${path} here: ${Object.keys(PAGES).join(', ')}`);
  if (method !== 'GET' && method !== 'HEAD') return text(405, 'only GET and HEAD are answered', { allow: 'GET, HEAD' });
  if (hasBody(headers)) return text(413, 'a request has no body here', { connection: 'close' });
  try {
    return await page(sources);
  } catch (error) {
    return text(500, `${path} could not be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function hasBody(headers: IncomingMessage['headers']): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function text(status: number, line: string, headers: Readonly<Record<string, string>> = {}): Answer {
  const plain = answer(status, 'text/plain; charset=utf-8', `${line}\n`);
  return { ...plain, headers: { ...plain.headers, ...headers } };
}

function answer(status: number, contentType: string, body: string): Answer {
  return {
    status,
    headers: { 'content-type': contentType, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
    body,
  };
}
