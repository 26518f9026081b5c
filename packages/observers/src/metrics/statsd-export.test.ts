import { createSocket } from 'node:dgram';
import { VirtualClock } from '@q/events';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { makeStatsdClient } from './statsd-client.js';
import type { StatsdExportOptions } from './statsd-export.js';
import { startStatsdExport } from './statsd-export.js';
import type { StatsdFlavor } from './statsd-points.js';

const INTERVAL_MS = 10_000;

afterEach(() => void jest.restoreAllMocks());

/** A registry, a server that hears it, and a clock that is moved by hand. */
async function bench(flavor: StatsdFlavor, more: Partial<StatsdExportOptions> = {}) {
  const registry = new Registry();
  const registers = [registry];
  const labelNames = ['symbol'];
  const gauge = new Gauge({ name: 'quantronaute_level', help: 'A level.', labelNames, registers });
  const counter = new Counter({ name: 'quantronaute_orders_total', help: 'Orders.', labelNames, registers });
  const histogram = new Histogram({ name: 'quantronaute_held_seconds', help: 'Time.', buckets: [1, 10], registers });
  const socket = createSocket('udp4');
  const lines: string[] = [];
  let tell: () => void = () => undefined;
  socket.on('message', (packet) => {
    lines.push(...packet.toString().split('\n'));
    tell();
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const clock = new VirtualClock();
  const exporter = await startStatsdExport({
    registry,
    clock,
    host: '127.0.0.1',
    port: socket.address().port,
    prefix: 'desk',
    flavor,
    flushIntervalMs: INTERVAL_MS,
    onError: (error) => {
      throw error;
    },
    ...more,
  });
  const heard = (): Promise<void> => new Promise((resolve) => (tell = resolve));
  return {
    gauge,
    counter,
    histogram,
    clock,
    lines,
    heard,
    /** What one interval brings. */
    interval: async (): Promise<readonly string[]> => {
      const arrived = heard();
      lines.length = 0;
      clock.advanceTo(clock.now() + INTERVAL_MS);
      await arrived;
      await isPlanned(clock);
      return [...lines].sort((a, b) => (a < b ? -1 : 1));
    },
    end: async (): Promise<void> => {
      await exporter.close();
      await new Promise<void>((resolve) => socket.close(() => resolve()));
    },
  };
}

/** The next sending is planned when the one before is done. */
async function isPlanned(clock: VirtualClock): Promise<void> {
  while (clock.nextDue === undefined) await new Promise((resolve) => setImmediate(resolve));
}

test('StatsD gets levels as they are, and of counters and histograms what was added', async () => {
  const { gauge, counter, histogram, interval, end } = await bench('statsd');
  gauge.set({ symbol: 'EURUSD' }, 1.5);
  counter.inc({ symbol: 'EURUSD' }, 3);
  histogram.observe(2);
  histogram.observe(20);
  expect(await interval()).toEqual([
    'desk.held_seconds.count:2|c',
    'desk.held_seconds.sum:22|c',
    'desk.level.EURUSD:1.5|g',
    'desk.orders_total.EURUSD:3|c',
  ]);
  counter.inc({ symbol: 'EURUSD' });
  expect(await interval()).toEqual(['desk.level.EURUSD:1.5|g', 'desk.orders_total.EURUSD:1|c']);
  await end();
});

test('a symbol cannot make parts of a name of its own', async () => {
  const { counter, interval, end } = await bench('statsd');
  counter.inc({ symbol: 'BTC/USD.x:1|c' });
  expect(await interval()).toEqual(['desk.orders_total.BTC_USD_x_1_c:1|c']);
  await end();
});

test('a level below 0 is a value, not a change: plain StatsD is told 0 before', async () => {
  const { gauge, interval, end } = await bench('statsd');
  gauge.set({ symbol: 'A' }, -5);
  expect(await interval()).toEqual(['desk.level.A:-5|g', 'desk.level.A:0|g']);
  await end();
});

test('DogStatsD gets labels as tags, and nothing of the environment', async () => {
  jest.replaceProperty(process, 'env', {
    DD_TAGS: 'team:a',
    DD_ENTITY_ID: 'e',
    DD_ENV: 'prod',
    DD_AGENT_HOST: '192.0.2.1',
  });
  const { gauge, counter, interval, end } = await bench('dogstatsd');
  gauge.set({ symbol: 'A' }, -5);
  counter.inc({ symbol: 'B|C,D' });
  expect(await interval()).toEqual(['desk.level:-5|g|#symbol:A', 'desk.orders_total:1|c|#symbol:B_C_D']);
  await end();
});

test('the last values are sent at the end', async () => {
  const { counter, lines, heard, end } = await bench('statsd');
  counter.inc({ symbol: 'A' });
  const arrived = heard();
  const ended = end();
  await arrived;
  await ended;
  expect(lines).toEqual(['desk.orders_total.A:1|c']);
});

test('what cannot be sent is told once, and the sending goes on', async () => {
  const errors: unknown[] = [];
  // A broadcast that nobody allowed: the machine refuses to send it.
  const bench255 = await bench('statsd', { host: '255.255.255.255', onError: (error) => void errors.push(error) });
  bench255.gauge.set({ symbol: 'A' }, 1);
  for (let sent = 0; sent < 3; sent += 1) {
    bench255.clock.advanceTo(bench255.clock.now() + INTERVAL_MS);
    await isPlanned(bench255.clock);
  }
  await bench255.end();
  expect(errors).toHaveLength(1);
  expect(String(errors[0])).toMatch(/EACCES/);
});

test('without hot-shots the error says what to install', async () => {
  const missing = () => Promise.reject(new Error("Cannot find module 'hot-shots'"));
  const options = { host: '127.0.0.1', port: 8125, prefix: 'desk', onError: () => undefined };
  await expect(makeStatsdClient(options, missing)).rejects.toMatchObject({
    name: 'MetricsStartError',
    message:
      'metrics.statsd needs the package hot-shots, which is not installed: install it (pnpm add hot-shots), or set metrics.statsd.enabled to false',
  });
});
