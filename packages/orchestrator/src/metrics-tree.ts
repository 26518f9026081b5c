import type { EventBusMetrics } from '@q/events';
import type { ServiceMetrics } from './service-metrics.js';

export type OrchestratorStatus = 'initializing' | 'running' | 'stopping' | 'stopped' | 'error';

export interface OrchestratorMetrics {
  readonly status: OrchestratorStatus;
  readonly symbols: readonly string[];
  readonly uptime_seconds: number;
  readonly cycles: number;
  readonly services_count: number;
  readonly services_healthy: number;
  /** ms UTC, `null` before the first one. */
  readonly last_health_check: number | null;
  readonly halted_because: string | null;
}

export interface MetricsTree {
  readonly orchestrator: OrchestratorMetrics;
  readonly services: Readonly<Record<string, ServiceMetrics>>;
  readonly eventBus: EventBusMetrics;
}
