import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Receiver {
  readonly url: string;
  /** Everything that came: path, headers and body. */
  readonly received: readonly string[];
  readonly bodies: readonly Record<string, unknown>[];
  close(): Promise<void>;
}

/** A server on this machine that takes what is posted; `status` 0 never answers, a negative one ends the connection. */
export async function receiver(status = 200): Promise<Receiver> {
  const received: string[] = [];
  const bodies: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      received.push(`${request.url}\n${JSON.stringify(request.headers)}\n${body}`);
      bodies.push(JSON.parse(body) as Record<string, unknown>);
      if (status < 0) request.socket.resetAndDestroy();
      else if (status > 0) response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    bodies,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
