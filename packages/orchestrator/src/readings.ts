import type { SystemConfig } from '@q/config';
import type { Clock, EventBus } from '@q/events';
import type { HealthWatch } from './health-watch.js';
import type { MetricsTree, OrchestratorMetrics, OrchestratorStatus } from './metrics-tree.js';
import type { ServiceMetrics } from './service-metrics.js';
import { metricsOf } from './service-metrics.js';
import type { Supervisor } from './supervisor.js';

export interface ReadingParts {
  readonly config: SystemConfig;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly supervisor: Supervisor;
  readonly health: HealthWatch;
}

/** What only the orchestrator knows of itself. */
export interface OwnReading {
  readonly status: OrchestratorStatus;
  readonly startedAt: number | undefined;
  readonly cycles: number;
  readonly haltedBecause: string | undefined;
}

/** The figures of a system, read when they are asked for. */
export class Readings {
  readonly #parts: ReadingParts;

  constructor(parts: ReadingParts) {
    this.#parts = parts;
  }

  services(): Readonly<Record<string, ServiceMetrics>> {
    const { bus, clock, supervisor } = this.#parts;
    const counts = bus.metrics();
    const now = clock.now();
    return Object.fromEntries(
      supervisor.services.map((supervised) => [supervised.service.name, metricsOf(supervised, counts, now)]),
    );
  }

  orchestrator({ status, startedAt, cycles, haltedBecause }: OwnReading): OrchestratorMetrics {
    const { config, clock, supervisor, health } = this.#parts;
    return {
      status,
      symbols: config.trading.symbols,
      uptime_seconds: startedAt === undefined ? 0 : (clock.now() - startedAt) / 1_000,
      cycles,
      services_count: supervisor.services.length,
      services_healthy: health.healthyCount,
      last_health_check: health.lastCheckAt ?? null,
      halted_because: haltedBecause ?? null,
    };
  }

  all(own: OwnReading): MetricsTree {
    return {
      orchestrator: this.orchestrator(own),
      services: this.services(),
      eventBus: this.#parts.bus.metrics(),
    };
  }
}
