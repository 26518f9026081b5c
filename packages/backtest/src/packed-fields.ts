/** Fields that the bits of one whole number stand for. */
const MOST_FIELDS = 31;
const MASKS = 2 ** 31;
const CHUNK = 4_096;

/** What the newest object of a kind had, by the places of its fields. */
interface Newest {
  readonly numbers: Float64Array;
  readonly others: unknown[];
}

/**
 * Fields of objects one after the other: of each object what differs from the one of its kind before it, the numbers apart from all else. They are read
 * as they were written: object by object, the same fields in the same order.
 */
export class PackedFields {
  /** Numbers in chunks: a column that grew by copying would need its room twice. */
  readonly #chunks: Float64Array<ArrayBuffer>[] = [];
  readonly #others: unknown[] = [];
  readonly #newest: Newest[] = [];
  /** The present chunk, and the place of the next number in it. */
  #chunk = new Float64Array(0);
  #place = 0;
  #nextChunk = 0;
  #nextOther = 0;
  /** The present object: what its kind had, which of its fields is next, and which of them are kept. */
  #numbers: Float64Array = new Float64Array(0);
  #texts: unknown[] = [];
  #field = 0;
  #mask = 0;
  #head = this.#chunk;
  #headPlace = 0;
  #kind = 0;

  /** An object follows; those of a kind, a small whole number, are expected to be much alike. */
  begin(kind: number): void {
    this.#of(kind);
    this.#put(0);
    this.#head = this.#chunk;
    this.#headPlace = this.#place - 1;
  }

  number(value: number): void {
    const field = this.#field;
    this.#field = field + 1;
    if (Object.is(value, this.#numbers[field])) return;
    this.#numbers[field] = value;
    this.#mask |= 1 << field;
    this.#put(value);
  }

  /** A number that may be missing. One that is there is never NaN. */
  optional(value: number | undefined): void {
    this.number(value === undefined ? NaN : value);
  }

  /** A number that is another in nearly every object. */
  fresh(value: number): void {
    this.#put(value);
  }

  /** A text that is another in nearly every object. */
  id(text: string): void {
    this.#others.push(text);
  }

  /** So many fields that are what they were in the object of its kind before. */
  same(count: number): void {
    this.#field += count;
  }

  /** A text, or anything else but a number. */
  other(value: unknown): void {
    const field = this.#field;
    this.#field = field + 1;
    if (value === this.#texts[field]) return;
    this.#texts[field] = value;
    this.#mask |= 1 << field;
    this.#others.push(value);
  }

  end(): void {
    if (this.#field > MOST_FIELDS) throw new Error(`an object of ${this.#field} fields cannot be packed`);
    this.#head[this.#headPlace] = this.#kind * MASKS + this.#mask;
  }

  /** What is read next is the first object. */
  rewind(): void {
    this.#newest.length = 0;
    this.#place = CHUNK;
    this.#nextChunk = 0;
    this.#nextOther = 0;
  }

  /** Reads the next object. @returns its kind */
  beginReading(): number {
    const head = this.#take();
    const kind = Math.floor(head / MASKS);
    this.#of(kind);
    this.#mask = head - kind * MASKS;
    return kind;
  }

  readNumber(): number {
    const field = this.#field;
    this.#field = field + 1;
    if ((this.#mask & (1 << field)) !== 0) this.#numbers[field] = this.#take();
    return this.#numbers[field] as number;
  }

  readFresh(): number {
    return this.#take();
  }

  /** Whoever wrote it knows what kind of text it is. */
  readId<T extends string>(): T {
    this.#nextOther += 1;
    return this.#others[this.#nextOther - 1] as T;
  }

  readOptional(): number | undefined {
    const value = this.readNumber();
    return Number.isNaN(value) ? undefined : value;
  }

  /** Whoever wrote it knows what it is. */
  readOther<T>(): T {
    const field = this.#field;
    this.#field = field + 1;
    if ((this.#mask & (1 << field)) !== 0) {
      this.#texts[field] = this.#others[this.#nextOther];
      this.#nextOther += 1;
    }
    return this.#texts[field] as T;
  }

  clear(): void {
    this.#chunks.length = 0;
    this.#others.length = 0;
  }

  #of(kind: number): void {
    let newest = this.#newest[kind];
    if (newest === undefined) {
      newest = { numbers: new Float64Array(MOST_FIELDS + 1).fill(NaN), others: new Array<unknown>(MOST_FIELDS + 1) };
      newest.others.fill(undefined);
      while (this.#newest.length < kind) this.#of(this.#newest.length);
      this.#newest[kind] = newest;
    }
    this.#numbers = newest.numbers;
    this.#texts = newest.others;
    this.#kind = kind;
    this.#field = 0;
    this.#mask = 0;
  }

  #put(value: number): void {
    if (this.#place === this.#chunk.length) {
      this.#chunk = new Float64Array(CHUNK);
      this.#chunks.push(this.#chunk);
      this.#place = 0;
    }
    this.#chunk[this.#place] = value;
    this.#place += 1;
  }

  #take(): number {
    if (this.#place === CHUNK) {
      this.#chunk = this.#chunks[this.#nextChunk] ?? this.#chunk;
      this.#nextChunk += 1;
      this.#place = 0;
    }
    this.#place += 1;
    return this.#chunk[this.#place - 1] as number;
  }
}
