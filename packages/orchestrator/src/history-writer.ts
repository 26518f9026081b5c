import type { Envelope, Journal } from '@q/events';
import { EVENT_TOPICS, eventToJson, eventToRecord } from '@q/events';

/** Whether what an event says cannot be computed again from the inputs, by its type; of the account it depends on the cause. */
const KEPT: ReadonlyMap<string, boolean> = new Map([
  ...Object.entries(EVENT_TOPICS).map(([type, topic]) => [type, topic !== 'market' && topic !== 'analysis'] as const),
  ['DataFetchError', true],
  ['FeedStale', true],
  ['IndicatorCalculationError', true],
]);

/** Everything but market data, what is calculated from it, and marks to market. */
function mustBeKept({ event }: Envelope): boolean {
  if (event.type === 'AccountUpdated') return event.account.cause !== 'mark';
  return KEPT.get(event.type) ?? true;
}

/** What a run is made again from besides: every instant, and every candle that was decided on. */
function isInput({ event }: Envelope): boolean {
  return event.type === 'CycleStarted' || (event.type === 'NewCandle' && event.phase !== 'warm-up');
}

const NOTHING: readonly Envelope[] = [];

/** A feed may answer many cycles after it was asked: the beginnings of so many cycles that left nothing are remembered for that. */
const BEGINNINGS_KEPT = 1_024;

/**
 * Writes the history of a run. `default` keeps what cannot be computed again, each with its whole chain back to its `CycleStarted`;
 * `all` keeps everything. Events of a cycle are written together, in the order of their ids; where an answer came late, its
 * `CycleStarted` stands before it. A durable journal gets every instant and candle besides, and may be written to within a cycle: what
 * turns out later to belong to a chain is then written behind.
 */
export class HistoryWriter {
  readonly #journal: Journal;
  readonly #keepAll: boolean;
  readonly #beginnings = new Beginnings();
  readonly #keepsInputs: boolean;
  readonly #written = new Set<Envelope>();
  #cycle: Envelope[] = [];
  #keepsAny = false;
  #isOver = false;
  /** Why a durable journal was not written: it is not tried again. */
  #failure: { readonly error: unknown } | undefined;

  constructor(journal: Journal, keep: 'default' | 'all') {
    this.#journal = journal;
    this.#keepAll = keep === 'all';
    this.#keepsInputs = journal.isDurable === true;
  }

  add(envelope: Envelope): void {
    if (this.#isOver) return;
    if (envelope.causationId === 0 && this.#cycle.length > 0) this.flush();
    this.#cycle.push(envelope);
    if (this.#keepAll || this.#mustBeKept(envelope)) this.#keepsAny = true;
  }

  /** Writes what is left; what comes now is not kept. */
  end(): void {
    this.#isOver = true;
    this.flush();
  }

  /** Writes what the present cycle leaves. */
  flush(): void {
    const cycle = this.#cycle;
    const [first] = cycle;
    const kept = this.#writeKept();
    if (first?.causationId === 0 && !kept.includes(first)) this.#beginnings.add(first);
    // Its places are used again.
    cycle.length = 0;
    this.#keepsAny = false;
    this.#written.clear();
  }

  /** Writes what the present cycle leaves up to now. */
  writeSoFar(): void {
    for (const envelope of this.#writeKept()) this.#written.add(envelope);
  }

  /** @returns what the present cycle leaves up to now, written before or not */
  #writeKept(): readonly Envelope[] {
    if (!this.#keepsAny) return NOTHING;
    const kept = this.#keepAll ? this.#cycle : this.#withChains(this.#cycle);
    this.#write(this.#written.size === 0 ? kept : kept.filter((envelope) => !this.#written.has(envelope)));
    return kept;
  }

  #mustBeKept(envelope: Envelope): boolean {
    return mustBeKept(envelope) || (this.#keepsInputs && isInput(envelope));
  }

  #write(envelopes: readonly Envelope[]): void {
    if (this.#failure !== undefined) throw this.#failure.error;
    if (envelopes.length === 0) return;
    try {
      if (this.#journal.appendJson === undefined) this.#journal.append(envelopes.map(eventToRecord));
      else this.#journal.appendJson(envelopes.map(eventToJson));
    } catch (error) {
      // What came before an order was not written: nothing that comes later may stand in its place.
      if (this.#keepsInputs) this.#failure = { error };
      throw error;
    }
  }

  /** The kept events and everything that led to them. */
  #withChains(cycle: readonly Envelope[]): readonly Envelope[] {
    const byId = new Map(cycle.map((envelope) => [envelope.id, envelope]));
    const kept = new Set<Envelope>();
    const earlier: Envelope[] = [];
    for (const envelope of cycle) {
      if (!this.#mustBeKept(envelope)) continue;
      let link: Envelope | undefined = envelope;
      while (link !== undefined && !kept.has(link)) {
        kept.add(link);
        const { causationId }: Envelope = link;
        link = byId.get(causationId);
        const beginning = link === undefined && causationId !== 0 ? this.#beginnings.take(causationId) : undefined;
        if (beginning !== undefined) earlier.push(beginning);
      }
    }
    return [...earlier, ...cycle.filter((envelope) => kept.has(envelope))];
  }
}

/** The newest beginnings of cycles that left nothing, in a ring, by ascending id. */
class Beginnings {
  readonly #ring: (Envelope | undefined)[] = new Array<Envelope | undefined>(BEGINNINGS_KEPT).fill(undefined);
  readonly #ids = new Float64Array(BEGINNINGS_KEPT).fill(-1);
  #next = 0;

  add(envelope: Envelope): void {
    this.#ring[this.#next] = envelope;
    this.#ids[this.#next] = envelope.id;
    this.#next = this.#next + 1 === BEGINNINGS_KEPT ? 0 : this.#next + 1;
  }

  /** The one of an id, which is written now and not asked for again. */
  take(id: number): Envelope | undefined {
    const place = this.#ids.indexOf(id);
    if (place < 0) return undefined;
    const found = this.#ring[place];
    this.#ring[place] = undefined;
    this.#ids[place] = -1;
    return found;
  }
}
