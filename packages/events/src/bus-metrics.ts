import type { DeliveryTime } from './delivery-timer.js';
import type { Route } from './route.js';

/** Counters of the bus, under the names the original system gave them. */
export interface EventBusMetrics {
  readonly events_published: number;
  /** Successful handler calls. */
  readonly events_delivered: number;
  readonly handler_errors: number;
  readonly event_history_size: number;
  readonly subscription_count: number;
  readonly event_types_subscribed: number;
  readonly by_type: Readonly<
    Record<string, { readonly published: number; readonly delivered: number; readonly failed: number }>
  >;
  readonly delivery_time: DeliveryTime;
  /** Asynchronous mode: events waiting now, the longest any queue has been, events dropped. */
  readonly queues: { readonly depth: number; readonly high_water: number; readonly dropped: number };
}

export function countByType(
  routes: ReadonlyMap<string, Route>,
): Pick<EventBusMetrics, 'events_published' | 'events_delivered' | 'handler_errors' | 'by_type'> {
  const byType: Record<string, { published: number; delivered: number; failed: number }> = {};
  const total = { published: 0, delivered: 0, failed: 0 };
  for (const [type, { published, delivered, failed }] of routes) {
    byType[type] = { published, delivered, failed };
    total.published += published;
    total.delivered += delivered;
    total.failed += failed;
  }
  return {
    events_published: total.published,
    events_delivered: total.delivered,
    handler_errors: total.failed,
    by_type: byType,
  };
}
