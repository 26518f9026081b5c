import type { TradingEvent } from './catalogue.js';
import { Envelope } from './envelope.js';
import { quietCycle } from './quiet-cycle.js';
import type { QuietType, Stretch } from './stretch.js';

/** The events of a stretch with their numbers: made where somebody asks for them. */
export class QuietEvents {
  readonly #stretch: Stretch;
  readonly firstId: number;
  readonly count: number;
  readonly #firstRoot: number;
  /** Of each cycle, made where somebody asks. */
  #firstIds: Float64Array | undefined;

  /** @param before the counters when it began */
  constructor(stretch: Stretch, before: { readonly id: number; readonly roots: number }) {
    const { NewCandle, IndicatorsCalculated, RegimeChanged } = stretch.besides;
    this.#stretch = stretch;
    this.firstId = before.id + 1;
    this.#firstRoot = before.roots + 1;
    this.count = stretch.count * stretch.types.length + NewCandle + IndicatorsCalculated + RegimeChanged;
  }

  get cycles(): number {
    return this.#stretch.count;
  }

  /** The event of a type of the last cycle: the last one of it. */
  last(type: QuietType): Envelope {
    const place = this.cycles - 1;
    const ofType = quietCycle(this.#stretch, place).findLastIndex((event) => event.type === type);
    return this.envelope((this.#beginnings[place] as number) + ofType);
  }

  /** The row of a last cycle on which somebody wants something. */
  get lastRow(): Envelope {
    return this.#ofLast(this.#stretch.types.length - 1);
  }

  /** The events of such a cycle: it has none besides those that each has. */
  get lastCycle(): readonly Envelope[] {
    return this.#stretch.types.map((_, index) => this.#ofLast(index));
  }

  get lastId(): number {
    return this.firstId + this.count - 1;
  }

  /** The event of an id that the stretch has. */
  envelope(id: number): Envelope {
    const place = this.#placeOf(id);
    const cycleId = this.#beginnings[place] as number;
    const found = quietCycle(this.#stretch, place)[id - cycleId];
    if (found === undefined) throw new RangeError(`no event ${id} in a stretch of ${this.firstId} to ${this.lastId}`);
    const causationId = found.cause === undefined ? 0 : cycleId + found.cause;
    const event: TradingEvent = found.make();
    return new Envelope(id, this.#stretch.closeTime(place), this.#firstRoot + place, causationId, event);
  }

  #ofLast(index: number): Envelope {
    const { types } = this.#stretch;
    const place = this.cycles - 1;
    const type = types[index] as QuietType;
    const cycleId = this.lastId - types.length + 1;
    const id = cycleId + index;
    const causationId = type === 'CycleStarted' ? 0 : type === 'IndicatorsCalculated' ? id - 1 : cycleId;
    const event = this.#stretch.event(type, place);
    return new Envelope(id, this.#stretch.closeTime(place), this.#firstRoot + place, causationId, event);
  }

  get #beginnings(): Float64Array {
    this.#firstIds ??= firstIdsOf(this.#stretch, this.firstId);
    return this.#firstIds;
  }

  /** The last cycle that does not begin behind it. */
  #placeOf(id: number): number {
    const beginnings = this.#beginnings;
    let [low, high] = [0, this.cycles - 1];
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((beginnings[middle] as number) <= id) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function firstIdsOf(stretch: Stretch, firstId: number): Float64Array {
  const { count, types, closes, changes } = stretch;
  const ids = new Float64Array(count).fill(types.length);
  const add = (place: number, events: number): void => {
    if (place < count) ids[place] = (ids[place] as number) + events;
  };
  for (const { place } of changes) add(place, 1);
  for (const { place, rows, change } of closes)
    add(place, 1 + (rows === undefined ? 0 : 1) + (change === undefined ? 0 : 1));
  let next = firstId;
  for (let place = 0; place < count; place += 1) {
    const events = ids[place] as number;
    ids[place] = next;
    next += events;
  }
  return ids;
}
