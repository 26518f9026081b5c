import type { EventBusMetrics } from '@q/events';

/** What is read of the tree that `getAllMetrics()` gives. */
export interface SystemTree {
  readonly orchestrator: {
    readonly status: string;
    readonly uptime_seconds: number;
    readonly cycles: number;
    readonly services_count: number;
    readonly services_healthy: number;
  };
  /** By the service's name. */
  readonly services: Readonly<Record<string, Readonly<Record<string, number | string>>>>;
  readonly eventBus: EventBusMetrics;
}

/** What is read of a service's health. */
export interface HealthReading {
  readonly is_healthy: boolean;
  readonly consecutive_failures: number;
  readonly stale_symbols: readonly string[];
}

/** What is read of the run's ledger. Money is in account currency. */
export interface LedgerReading {
  readonly candles: readonly {
    readonly symbol: string;
    readonly timeframe: string;
    readonly published: number;
    readonly bad: number;
  }[];
  readonly balance: number | undefined;
  readonly equity: number | undefined;
  readonly currency: string | undefined;
}

/** Whether the system would trade now, and all that stands in the way. */
export interface Readiness {
  readonly ready: boolean;
  readonly reasons: readonly string[];
}

/** Asks the running system; each is called when figures are asked for, never in between. */
export interface SystemReaders {
  readonly tree: () => SystemTree;
  readonly health: () => Readonly<Record<string, HealthReading>>;
  readonly ledger: () => LedgerReading;
  readonly readiness: () => Readiness;
}

/** The same readers, each asked once for all the figures of one reading, which is made in one go. */
export function readOnce(readers: SystemReaders): SystemReaders {
  return {
    tree: keptForNow(readers.tree),
    health: keptForNow(readers.health),
    ledger: keptForNow(readers.ledger),
    readiness: keptForNow(readers.readiness),
  };
}

function keptForNow<T>(read: () => T): () => T {
  let kept: { readonly value: T } | undefined;
  return () => {
    if (kept === undefined) {
      kept = { value: read() };
      queueMicrotask(() => (kept = undefined));
    }
    return kept.value;
  };
}
