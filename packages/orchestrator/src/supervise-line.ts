import type { SystemConfig } from '@q/config';
import type { EventBus } from '@q/events';
import type { EvaluationLog } from '@q/services';
import { runsInRealTime } from './runs-in-real-time.js';
import type { Sockets } from './sockets.js';
import { Supervisor } from './supervisor.js';
import { AUTOMATION_SWITCH, buildSystem } from './system.js';

export interface LineParts {
  readonly config: SystemConfig;
  readonly sockets: Sockets;
  readonly bus: EventBus;
  readonly evaluations: EvaluationLog;
  readonly onHalt: (reason: string) => void;
}

/** Builds the line and whatever services a bot brings, and who watches them. */
export function superviseLine({ config, sockets, bus, evaluations, onHalt }: LineParts): Supervisor {
  const isOnHold = (symbol: string): boolean => supervisor.isOnHold(symbol);
  const line = buildSystem(config, sockets, { isOnHold, evaluations });
  const { orchestrator } = config;
  const supervisor: Supervisor = new Supervisor({
    bus,
    clock: sockets.clock,
    services: [...line, ...(sockets.services ?? [])],
    isInLine: (service) => line.includes(service) && service.name !== AUTOMATION_SWITCH,
    enableAutoRestart: orchestrator.enable_auto_restart,
    maxRestarts: orchestrator.max_restarts,
    restartWindowMs: orchestrator.restart_window * 1_000,
    onServiceFailure: orchestrator.on_service_failure,
    seed: config.seed,
    monotonicMs: runsInRealTime(sockets) ? sockets.monotonicMs : undefined,
    onHalt,
  });
  return supervisor;
}
