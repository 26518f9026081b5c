import type { ConfigInput } from '@q/config';
import { ALERT_METRICS, ConfigError } from '@q/config';
import { systemClock } from '@q/events';
import type { Fetch } from '@q/observers';
import { configHash } from '../run-files.js';
import { BUY_HIGH, candlesFrom, Flow, RISE } from '../flows/testing/flow.js';
import { alertMetrics } from './alert-metrics.js';
import type { StartAlertsOptions } from './start-alerts.js';
import { startAlerts } from './start-alerts.js';
import type { Receiver } from './testing/receiver.js';
import { receiver } from './testing/receiver.js';

const open: Receiver[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function received(status?: number): Promise<Receiver> {
  const one = await receiver(status);
  open.push(one);
  return one;
}

const candles = { EURUSD: candlesFrom([...RISE, 1.2, 1.0, 1.0, 1.2, 1.2, 1.0, 1.0]) };
const ENV = { HOOK_SECRET: 'signing-secret' };
const SINKS = { hook: { kind: 'webhook', url_env: 'HOOK_URL', secret_env: 'HOOK_SECRET' } } as const;

const flowOf = (alerts: ConfigInput['alerts']): Flow =>
  new Flow({ candles, strategies: { EURUSD: [BUY_HIGH] }, config: { alerts } });

const historyOf = ({ journal }: Flow): string => JSON.stringify([...journal.scan(0)]);

/** A run with alerts as they are in the file, and how it ended. */
async function watched(alerts: ConfigInput['alerts'], url: string, more: Partial<StartAlertsOptions> = {}) {
  const flow = flowOf({ enabled: true, sinks: SINKS, ...alerts });
  const errors: string[] = [];
  const running = startAlerts({
    orchestrator: flow.orchestrator,
    config: flow.config,
    clock: systemClock(),
    onError: (message) => errors.push(message),
    env: { ...ENV, HOOK_URL: url },
    random: () => 0,
    ...more,
  });
  await flow.run();
  const tookMs = running === undefined ? 0 : -performance.now();
  const status = await running?.close({ deadlineMs: 300 });
  return { flow, errors, status, closedInMs: tookMs + performance.now() };
}

test('where alerts are off nothing is watched', () => {
  const { orchestrator, config } = flowOf({ enabled: false, sinks: SINKS });
  expect(startAlerts({ orchestrator, config, clock: systemClock(), onError: () => undefined, env: {} })).toBe(
    undefined,
  );
});

test('a missing variable is a configuration error', () => {
  const { orchestrator, config } = flowOf({ enabled: true, sinks: SINKS });
  const start = () =>
    startAlerts({ orchestrator, config, clock: systemClock(), onError: () => undefined, env: { HOOK_SECRET: 'abcd' } });
  expect(start).toThrow(ConfigError);
  expect(start).toThrow('HOOK_URL of the sink hook is not set');
});

test('a run tells of its fills and closed positions by the usual rules', async () => {
  const hook = await received();
  const { flow, status, errors } = await watched({}, hook.url);
  const told = hook.bodies.map(({ rule, symbol }) => `${String(rule)} ${String(symbol)}`);
  expect(told.filter((one) => one === 'fill EURUSD')).toHaveLength(flow.count('OrderFilled'));
  expect(told.filter((one) => one === 'position_closed EURUSD')).toHaveLength(flow.count('PositionClosed'));
  expect(flow.count('PositionClosed')).toBeGreaterThan(1);
  expect(status).toMatchObject({ sinks: [{ sink: 'hook', sent: told.length, queued: 0 }], errors: 0 });
  expect(errors).toEqual([]);
});

test('the least severity of a sink and the rules of the file are obeyed', async () => {
  const hook = await received();
  const rules = {
    sold: { on: 'fill', where: { 'fill.side': 'sell' }, severity: 'critical' },
    told: { on: 'fill' },
  } as const;
  await watched({ rules, sinks: { hook: { ...SINKS.hook, min_severity: 'critical' } }, deduplicate: 0 }, hook.url);
  expect(hook.bodies.length).toBeGreaterThan(0);
  expect(hook.bodies.every(({ rule, severity }) => rule === 'sold' && severity === 'critical')).toBe(true);
});

describe('the history of a run is the same to the byte', () => {
  const rules = {
    all: { on: 'fill', cooldown: 0 },
    more: { event: 'OrderPlaced' },
    equity: { metric: 'equity', above: 0 },
  } as const;
  const bare = flowOf(undefined).run().then(historyOf);

  test.each([
    ['a sink that answers', 200],
    ['a sink that fails', 500],
    ['a sink that refuses', 404],
    ['a sink that hangs', 0],
    ['a sink that ends connections', -1],
  ] as const)('with %s', async (_, status) => {
    const { url } = await received(status);
    const { flow, closedInMs } = await watched({ rules, deduplicate: 0 }, url);
    expect(historyOf(flow)).toBe(await bare);
    expect(flow.orchestrator.bus.metrics().handler_errors).toBe(0);
    expect(closedInMs).toBeLessThan(2_000);
  });

  test('and so is the hash of the configuration that stands in it', () => {
    const hashes = [undefined, { enabled: true, sinks: SINKS }].map((alerts) => configHash(flowOf(alerts).config));
    expect(hashes[0]).toBe(hashes[1]);
  });

  test('with a sender that throws, metrics that throw and a listener to errors that throws', async () => {
    const boom = (): never => {
      throw new Error('boom');
    };
    const { flow } = await watched({ rules }, 'https://hooks.example', {
      fetch: boom as Fetch,
      readMetrics: boom,
      onError: boom,
      redact: (text) => text,
    });
    expect(historyOf(flow)).toBe(await bare);
  });
});

test('every number that a rule can watch is read from a running system', async () => {
  const flow = flowOf(undefined);
  const metrics = alertMetrics(flow.orchestrator, flow.clock);
  const seen = new Set<string>();
  flow.orchestrator.bus.subscribe('CycleStarted', () => {
    for (const [name, value] of Object.entries(metrics.read())) if (Number.isFinite(value)) seen.add(name);
  });
  await flow.run();
  metrics.close();
  expect([...seen].sort()).toEqual([...ALERT_METRICS].sort());
});

test('drawdown is measured from the highest equity of the run, in percent', async () => {
  const flow = flowOf(undefined);
  const metrics = alertMetrics(flow.orchestrator, flow.clock);
  const equities: number[] = [];
  flow.orchestrator.bus.subscribe('AccountUpdated', ({ account }) => void equities.push(account.equity));
  await flow.run();
  const expected = (1 - (equities.at(-1) ?? 0) / Math.max(...equities)) * 100;
  expect(metrics.read().drawdown_percent).toBeCloseTo(expected, 9);
  expect(expected).toBeGreaterThan(0);
  metrics.close();
});
