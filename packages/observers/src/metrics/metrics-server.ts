import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import { answerTo } from './metrics-answer.js';
import { MetricsStartError } from './metrics-start-error.js';
import { reportOnce } from './report-once.js';
import type { Readiness } from './system-reading.js';

export interface MetricsServerOptions {
  readonly registry: Registry;
  readonly readiness: () => Readiness;
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  /** Told of the first error that happens after the start. */
  readonly onError: (error: unknown) => void;
}

export interface MetricsServer {
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

const CONNECTIONS_AT_MOST = 64;
const TIMES = {
  headersTimeout: 5_000,
  requestTimeout: 5_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
};

/**
 * Serves GET /metrics, /healthz and /readyz.
 * @throws MetricsStartError where the address cannot be listened on
 */
export async function startMetricsServer(options: MetricsServerOptions): Promise<MetricsServer> {
  const tell = reportOnce(options.onError);
  const server = createServer({ ...TIMES, maxHeaderSize: 8_192 }, (request, response) => {
    void answerTo(request, options).then(({ status, headers, body }) => {
      response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
      response.end(request.method === 'HEAD' ? '' : body);
    }, tell);
  });
  server.maxConnections = CONNECTIONS_AT_MOST;
  const { port } = await listen(server, options);
  server.on('error', tell);
  return { host: options.host, port, close: () => close(server) };
}

function listen(server: Server, { host, port }: MetricsServerOptions): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException): void =>
      reject(new MetricsStartError(`metrics.prometheus cannot listen on ${host}:${port}: ${adviceFor(error)}`, error));
    server.once('error', refuse);
    server.listen({ host, port }, () => {
      server.off('error', refuse);
      // A server that listens on a host and port has an address of that form.
      resolve(server.address() as AddressInfo);
    });
  });
}

function adviceFor({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'EADDRINUSE':
      return 'another program has this port: end it, or set metrics.prometheus.port to another one';
    case 'EACCES':
      return 'this user may not use this port: set metrics.prometheus.port to one from 1024 on';
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'this machine has no such address: set metrics.prometheus.host to 127.0.0.1, or to 0.0.0.0 for all of its addresses';
    default:
      return `${message}: look at metrics.prometheus.host and metrics.prometheus.port`;
  }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
