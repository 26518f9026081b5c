import type { EventBus } from '@q/events';
import type { Readiness } from '@q/observers';
import type { TradingOrchestrator } from '@q/orchestrator';

export interface ReadinessParts {
  readonly orchestrator: Pick<TradingOrchestrator, 'status' | 'haltedBecause' | 'getServiceHealth'> & {
    readonly bus: Pick<EventBus, 'subscribe'>;
  };
  /** What else stands in the way, such as a journal that is being recovered from or is full; `undefined` for nothing. */
  readonly hindrance?: () => string | undefined;
}

/**
 * Watches whether the system is ready to trade, which means that an entry of any traded symbol would be taken: it runs, its services are
 * healthy and fed, and the risk gate allows entries (which tells of the automation switch, limits and restrictions). Made before the system
 * starts: the gate tells of changes only.
 */
export function watchReadiness({ orchestrator, hindrance = () => undefined }: ReadinessParts): () => Readiness {
  let blocked: readonly string[] = ['the risk gate has not allowed entries yet'];
  orchestrator.bus.subscribe(
    ['TradingAuthorized', 'TradingBlocked'],
    (event) => {
      blocked = event.type === 'TradingBlocked' ? event.reasons.map((reason) => `entries are blocked: ${reason}`) : [];
    },
    { name: 'Readiness' },
  );
  return () => {
    const { status, haltedBecause } = orchestrator;
    const hindered = hindrance();
    const reasons = [
      ...(status === 'running' ? [] : [`the system is ${status}`]),
      ...(haltedBecause === undefined ? [] : [`it was halted: ${haltedBecause}`]),
      ...(hindered === undefined ? [] : [hindered]),
      // Of a system that does not run, no service does.
      ...(status === 'running' ? sickServices(orchestrator.getServiceHealth()) : []),
      ...blocked,
    ];
    return { ready: reasons.length === 0, reasons };
  };
}

function sickServices(health: ReturnType<TradingOrchestrator['getServiceHealth']>): readonly string[] {
  return Object.values(health)
    .filter((one) => !one.is_healthy)
    .map((one) => {
      const { service_name: name, status, stale_symbols: stale, failed_symbols: failed, last_error: error } = one;
      const details = [
        ...(status === 'running' ? [] : [status]),
        ...(failed.length === 0 ? [] : [`failed on ${failed.join(', ')}`]),
        ...(stale.length === 0 ? [] : [`no fresh candles of ${stale.join(', ')}`]),
        ...(error === null ? [] : [`last error: ${error}`]),
      ];
      return `${name} is not healthy: ${details.join('; ')}`;
    });
}
