import type { Calendar } from '@q/events';
import type { SupervisedService } from './supervised-service.js';

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

/** Healthy means: running, not failing again and again, and fed while the market is open. */
export function healthOf(supervised: SupervisedService, question: HealthQuestion): ServiceHealth {
  const { service, lanes, status, startedAt } = supervised;
  const consecutive = Math.max(0, ...lanes.map(({ consecutiveFailures }) => consecutiveFailures));
  const failed = lanes.filter((lane) => lane.status === 'failed').map(({ symbol }) => symbol);
  const stale = service.consumes.includes('NewCandle') || service.consumes.includes('IndicatorsCalculated') ? staleSymbols(supervised, question) : [];
  const shown = status === 'running' && failed.length > 0 ? 'degraded' : status;
  return {
    service_name: service.name,
    status: shown,
    is_healthy: shown === 'running' && consecutive < question.maxConsecutiveFailures && stale.length === 0,
    uptime_seconds: startedAt === undefined ? 0 : (question.now - startedAt) / 1_000,
    last_error: lanes.find(({ lastError }) => lastError !== undefined)?.lastError ?? null,
    consecutive_failures: consecutive,
    restarts: lanes.reduce((sum, { restarts }) => sum + restarts, 0),
    stale_symbols: stale,
    failed_symbols: failed,
  };
}

function staleSymbols({ lanes }: SupervisedService, { now, staleAfterMs, calendar }: HealthQuestion): readonly string[] {
  return lanes
    .filter(({ symbol, lastProgressAt }) => {
      if (symbol === '' || lastProgressAt === undefined || calendar?.isOpen(symbol, now) === false) return false;
      const openSince = calendar?.nextOpen(symbol, lastProgressAt) ?? lastProgressAt;
      return now - openSince > staleAfterMs;
    })
    .map(({ symbol }) => symbol);
}
