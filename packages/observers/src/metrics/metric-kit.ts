import type { Counter, Gauge, Histogram, Registry } from 'prom-client';

type Library = typeof import('prom-client');

export interface Family<Label extends string = string> {
  /** Without the common beginning `quantronaute_`. */
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly Label[];
}

/** A value and the labels it has. */
export type Sample<Label extends string = string> = readonly [value: number, labels?: Readonly<Record<Label, string>>];

/** What every name begins with. */
export const NAME_PREFIX = 'quantronaute_';

/** Makes the families of one registry, which is nobody else's: two systems in one process do not meet in it. */
export class MetricKit {
  readonly registry: Registry;
  readonly #library: Library;

  private constructor(library: Library) {
    this.#library = library;
    this.registry = new library.Registry();
  }

  /** The library takes a while to load, so only those who want figures load it. */
  static async load(): Promise<MetricKit> {
    return new MetricKit(await import('prom-client'));
  }

  counter<Label extends string>(family: Family<Label>): Counter<Label> {
    return new this.#library.Counter(this.#config(family));
  }

  histogram(family: Family, buckets: readonly number[]): Histogram {
    return new this.#library.Histogram({ ...this.#config(family), buckets: [...buckets] });
  }

  /** A gauge whose values are asked for when they are read. What is not given has no value then. */
  gauge<Label extends string>(family: Family<Label>, read: () => Iterable<Sample<Label>>): void {
    new this.#library.Gauge({
      ...this.#config(family),
      collect() {
        this.reset();
        for (const [value, labels] of read()) set(this, value, labels);
      },
    });
  }

  /** A counter that somebody else counts: asked for when it is read, and never taken back. */
  readCounter<Label extends string>(family: Family<Label>, read: () => Iterable<Sample<Label>>): void {
    const counted = new Map<string, number>();
    new this.#library.Counter({
      ...this.#config(family),
      collect() {
        for (const [value, labels] of read()) {
          const key = JSON.stringify(labels ?? {});
          const more = value - (counted.get(key) ?? 0);
          // Nothing more is told once, as 0: a rate needs a beginning.
          if (more < 0 || (more === 0 && counted.has(key))) continue;
          counted.set(key, value);
          if (labels === undefined) this.inc(more);
          else this.inc(labels, more);
        }
      },
    });
  }

  #config<Label extends string>({ name, help, labels = [] }: Family<Label>) {
    return { name: NAME_PREFIX + name, help, labelNames: [...labels], registers: [this.registry] };
  }
}

function set<Label extends string>(
  gauge: Gauge<Label>,
  value: number,
  labels: Readonly<Record<Label, string>> | undefined,
): void {
  if (labels === undefined) gauge.set(value);
  else gauge.set(labels, value);
}
