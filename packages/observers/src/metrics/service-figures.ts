import type { Family, MetricKit, Sample } from './metric-kit.js';
import type { HealthReading, SystemReaders } from './system-reading.js';

type Counts = Readonly<Record<string, number | string>>;

const labels = ['service'] as const;

/** Each service: whether it works, what it handled, sent and failed on, how often it was restarted. */
export function serviceFigures(kit: MetricKit, { tree, health }: SystemReaders): void {
  const ofTree = (value: (counts: Counts) => number) => () => perService(tree().services, value);
  const ofHealth = (value: (reading: HealthReading) => number) => () => perService(health(), value);
  const family = (name: string, help: string): Family<'service'> => ({ name: `service_${name}`, help, labels });

  kit.gauge(
    family('up', 'Whether the service runs: 1 or 0.'),
    ofTree(({ status }) => Number(status === 'running')),
  );
  kit.gauge(
    family('healthy', 'Whether the service runs, does not fail again and again and gets its data: 1 or 0.'),
    ofHealth((reading) => Number(reading.is_healthy)),
  );
  kit.gauge(family('uptime_seconds', 'Time since the service was started.'), ofTree(count('uptime_seconds')));
  kit.gauge(
    family('consecutive_failures', 'The most failures in a row on any symbol; a success resets it.'),
    ofHealth((reading) => reading.consecutive_failures),
  );
  kit.gauge(
    family('stale_symbols', 'Symbols on which the service got nothing for longer than the data allows.'),
    ofHealth((reading) => reading.stale_symbols.length),
  );
  kit.readCounter(family('events_handled_total', 'Events that the service handled.'), ofTree(count('events_received')));
  kit.readCounter(
    family('events_published_total', 'Events published of the types that the service sends.'),
    ofTree(count('events_published')),
  );
  kit.readCounter(
    family('handling_seconds_total', 'Time that the service spent handling events, where that is measured.'),
    () => timesOf(tree().services, 'handling_seconds'),
  );
  kit.gauge(family('handling_max_seconds', 'Longest time of handling one event, where that is measured.'), () =>
    timesOf(tree().services, 'handling_max_seconds'),
  );
  kit.readCounter(family('errors_total', 'Events that the service failed on.'), ofTree(count('errors')));
  kit.readCounter(family('restarts_total', 'Restarts of the service, over all symbols.'), ofTree(count('restarts')));
}

function count(name: string): (counts: Counts) => number {
  return (counts) => Number(counts[name] ?? 0);
}

/** Only those that have the time: what was not measured is not 0. */
function timesOf(services: Readonly<Record<string, Counts>>, name: string): Iterable<Sample<'service'>> {
  const timed = Object.entries(services).filter(([, counts]) => counts[name] !== undefined);
  return perService(Object.fromEntries(timed), count(name));
}

function perService<T>(services: Readonly<Record<string, T>>, value: (one: T) => number): Iterable<Sample<'service'>> {
  return Object.entries(services).map(([service, one]) => [value(one), { service }] as const);
}
