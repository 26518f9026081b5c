import { connect } from 'node:net';
import { Gauge, Registry } from 'prom-client';
import type { MetricsServer } from './metrics-server.js';
import { startMetricsServer } from './metrics-server.js';
import type { Readiness } from './system-reading.js';

let server: MetricsServer;
let readiness: () => Readiness = () => ({ ready: true, reasons: [] });
let broken = false;

beforeAll(async () => {
  const registry = new Registry();
  new Gauge({
    name: 'quantronaute_one',
    help: 'One.',
    registers: [registry],
    collect() {
      if (broken) throw new Error('the tree is gone');
      this.set(1);
    },
  });
  server = await startMetricsServer({
    registry,
    readiness: () => readiness(),
    host: '127.0.0.1',
    port: 0,
    onError: (error) => {
      throw error;
    },
  });
});
afterAll(() => server.close());

const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${server.port}${path}`, init);

test('/metrics gives the text with its content type', async () => {
  const response = await ask('/metrics?name=all');
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
  ]);
  expect(await response.text()).toBe(
    '# HELP quantronaute_one One.\n# TYPE quantronaute_one gauge\nquantronaute_one 1\n',
  );
});

test('HEAD has the headers of GET and no body', async () => {
  const [get, head] = [await ask('/metrics'), await ask('/metrics', { method: 'HEAD' })];
  expect([head.status, head.headers.get('content-length')]).toEqual([200, get.headers.get('content-length')]);
  expect([await head.text(), (await get.text()).length > 0]).toEqual(['', true]);
});

test('another path is 404 and names those there are', async () => {
  for (const path of ['/', '/metric', '/metrics/', '/constructor']) {
    const response = await ask(path);
    expect([path, response.status]).toEqual([path, 404]);
    expect(await response.text()).toBe(`there is no ${path} here: /metrics, /healthz, /readyz\n`);
  }
});

test('another method is 405 and names those that are answered', async () => {
  const response = await ask('/metrics', { method: 'DELETE' });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

test('a request with a body is refused unread', async () => {
  const raw = await rawly('GET /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n');
  expect(raw).toMatch(/^HTTP\/1\.1 413 /);
});

test('headers without end are refused', async () => {
  const raw = await rawly(`GET /metrics HTTP/1.1\r\nHost: ${'x'.repeat(20_000)}\r\n\r\n`);
  expect(raw).toMatch(/^HTTP\/1\.1 431 /);
});

test('/readyz is 200 or 503 with the reasons; /healthz does not care', async () => {
  expect(await (await ask('/readyz')).json()).toEqual({ ready: true, reasons: [] });
  readiness = () => ({ ready: false, reasons: ['the feed is silent'] });
  const response = await ask('/readyz');
  expect([response.status, await response.json()]).toEqual([503, { ready: false, reasons: ['the feed is silent'] }]);
  expect((await ask('/healthz')).status).toBe(200);
});

test('a figure that cannot be read is an error of that request only', async () => {
  broken = true;
  const response = await ask('/metrics');
  expect([response.status, await response.text()]).toEqual([500, '/metrics could not be read: the tree is gone\n']);
  expect((await ask('/healthz')).status).toBe(200);
  broken = false;
  expect((await ask('/metrics')).status).toBe(200);
});

test('an address that is not of this machine is refused, and the error says what to set', async () => {
  const options = { registry: new Registry(), readiness, host: '192.0.2.1', port: 0, onError: () => undefined };
  await expect(startMetricsServer(options)).rejects.toThrow(
    'metrics.prometheus cannot listen on 192.0.2.1:0: this machine has no such address: set metrics.prometheus.host',
  );
});

/** What comes back for bytes that no client would send. */
function rawly(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.write(request));
    let answer = '';
    socket.on('data', (bytes) => {
      answer += bytes.toString();
      if (answer.includes('\r\n\r\n')) socket.destroy();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}
