import type { TradingEvent } from './catalogue.js';
import { Envelope } from './envelope.js';
import type { QuietType, Stretch } from './stretch.js';

/** The events of a stretch with their numbers: made where somebody asks for them. */
export class QuietEvents {
  readonly #stretch: Stretch;
  readonly #types: readonly QuietType[];
  readonly firstId: number;
  readonly #firstRoot: number;

  /** @param before the counters when it began */
  constructor(stretch: Stretch, types: readonly QuietType[], before: { readonly id: number; readonly roots: number }) {
    this.#stretch = stretch;
    this.#types = types;
    this.firstId = before.id + 1;
    this.#firstRoot = before.roots + 1;
  }

  get cycles(): number {
    return this.#stretch.count;
  }

  /** The event of a type of the last cycle. */
  last(type: QuietType): Envelope {
    const { length } = this.#types;
    return this.envelope(this.lastId + 1 - length + this.#types.indexOf(type));
  }

  get count(): number {
    return this.#stretch.count * this.#types.length;
  }

  get lastId(): number {
    return this.firstId + this.count - 1;
  }

  /** The event of an id that the stretch has. */
  envelope(id: number): Envelope {
    const { length } = this.#types;
    const place = Math.floor((id - this.firstId) / length);
    const cycleId = this.firstId + place * length;
    const type = this.#types[id - cycleId] as QuietType;
    const event: TradingEvent = this.#stretch.event(type, place);
    return new Envelope(
      id,
      this.#stretch.closeTime(place),
      this.#firstRoot + place,
      this.#causeOf(type, cycleId),
      event,
    );
  }

  #causeOf(type: QuietType, cycleId: number): number {
    if (type === 'CycleStarted') return 0;
    return type === 'IndicatorsCalculated' ? cycleId + this.#types.indexOf('NewCandle') : cycleId;
  }
}
