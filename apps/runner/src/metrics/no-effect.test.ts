import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { jsonLinesJournal } from '@q/journal';
import { BenchFolder } from '../testing/bench-folder.js';
import type { FlowOptions } from '../flows/testing/flow.js';
import { START } from '../flows/testing/flow.js';
import { busyFlow, scrape, startFor } from './testing/busy-flow.js';

const folder = new BenchFolder();
afterAll(() => folder.remove());

/** Every five seconds, over a day of `busyFlow`. */
const POLLS = 400;

interface Recorded {
  readonly bytes: string;
  readonly scrapes: readonly string[];
}

/** One run with its history on disk; with figures they are read, too, wherever the run lets the event loop turn. */
async function record(name: string, withMetrics: boolean, options: Partial<FlowOptions> = {}): Promise<Recorded> {
  const file = folder.at(name);
  const history = jsonLinesJournal(file);
  const scrapes: string[] = [];
  let turn = (): Promise<void> => Promise.resolve();
  let ticks = 0;
  const sockets = { history, monotonicMs: () => (ticks += 100), turnEventLoop: () => turn() };
  const flow = busyFlow({ days: 20, sockets, ...options });
  const udp = createSocket('udp4');
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
  const statsd = { enabled: true, port: udp.address().port, flush_interval: 1 };
  const metrics = withMetrics ? await startFor(flow, { prometheus: { enabled: true, port: 0 }, statsd }) : undefined;
  if (metrics !== undefined)
    turn = async () => void scrapes.push(await scrape(metrics), await scrape(metrics, '/readyz'));
  await flow.run(options.polledFrom === undefined ? undefined : POLLS);
  await metrics?.close();
  history.close();
  await new Promise<void>((resolve) => udp.close(() => resolve()));
  return { bytes: readFileSync(file, 'utf8'), scrapes };
}

test('a run with trades and denials leaves the same bytes with figures on, read all the while, and off', async () => {
  const off = await record('off.jsonl', false);
  const on = await record('on.jsonl', true);
  expect(off.bytes).toMatch(/"OrderDenied"[\s\S]*"PositionClosed"/);
  expect(on.scrapes.length).toBeGreaterThan(10);
  expect(on.scrapes.some((text) => /quantronaute_cycles_total [1-9]/.test(text))).toBe(true);
  expect(on.bytes).toBe(off.bytes);
});

test('so does one in real time with the asynchronous bus', async () => {
  const paper = {
    polledFrom: START,
    config: { outputs: { history: 'all' }, mode: 'paper', event_bus: { mode: 'asynchronous' } },
  } as const;
  const runs = [await record('a.jsonl', false, paper), await record('b.jsonl', true, paper)];
  expect(runs[0]?.bytes).toMatch(/"PositionClosed"/);
  expect(runs[1]?.bytes).toBe(runs[0]?.bytes);
});
