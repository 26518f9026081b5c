import type { Envelope, Journal } from '@q/events';
import { EVENT_TOPICS, EventBytes, eventToJson, eventToRecord } from '@q/events';

/** Whether what an event says cannot be computed again from the inputs, by its type; of the account it depends on the cause. */
const KEPT: ReadonlyMap<string, boolean> = new Map([
  ...Object.entries(EVENT_TOPICS).map(([type, topic]) => [type, topic !== 'market' && topic !== 'analysis'] as const),
  ['DataFetchError', true],
  ['FeedStale', true],
  ['IndicatorCalculationError', true],
]);

/** Everything but market data, what is calculated from it, and marks to market. */
function mustBeKept({ event }: Envelope): boolean {
  const { type } = event;
  // Asked for without looking it up: most of what comes is one of the four of a candle.
  if (type === 'NewCandle' || type === 'IndicatorsCalculated' || type === 'DataFetched' || type === 'CycleStarted')
    return false;
  return type === 'AccountUpdated' ? event.account.cause !== 'mark' : (KEPT.get(type) ?? true);
}

/** What a run is made again from besides: every instant, and every candle that was decided on. */
function isInput({ event }: Envelope): boolean {
  return event.type === 'CycleStarted' || (event.type === 'NewCandle' && event.phase !== 'warm-up');
}

/** What becomes of an event of the present cycle. */
const [LEFT_OUT, TO_BE_WRITTEN, TAKEN] = [0, 1, 2];

