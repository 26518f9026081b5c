import type { Registry } from 'prom-client';
import { NAME_PREFIX } from './metric-kit.js';

/** One value for a StatsD server: a level, or what was added since the last sending. */
export interface StatsdPoint {
  readonly kind: 'gauge' | 'count';
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly value: number;
}

export type StatsdFlavor = 'statsd' | 'dogstatsd';

/** Turns readings of a registry into points. It remembers what the reading before said, because StatsD counters are told as differences. */
export class StatsdPoints {
  readonly #flavor: StatsdFlavor;
  readonly #counted = new Map<string, number>();

  constructor(flavor: StatsdFlavor) {
    this.#flavor = flavor;
  }

  /** Gauges as they are, counters by what came since; of a histogram its count and its sum. */
  async read(registry: Registry): Promise<readonly StatsdPoint[]> {
    const points: StatsdPoint[] = [];
    for (const family of await registry.getMetricsAsJSON()) {
      const isGauge = String(family.type) === 'gauge';
      for (const value of family.values) {
        const name = 'metricName' in value && typeof value.metricName === 'string' ? value.metricName : family.name;
        const isBucket = name.endsWith('_bucket') && name !== family.name;
        if (isBucket || !Number.isFinite(value.value)) continue;
        const point = { ...this.#named(statsdName(name, family.name), value.labels), value: value.value };
        if (isGauge) points.push({ kind: 'gauge', ...point });
        else points.push(...this.#added(point));
      }
    }
    return points;
  }

  #added(point: Omit<StatsdPoint, 'kind'>): readonly StatsdPoint[] {
    const key = JSON.stringify([point.name, point.tags]);
    const more = point.value - (this.#counted.get(key) ?? 0);
    this.#counted.set(key, point.value);
    return more === 0 ? [] : [{ ...point, kind: 'count', value: more }];
  }

  /** Plain StatsD knows no labels: their values become parts of the name. */
  #named(
    name: string,
    labels: Readonly<Partial<Record<string, string | number>>>,
  ): Omit<StatsdPoint, 'kind' | 'value'> {
    const tags = Object.fromEntries(Object.entries(labels).map(([label, value]) => [label, String(value)]));
    if (this.#flavor === 'dogstatsd') return { name, tags };
    return { name: [name, ...Object.values(tags).map(wordOf)].join('.'), tags: {} };
  }
}

/** `quantronaute_order_fill_seconds_sum` is `order_fill_seconds.sum`. */
function statsdName(name: string, family: string): string {
  const own = family.slice(NAME_PREFIX.length);
  return name === family ? own : `${own}.${name.slice(family.length + 1)}`;
}

/** A dot would begin another part of the name, and a colon, bar or space end it. */
function wordOf(value: string): string {
  return value.replace(/[^A-Za-z0-9_-]/g, '_');
}
