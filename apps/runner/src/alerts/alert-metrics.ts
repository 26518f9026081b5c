import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { AlertMetric } from '@q/config';
import type { Clock } from '@q/events';
import type { TradingOrchestrator } from '@q/orchestrator';

export type WatchedSystem = Pick<TradingOrchestrator, 'bus' | 'figures' | 'status' | 'getOrchestratorMetrics'>;

export interface AlertMetrics {
  /** The numbers that are known now. */
  readonly read: () => Readonly<Partial<Record<AlertMetric, number>>>;
  readonly close: () => void;
}

const LAG_RESOLUTION_MS = 20;
const NANOSECONDS_PER_MS = 1e6;

/** Reads the numbers that alert rules can watch from a running system. It publishes nothing. */
export function alertMetrics(system: WatchedSystem, clock: Clock): AlertMetrics {
  const fetchedAt = new Map<string, number>();
  let peak = -Infinity;
  const options = { name: 'AlertMetrics' };
  const subscriptions = [
    system.bus.subscribe('AccountUpdated', ({ account }) => void (peak = Math.max(peak, account.equity)), options),
    system.bus.subscribe(
      'DataFetched',
      ({ symbol, count }) => {
        if (count > 0) fetchedAt.set(symbol, clock.now());
      },
      options,
    ),
  ];
  const lag = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS });
  lag.enable();
  return {
    read() {
      const { equity, balance, positionsOpened, positionsClosed, ordersDenied, errors } = system.figures;
      const slowestMs = Math.max(0, lag.max / NANOSECONDS_PER_MS - LAG_RESOLUTION_MS);
      lag.reset();
      return {
        ...(equity === undefined ? {} : { equity }),
        ...(balance === undefined ? {} : { balance }),
        ...(equity === undefined || peak <= 0 ? {} : { drawdown_percent: Math.max(0, (1 - equity / peak) * 100) }),
        open_positions: positionsOpened - positionsClosed,
        orders_denied: ordersDenied,
        errors,
        event_loop_lag_ms: slowestMs,
        ...servicesOf(system),
        ...(fetchedAt.size === 0 ? {} : { feed_age_seconds: (clock.now() - Math.min(...fetchedAt.values())) / 1_000 }),
      };
    },
    close() {
      subscriptions.forEach((unsubscribe) => unsubscribe());
      lag.disable();
    },
  };
}

/** Services that are not well: only while the system runs, for before and after that none of them does. */
function servicesOf(system: WatchedSystem): { readonly services_unhealthy?: number } {
  if (system.status !== 'running') return {};
  const { services_count: all, services_healthy: healthy } = system.getOrchestratorMetrics();
  return { services_unhealthy: all - healthy };
}
