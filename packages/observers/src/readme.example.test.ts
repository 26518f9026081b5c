import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventBus, VirtualClock } from '@q/events';
import { AlertWatch, createMetrics } from './index.js';
import type { SystemReaders } from './index.js';

test('the example of the README runs and gives what the README says', async () => {
  const clock = new VirtualClock(Date.UTC(2025, 0, 6, 10, 15));
  const bus = new EventBus({ clock });
  const posted: string[] = [];
  const readers: SystemReaders = {
    tree: () => ({
      orchestrator: { status: 'running', uptime_seconds: 5, cycles: 3, services_count: 0, services_healthy: 0 },
      services: {},
      eventBus: bus.metrics(),
    }),
    health: () => ({}),
    ledger: () => ({ candles: [], balance: undefined, equity: undefined, currency: undefined }),
    readiness: () => ({ ready: true, reasons: [] }),
  };

  const alerts = new AlertWatch({
    bus,
    clock,
    rules: [{ kind: 'event', name: 'halted', events: ['TradingHalted'], severity: 'critical', cooldownMs: 60_000 }],
    sinks: [{ kind: 'slack', name: 'ops', url: 'https://hooks.example.com/1', minSeverity: 'warning' }],
    fetch: (_url, { body }) => Promise.resolve(new Response(posted.push(body).toString())),
    random: () => 0.5,
    redact: (text) => text,
    readMetrics: () => ({}),
    onError: (message) => posted.push(message),
    deduplicateMs: 300_000,
    queueLimit: 1_000,
    timeoutMs: 10_000,
    attempts: 5,
  });
  const metrics = await createMetrics({
    bus,
    clock,
    symbols: ['EURUSD'],
    strategies: [{ symbol: 'EURUSD', strategy: 'dip' }],
    readers,
    onError: (error) => posted.push(String(error)),
  });

  bus.publish({ type: 'TradingHalted', reason: 'daily loss' });
  const status = await alerts.close({ deadlineMs: 1_000 });
  const text = await metrics.registry.metrics();
  metrics.close();

  expect(posted).toEqual([expect.stringContaining('trading is halted')]);
  expect(status.sinks).toMatchObject([{ sink: 'ops', sent: 1 }]);
  expect(text.split('\n')).toContain('quantronaute_cycles_total 3');
});

test('the README shows that example, on one page', () => {
  const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
  const source = readFileSync(__filename, 'utf8');
  const example = /```ts\n[^]*?\n\n([^]*?)```/.exec(readme)?.[1] ?? 'no example';
  for (const line of example.split('\n').filter((one) => one.trim() !== '')) expect(source).toContain(line.trim());
  expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(60);
  expect(readme).toContain('**Its ban:**');
});