/** A feed may answer many cycles after it was asked: the beginnings of so many cycles that left nothing are remembered for that. */
const BEGINNINGS_KEPT = 1_024;
/** Places of a cycle that are used again. */
const PLACES_KEPT = 1_024;
/** More than the line of an event commonly has. */
const LINE_BYTES = 512;

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
  readonly #bytes: EventBytes | undefined;
  /** The present cycle and what becomes of its events, by ascending id: places that are used again. */
  readonly #cycle: Envelope[] = [];
  readonly #fates: number[] = [];
  #count = 0;
  #hasUnwritten = false;
  #isOver = false;
  /** What was taken from cycles and not written, and how much of it may wait: written together, lines cost less, as nothing else comes between. */
  readonly #taken: Envelope[] = [];
  readonly #mayWait: number;
  /** Lines that wait in `#bytes`, until there are so many bytes. */
  readonly #chunkBytes: number;
  #lines = 0;
  /** Why a durable journal was not written: it is not tried again. */
  #failure: { readonly error: unknown } | undefined;

  /**
   * @param chunkBytes what may wait in memory before a journal that takes bytes gets it, and about as much in events that are no lines yet: nobody may
   * change an event after it was published; else it gets each cycle
   */
  constructor(journal: Journal, keep: 'default' | 'all', chunkBytes = 0) {
    this.#journal = journal;
    this.#keepAll = keep === 'all';
    this.#keepsInputs = journal.isDurable === true;
    this.#chunkBytes = chunkBytes;
    this.#bytes = journal.appendBytes === undefined ? undefined : new EventBytes();
    this.#mayWait = this.#bytes === undefined ? 0 : Math.floor(chunkBytes / LINE_BYTES);
  }

  /** Whether it keeps events of cycles in which nothing but prices moved. */
  get keepsEveryCycle(): boolean {
    return this.#keepAll || this.#keepsInputs;
  }

  add(envelope: Envelope): void {
    if (this.#isOver) return;
    if (envelope.causationId === 0 && this.#count > 0) this.#endCycle();
    const isKept = this.#keepAll || mustBeKept(envelope) || (this.#keepsInputs && isInput(envelope));
    this.#cycle[this.#count] = envelope;
    this.#fates[this.#count] = isKept ? TO_BE_WRITTEN : LEFT_OUT;
    this.#count += 1;
    if (isKept) this.#hasUnwritten = true;
  }

  /** Writes what is left; what comes now is not kept. */
  end(): void {
    this.#isOver = true;
    this.flush();
  }

  /** Writes what the present cycle leaves, and what waits. */
  flush(): void {
    this.#endCycle();
    this.#write();
    this.#handOver();
  }

  #endCycle(): void {
    this.writeSoFar();
    const [first] = this.#cycle;
    if (this.#count > 0 && first?.causationId === 0 && this.#fates[0] === LEFT_OUT) this.#beginnings.add(first);
    if (this.#cycle.length > PLACES_KEPT) this.#cycle.length = 0;
    this.#count = 0;
  }

  /** Takes what the present cycle leaves up to now, and writes it where no more may wait. */
  writeSoFar(): void {
    if (this.#hasUnwritten) this.#take();
    if (this.#taken.length > this.#mayWait) this.#write();
  }

  #write(): void {
    if (this.#taken.length === 0) return;
    if (this.#failure !== undefined) throw this.#failure.error;
    try {
      this.#append(this.#taken);
    } catch (error) {
      // What came before an order was not written: nothing that comes later may stand in its place.
      if (this.#keepsInputs) this.#failure = { error };
      throw error;
    }
  }

  /** What a journal refuses is given to it again. */
  #append(taken: Envelope[]): void {
    const journal = this.#journal;
    if (this.#bytes !== undefined) this.#toLines(this.#bytes, taken);
    else if (journal.appendJson !== undefined) journal.appendJson(taken.map(eventToJson));
    else journal.append(taken.map(eventToRecord));
    taken.length = 0;
    if (this.#bytes !== undefined && this.#bytes.length >= this.#chunkBytes) this.#handOver();
  }

  /** An event that is no JSON, as a bot in JavaScript may send, takes no other of those that waited with it along. */
  #toLines(bytes: EventBytes, taken: Envelope[]): void {
    try {
      bytes.add(taken);
      this.#lines += taken.length;
    } catch (error) {
      if (!this.#keepsInputs) for (const one of taken.splice(0)) this.#lines += added(bytes, one) ? 1 : 0;
      throw error;
    }
  }

  #handOver(): void {
    const lines = this.#lines;
    if (this.#bytes === undefined || lines === 0) return;
    this.#lines = 0;
    this.#journal.appendBytes?.(this.#bytes.take(), lines);
  }

  /** Takes what is to be written and was not, with everything that led to it. */
  #take(): void {
    const taken = this.#taken;
    this.#hasUnwritten = false;
    // Causes stand before what follows from them: a chain is at its end where one is kept already.
    if (!this.#keepAll) for (let place = 0; place < this.#count; place += 1) this.#keepChain(place);
    for (let place = 0; place < this.#count; place += 1) {
      if (this.#fates[place] !== TO_BE_WRITTEN) continue;
      this.#fates[place] = TAKEN;
      taken.push(this.#cycle[place] as Envelope);
    }
  }

  /** What led to an event of the cycle is kept, if that is; a beginning of an earlier cycle is taken at once. */
  #keepChain(place: number): void {
    if (this.#fates[place] !== TO_BE_WRITTEN) return;
    for (let link = place; ;) {
      const { causationId } = this.#cycle[link] as Envelope;
      if (causationId === 0) return;
      link = this.#placeOf(causationId, link);
      if (link < 0) {
        const beginning = this.#beginnings.take(causationId);
        if (beginning !== undefined) this.#taken.push(beginning);
        return;
      }
      if (this.#fates[link] !== LEFT_OUT) return;
      this.#fates[link] = TO_BE_WRITTEN;
    }
  }

  /** The place of an id before another place; -1 where it is none of the cycle. */
  #placeOf(id: number, before: number): number {
    for (let place = before - 1; place >= 0; place -= 1) {
      const found = this.#cycle[place] as Envelope;
      if (found.id === id) return place;
      if (found.id < id) return -1;
    }
    return -1;
  }
}

function added(bytes: EventBytes, envelope: Envelope): boolean {
  try {
    bytes.add([envelope]);
    return true;
  } catch {
    return false;
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
    const place = this.#placeOf(id);
    if (this.#ids[place] !== id) return undefined;
    const found = this.#ring[place];
    this.#ring[place] = undefined;
    return found;
  }

  /** Where an id is if it is there: from the oldest on they stand in ascending order. */
  #placeOf(id: number): number {
    let [low, high] = [0, BEGINNINGS_KEPT];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#ids[(this.#next + middle) % BEGINNINGS_KEPT] as number) < id) low = middle + 1;
      else high = middle;
    }
    return (this.#next + low) % BEGINNINGS_KEPT;
  }
}
