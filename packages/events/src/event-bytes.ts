import type { Envelope } from './envelope.js';
import { EventFields } from './event-fields.js';
import { EventHead, typeWords } from './event-head.js';
import { eventToJson } from './event-json.js';
import type { FieldPath } from './field-path.js';
import type { Words } from './json-bytes.js';
import { JsonBytes } from './json-bytes.js';

const NEW_LINE = 10;
const ROOM = 65_536;

/** What all events of a type have. */
interface TypePlan {
  readonly type: string;
  readonly words: Words;
  readonly path: FieldPath;
  /** Of the type that came after it the last time. */
  next: TypePlan | undefined;
}

/**
 * Events as lines of JSON in UTF-8, each with its line end: the bytes of `eventToJson`, for histories of many events. An event that holds anything but
 * objects, lists, texts, numbers, flags and rows is left to `eventToJson`.
 */
export class EventBytes {
  readonly #json = new JsonBytes(ROOM);
  readonly #head = new EventHead(this.#json);
  #fields = new EventFields(this.#json);
  readonly #types = new Map<string, TypePlan>();
  #last: TypePlan | undefined;

  /** How many bytes wait for `take`. */
  get length(): number {
    return this.#json.length;
  }

  /** Writes the lines of some events behind what waits; where one cannot be written, none is. @throws TypeError as `JSON.stringify` does */
  add(envelopes: readonly Envelope[]): void {
    const before = this.#json.length;
    try {
      for (const envelope of envelopes) this.#writeLine(envelope);
    } catch (error) {
      this.#json.cut(before);
      throw error;
    } finally {
      // Nobody can change an object while the lines of one call are written; later somebody could.
      this.#fields.forgetInner();
    }
  }

  /** What waits, and no longer does; the bytes are used again by the next `add`. */
  take(): Uint8Array {
    const { written } = this.#json;
    this.#json.cut(0);
    return written;
  }

  #writeLine(envelope: Envelope): void {
    const json = this.#json;
    const start = json.length;
    if (!this.#writeEvent(envelope)) {
      json.cut(start);
      this.#fields.forgetInner();
      json.utf8(eventToJson(envelope));
    }
    json.byte(NEW_LINE);
    if (this.#fields.isFull) this.#forget();
  }

  /** @returns false where something is not written here: what was written of it is cut off then */
  #writeEvent(envelope: Envelope): boolean {
    const { event } = envelope;
    if (Object.getPrototypeOf(event) !== Object.prototype) return false;
    const { words, path } = this.#planOf(event.type);
    this.#head.write(envelope, words);
    return this.#fields.write(event, path);
  }

  /** Events come in the same order mostly: what came after the last one's type before is asked for first. */
  #planOf(type: string): TypePlan {
    const last = this.#last;
    let plan = last?.next;
    if (plan?.type !== type) {
      plan = this.#types.get(type) ?? this.#learn(type);
      if (last !== undefined) last.next = plan;
    }
    this.#last = plan;
    return plan;
  }

  #learn(type: string): TypePlan {
    const plan = { type, words: typeWords(type), path: this.#fields.newPath(), next: undefined };
    this.#types.set(type, plan);
    return plan;
  }

  #forget(): void {
    this.#types.clear();
    this.#last = undefined;
    this.#fields = new EventFields(this.#json);
  }
}
