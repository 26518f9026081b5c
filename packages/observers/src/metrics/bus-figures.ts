import type { EventBusMetrics } from '@q/events';
import { EVENT_TOPICS } from '@q/events';
import { eventTypeLabel } from './label-bounds.js';
import type { MetricKit, Sample } from './metric-kit.js';
import type { SystemReaders } from './system-reading.js';

const MICROSECONDS = 1e-6;

/** The bus: what was published, handled and failed by type, how long delivering takes, and what waits. */
export function busFigures(kit: MetricKit, { tree }: SystemReaders): void {
  const bus = (): EventBusMetrics => tree().eventBus;
  const labels = ['type'] as const;
  kit.readCounter({ name: 'events_published_total', help: 'Events published on the bus, by type.', labels }, () =>
    byType(bus(), 'published'),
  );
  kit.readCounter(
    { name: 'events_handled_total', help: 'Handler calls on the bus that succeeded, by event type.', labels },
    () => byType(bus(), 'delivered'),
  );
  kit.readCounter(
    { name: 'event_handler_failures_total', help: 'Handler calls on the bus that failed, by event type.', labels },
    () => byType(bus(), 'failed'),
  );
  kit.gauge({ name: 'bus_subscriptions', help: 'Subscriptions to the bus now.' }, () => [[bus().subscription_count]]);
  kit.gauge({ name: 'bus_history_events', help: 'Events that the bus keeps in memory now.' }, () => [
    [bus().event_history_size],
  ]);
  kit.gauge({ name: 'bus_queue_events', help: 'Events that wait in the queues of the asynchronous bus now.' }, () => [
    [bus().queues.depth],
  ]);
  kit.gauge(
    { name: 'bus_queue_high_water_events', help: 'The most events that one queue of the bus has ever held.' },
    () => [[bus().queues.high_water]],
  );
  kit.readCounter({ name: 'bus_events_dropped_total', help: 'Events that full queues of the bus dropped.' }, () => [
    [bus().queues.dropped],
  ]);
  kit.readCounter(
    { name: 'event_delivery_samples_total', help: 'Deliveries that were timed: one event in 1024.' },
    () => [[bus().delivery_time.samples]],
  );
  kit.gauge(
    { name: 'event_delivery_mean_seconds', help: 'Mean time of handing one event to all its subscribers.' },
    () => [[bus().delivery_time.mean_us * MICROSECONDS]],
  );
  kit.gauge(
    { name: 'event_delivery_max_seconds', help: 'Longest time of handing one event to all its subscribers.' },
    () => [[bus().delivery_time.max_us * MICROSECONDS]],
  );
}

function byType(bus: EventBusMetrics, what: 'published' | 'delivered' | 'failed'): Iterable<Sample<'type'>> {
  const sums = new Map(Object.keys(EVENT_TOPICS).map((type) => [type, 0]));
  for (const [type, counts] of Object.entries(bus.by_type)) {
    const label = eventTypeLabel(type);
    sums.set(label, (sums.get(label) ?? 0) + counts[what]);
  }
  return [...sums].map(([type, value]) => [value, { type }] as const);
}
