import type { MetricKit } from './metric-kit.js';
import type { SystemReaders } from './system-reading.js';

const STATES = ['initializing', 'running', 'stopping', 'stopped', 'error'] as const;

/** The system as a whole. */
export function systemFigures(kit: MetricKit, { tree, readiness }: SystemReaders): void {
  kit.gauge(
    {
      name: 'system_status',
      help: 'State of the system: 1 for the present one, 0 for the others.',
      labels: ['status'],
    },
    () => STATES.map((status) => [Number(tree().orchestrator.status === status), { status }] as const),
  );
  kit.gauge({ name: 'ready', help: 'Whether /readyz says that the system would trade: 1 or 0.' }, () => [
    [Number(readiness().ready)],
  ]);
  kit.gauge({ name: 'uptime_seconds', help: 'Time since the system was started, by the clock of the run.' }, () => [
    [tree().orchestrator.uptime_seconds],
  ]);
  kit.readCounter({ name: 'cycles_total', help: 'Trading cycles: close instants that were worked off.' }, () => [
    [tree().orchestrator.cycles],
  ]);
  kit.gauge({ name: 'services', help: 'Services of the system.' }, () => [[tree().orchestrator.services_count]]);
  kit.gauge({ name: 'services_healthy', help: 'Services that are healthy now.' }, () => [
    [tree().orchestrator.services_healthy],
  ]);
}
