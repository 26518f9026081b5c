import type { TradingEvent } from './catalogue.js';
import { Envelope } from './envelope.js';
import { quietCycle } from './quiet-cycle.js';
import type { QuietType } from './quiet-types.js';
import type { Stretch } from './stretch.js';

/** The events of a stretch with their numbers: made where somebody asks for them. */
export class QuietEvents {
  readonly #stretch: Stretch;
  readonly firstId: number;
  readonly count: number;
  readonly #firstRoot: number;
  /** Of each cycle, made where somebody asks. */
  #firstIds: Float64Array | undefined;

  /** @param stretch the one that leads @param before the counters when it began */
  constructor(stretch: Stretch, before: { readonly id: number; readonly roots: number }) {
    this.#stretch = stretch;
    this.firstId = before.id + 1;
    this.#firstRoot = before.roots + 1;
    let count = countOf(stretch);
    for (const follower of stretch.followers) count += countOf(follower);
    this.count = count;
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

  /** The rows of a last cycle on which somebody wants something: of each symbol one, and nothing follows from them yet. */
  get lastRows(): readonly Envelope[] {
    const leader = this.#stretch;
    const { followers } = leader;
    const type = 'IndicatorsCalculated';
    const first = this.lastId - followers.length;
    let candleId = this.#lastCycleId - 1 + leader.types.length - 1;
    const rows = [this.#ofLast(leader, type, { id: first, causationId: candleId })];
    for (const follower of followers) {
      candleId += follower.types.length - 1;
      rows.push(this.#ofLast(follower, type, { id: first + rows.length, causationId: candleId }));
    }
    return rows;
  }

  /** The events of such a cycle that come before its rows: it has none besides those that each has. */
  get beforeLastRows(): readonly Envelope[] {
    const cycleId = this.#lastCycleId;
    const envelopes: Envelope[] = [];
    for (const stretch of [this.#stretch, ...this.#stretch.followers])
      for (const type of stretch.types) {
        if (type === 'IndicatorsCalculated') continue;
        const causationId = type === 'CycleStarted' ? 0 : cycleId;
        envelopes.push(this.#ofLast(stretch, type, { id: cycleId + envelopes.length, causationId }));
      }
    return envelopes;
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

  #ofLast(stretch: Stretch, type: QuietType, { id, causationId }: Pick<Envelope, 'id' | 'causationId'>): Envelope {
    const place = this.cycles - 1;
    const event = stretch.event(type, place);
    return new Envelope(id, stretch.closeTime(place), this.#firstRoot + place, causationId, event);
  }

  /** Of a last cycle that has nothing besides what each has. */
  get #lastCycleId(): number {
    const { types, followers } = this.#stretch;
    let events = types.length;
    for (const follower of followers) events += follower.types.length;
    return this.lastId - events + 1;
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

function countOf({ count, types, besides }: Stretch): number {
  return count * types.length + besides.all;
}

function firstIdsOf(leader: Stretch, firstId: number): Float64Array {
  const ids = new Float64Array(leader.count);
  countEvents(leader, ids);
  for (const follower of leader.followers) countEvents(follower, ids);
  let next = firstId;
  for (let place = 0; place < ids.length; place += 1) {
    const events = ids[place] as number;
    ids[place] = next;
    next += events;
  }
  return ids;
}

/** Adds the events of a symbol to those of each cycle. */
function countEvents({ count, types, closes, changes }: Stretch, ids: Float64Array): void {
  const add = (place: number, events: number): void => {
    if (place < count) ids[place] = (ids[place] as number) + events;
  };
  for (let place = 0; place < count; place += 1) add(place, types.length);
  for (const { place } of changes) add(place, 1);
  for (const { place, rows, change } of closes)
    add(place, 1 + (rows === undefined ? 0 : 1) + (change === undefined ? 0 : 1));
}
