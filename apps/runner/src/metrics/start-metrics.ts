import type { SystemConfig } from '@q/config';
import type { Clock } from '@q/events';
import { systemClock } from '@q/events';
import type { Metrics, MetricsServer, Readiness, StatsdExport } from '@q/observers';
import { createMetrics, startMetricsServer, startStatsdExport } from '@q/observers';
import type { TradingOrchestrator } from '@q/orchestrator';

export interface MetricsParts {
  readonly orchestrator: Pick<TradingOrchestrator, 'bus' | 'figures' | 'getAllMetrics' | 'getServiceHealth'>;
  readonly config: Pick<SystemConfig, 'metrics' | 'trading' | 'strategies'>;
  /** Strategies in code; those in files are in the configuration. */
  readonly inCode?: readonly { readonly symbol: string; readonly strategy: { readonly name: string } }[];
  /** The clock of the run. */
  readonly clock: Pick<Clock, 'now'>;
  readonly readiness: () => Readiness;
  /** Told of the first error of each part: figures, endpoint, export. The run goes on. */
  readonly onError: (error: unknown) => void;
}

export interface RunningMetrics {
  /** Where /metrics is; `undefined` where nothing is served. */
  readonly address: string | undefined;
  /** Ends the endpoint, sends the last figures, and stops listening. */
  close(): Promise<void>;
}

/**
 * Starts what `metrics` of the configuration switches on; nothing at all where all is off. Called before the system starts, it hears of
 * everything, and /healthz answers while indicators warm up.
 * @throws MetricsStartError where the address is taken, or hot-shots is needed and not installed
 */
export async function startMetrics(parts: MetricsParts): Promise<RunningMetrics> {
  const { prometheus, statsd } = parts.config.metrics;
  if (!prometheus.enabled && !statsd.enabled) return { address: undefined, close: () => Promise.resolve() };
  const { orchestrator, config, inCode = [], clock, readiness, onError } = parts;
  const metrics = await createMetrics({
    bus: orchestrator.bus,
    readers: {
      tree: () => orchestrator.getAllMetrics(),
      health: () => orchestrator.getServiceHealth(),
      ledger: () => orchestrator.figures,
      readiness,
    },
    clock,
    symbols: config.trading.symbols,
    strategies: [
      ...config.strategies.loaded.map(({ symbol, definition }) => ({ symbol, strategy: definition.name })),
      ...inCode.map(({ symbol, strategy }) => ({ symbol, strategy: strategy.name })),
    ],
    onError,
  });
  const { registry } = metrics;
  const started: Started = { metrics, server: undefined, exporter: undefined };
  try {
    const { host, port } = prometheus;
    if (prometheus.enabled) started.server = await startMetricsServer({ registry, readiness, host, port, onError });
    if (statsd.enabled) {
      const { flush_interval: seconds, host: to, port: udpPort, prefix, flavor } = statsd;
      const where = { host: to, port: udpPort, prefix, flavor, flushIntervalMs: seconds * 1_000 };
      started.exporter = await startStatsdExport({ registry, clock: systemClock(), ...where, onError });
    }
  } catch (error) {
    await closeAll(started);
    throw error;
  }
  return { address: addressOf(started.server), close: () => closeAll(started) };
}

interface Started {
  readonly metrics: Metrics;
  server: MetricsServer | undefined;
  exporter: StatsdExport | undefined;
}

async function closeAll({ metrics, server, exporter }: Started): Promise<void> {
  await server?.close();
  await exporter?.close();
  metrics.close();
}

function addressOf(server: MetricsServer | undefined): string | undefined {
  if (server === undefined) return undefined;
  const host = server.host.includes(':') ? `[${server.host}]` : server.host;
  return `http://${host}:${server.port}`;
}
