import type { Calendar } from '@q/events';
import type { Lane, SupervisedService } from './supervised-service.js';

/** Health of a service, in the original's words. */
export interface ServiceHealth {
  readonly service_name: string;
  readonly status: 'initializing' | 'running' | 'stopped' | 'failed' | 'degraded';
  readonly is_healthy: boolean;
  readonly uptime_seconds: number;
  readonly last_error: string | null;
  /** The most failures in a row on any symbol; a success resets it. */
  readonly consecutive_failures: number;
  readonly restarts: number;
  /** Symbols on which it has handled nothing for longer than the data allows. */
  readonly stale_symbols: readonly string[];
  readonly failed_symbols: readonly string[];
}

export interface HealthQuestion {
  readonly now: number;
  readonly maxConsecutiveFailures: number;
  /** How long a service that lives on candles may be without one. */
  readonly staleAfterMs: number;
  readonly calendar: Calendar | undefined;
}

/** Running, not failing again and again, and fed while the market is open. */
export function isWell(supervised: SupervisedService, question: HealthQuestion): boolean {
  if (supervised.status !== 'running') return false;
  const livesOnCandles = supervised.isFedByCandles;
  for (const lane of supervised.lanes) {
    if (lane.status === 'failed' || lane.consecutiveFailures >= question.maxConsecutiveFailures) return false;
    if (livesOnCandles && isStale(lane, question)) return false;
  }
  return true;
}

/** All well beyond doubt, without a look at the calendar: what it does not know of may still be well. */
export function areAllPlainlyWell(
  services: readonly SupervisedService[],
  now: number,
  { staleAfterMs }: Pick<HealthQuestion, 'staleAfterMs'>,
): boolean {
  for (const one of services) {
    if (one.status !== 'running' || one.isTroubled) return false;
    if (!one.isFedByCandles) continue;
    for (const { lastProgressAt } of one.lanes)
      if (lastProgressAt !== undefined && now - lastProgressAt > staleAfterMs) return false;
  }
  return true;
}

/** The whole picture of a service. */
export function healthOf(supervised: SupervisedService, question: HealthQuestion): ServiceHealth {
  const { service, status, startedAt } = supervised;
  const lanes = [...supervised.lanes];
  const failed = lanes.filter((lane) => lane.status === 'failed').map(({ symbol }) => symbol);
  const stale = supervised.isFedByCandles ? lanes.filter((lane) => isStale(lane, question)) : [];
  return {
    service_name: service.name,
    status: status === 'running' && failed.length > 0 ? 'degraded' : status,
    is_healthy: isWell(supervised, question),
    uptime_seconds: startedAt === undefined ? 0 : (question.now - startedAt) / 1_000,
    last_error: lanes.find(({ lastError }) => lastError !== undefined)?.lastError ?? null,
    consecutive_failures: Math.max(0, ...lanes.map(({ consecutiveFailures }) => consecutiveFailures)),
    restarts: lanes.reduce((sum, { restarts }) => sum + restarts, 0),
    stale_symbols: stale.map(({ symbol }) => symbol),
    failed_symbols: failed,
  };
}

function isStale({ symbol, lastProgressAt }: Lane, { now, staleAfterMs, calendar }: HealthQuestion): boolean {
  if (symbol === '' || lastProgressAt === undefined || now - lastProgressAt <= staleAfterMs) return false;
  if (calendar?.isOpen(symbol, now) === false) return false;
  return now - (calendar?.nextOpen(symbol, lastProgressAt) ?? lastProgressAt) > staleAfterMs;
}
