import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import type { ConfigInput } from '@q/config';
import { busyFlow, scrape, startFor } from './testing/busy-flow.js';

const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) await new Promise<void>((resolve) => socket.close(() => resolve()));
});

/** A StatsD server on this machine: what it was sent, line by line. */
async function udpServer(): Promise<{
  readonly port: number;
  readonly lines: string[];
  readonly first: Promise<void>;
}> {
  const socket = createSocket('udp4');
  sockets.push(socket);
  const lines: string[] = [];
  const first = new Promise<void>((resolve) =>
    socket.on('message', (packet) => {
      lines.push(...packet.toString().split('\n'));
      resolve();
    }),
  );
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return { port: socket.address().port, lines, first };
}

async function runWith(metrics: ConfigInput['metrics'], server: { readonly first: Promise<void> }): Promise<void> {
  const flow = busyFlow();
  const running = await startFor(flow, metrics);
  await flow.run();
  await running.close();
  await server.first;
}

test('nothing is started, and nobody listens to the run, where all is off', async () => {
  const flow = busyFlow();
  const { subscription_count: before } = flow.orchestrator.getEventBusMetrics();
  const metrics = await startFor(flow, {});
  // The one that readiness has.
  expect(flow.orchestrator.getEventBusMetrics().subscription_count).toBe(before + 1);
  expect(metrics.address).toBeUndefined();
  await metrics.close();
});

test('prometheus.enabled, host and port say whether and where figures are served', async () => {
  const metrics = await startFor(busyFlow(), { prometheus: { enabled: true, host: '127.0.0.2', port: 0 } });
  const address = new URL(metrics.address ?? '');
  expect(address.hostname).toBe('127.0.0.2');
  expect(await scrape(metrics)).toContain('quantronaute_cycles_total 0');
  await metrics.close();
  const again = await startFor(busyFlow(), {
    prometheus: { enabled: true, host: '127.0.0.2', port: Number(address.port) },
  });
  expect(again.address).toBe(metrics.address);
  await again.close();
  await expect(fetch(address)).rejects.toThrow();
});

test('a port that is taken is an error that says what to do, and nothing is left behind', async () => {
  const first = await startFor(busyFlow());
  const port = Number(new URL(first.address ?? '').port);
  const flow = busyFlow();
  const { subscription_count: before } = flow.orchestrator.getEventBusMetrics();
  await expect(startFor(flow, { prometheus: { enabled: true, port } })).rejects.toMatchObject({
    name: 'MetricsStartError',
    message: `metrics.prometheus cannot listen on 127.0.0.1:${port}: another program has this port: end it, or set metrics.prometheus.port to another one`,
  });
  expect(flow.orchestrator.getEventBusMetrics().subscription_count).toBe(before + 1);
  await first.close();
});

test('statsd.enabled, port and host: values go there, at the latest at the end', async () => {
  const server = await udpServer();
  await runWith({ statsd: { enabled: true, host: '127.0.0.1', port: server.port } }, server);
  expect(server.lines).toContain('quantronaute.cycles_total:25|c');
  expect(server.lines).toContain('quantronaute.orders_placed_total.EURUSD.buy-high:6|c');
  expect(server.lines).toContain('quantronaute.system_status.stopped:1|g');
  expect(server.lines.find((line) => line.startsWith('quantronaute.position_holding_seconds.count:'))).toMatch(
    /:\d+\|c$/,
  );
  expect(server.lines.some((line) => line.includes('_bucket'))).toBe(false);
});

test('statsd.prefix stands before every name', async () => {
  const server = await udpServer();
  await runWith({ statsd: { enabled: true, port: server.port, prefix: 'desk.one' } }, server);
  expect(server.lines.every((line) => line.startsWith('desk.one.'))).toBe(true);
});

test('statsd.flavor dogstatsd sends labels as tags', async () => {
  const server = await udpServer();
  await runWith({ statsd: { enabled: true, port: server.port, flavor: 'dogstatsd' } }, server);
  expect(server.lines).toContain('quantronaute.orders_placed_total:6|c|#symbol:EURUSD,strategy:buy-high');
});

test('statsd.flush_interval: values come while the run goes on, and counters only as what was added', async () => {
  const server = await udpServer();
  const flow = busyFlow();
  const running = await startFor(flow, { statsd: { enabled: true, port: server.port, flush_interval: 1 } });
  await flow.orchestrator.start();
  await server.first;
  expect(server.lines).toContain('quantronaute.system_status.running:1|g');
  await flow.run();
  await running.close();
  const starts = server.lines.filter((line) => line.startsWith('quantronaute.events_published_total.ServiceStarted:'));
  expect(starts).toEqual(['quantronaute.events_published_total.ServiceStarted:7|c']);
});
