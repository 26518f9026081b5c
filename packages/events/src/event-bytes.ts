import type { Envelope } from './envelope.js';
import { eventToJson } from './event-json.js';
import type { NameBudget } from './field-path.js';
import { FieldPath } from './field-path.js';
import type { RowSchema } from './indicator-row.js';
import { IndicatorRow } from './indicator-row.js';
import { JsonBytes, wordsOf } from './json-bytes.js';

const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST, COMMA, NEW_LINE] = [123, 125, 91, 93, 44, 10];
const ROOM = 65_536;
const NAMES_KEPT = 4_096;
/** Deeper than anything in the catalogue: what goes round in circles is left to `JSON.stringify`, which says so. */
const DEEPEST = 8;
const [ID, AT, CAUSATION_ID] = [wordsOf('{"id":'), wordsOf(',"at":'), wordsOf(',"causationId":')];

type Fields = Readonly<Record<string, unknown>>;

/** What all events of a type have. */
interface TypePlan {
  /** The type with its name before it, and the name of the correlation id. */
  readonly head: ReturnType<typeof wordsOf>;
  /** From the type on, which is the first of its fields. */
  readonly path: FieldPath;
}

/** The columns of a schema. */
interface RowPlan {
  readonly path: FieldPath;
  readonly isNumber: readonly boolean[];
}

/**
 * Events as lines of JSON in UTF-8, each with its line end: the bytes of `eventToJson`, for histories of many events. Objects, lists, texts, numbers,
 * flags and rows are written here; an event that holds anything else is left to `eventToJson`.
 */
export class EventBytes {
  readonly #json = new JsonBytes(ROOM);
  readonly #types = new Map<string, TypePlan>();
  readonly #rows = new Map<RowSchema, RowPlan | undefined>();
  #budget: NameBudget = { left: NAMES_KEPT };
  /** The correlation id that was made last, and for which origin. */
  #origin: number | string = '';
  #correlationId = '';
  /** What was written last inside an event, and where: an order is approved and placed as the same object. */
  #inner: object | undefined;
  #innerStart = 0;
  #innerEnd = 0;

  /** The lines of some events; the bytes are used again by the next call. */
  linesOf(envelopes: readonly Envelope[]): Uint8Array {
    const json = this.#json;
    json.cut(0);
    for (const envelope of envelopes) {
      const start = json.length;
      if (!this.#writeEvent(envelope)) {
        json.cut(start);
        this.#inner = undefined;
        json.utf8(eventToJson(envelope));
      }
      json.byte(NEW_LINE);
      if (this.#budget.left < 0) this.#forget();
    }
    // Nobody can change an object while the lines of one call are written; later somebody could.
    this.#inner = undefined;
    return json.written;
  }

  /** @returns false where something is not written here: what was written of it is cut off then */
  #writeEvent(envelope: Envelope): boolean {
    const { id, at, origin, causationId, event } = envelope;
    if (Object.getPrototypeOf(event) !== Object.prototype) return false;
    const { head, path } = this.#types.get(event.type) ?? this.#learnType(event.type);
    const json = this.#json;
    if (origin !== this.#origin) {
      this.#origin = origin;
      this.#correlationId = envelope.correlationId;
    }
    json.words(ID.words, 0, ID.length);
    json.number(id);
    json.words(AT.words, 0, AT.length);
    json.number(at);
    json.words(head.words, 0, head.length);
    json.text(this.#correlationId);
    json.words(CAUSATION_ID.words, 0, CAUSATION_ID.length);
    json.number(causationId);
    return this.#writeFields(event as unknown as Fields, path, 1, 1);
  }

  /** Fields and the closing brace; of an event those behind the type, which is the first of its names and was written before. */
  #writeFields(fields: Fields, start: FieldPath, before: 0 | 1, depth: number): boolean {
    const json = this.#json;
    let path = start;
    let place = before;
    let word = before;
    let isType = before === 1;
    for (const name in fields) {
      if (isType) {
        if (name !== 'type') return false;
        isType = false;
        continue;
      }
      const value = fields[name];
      if (value === undefined) continue;
      if (path.names[place] !== name) path = path.turn(place, name);
      const length = path.lengths[place] as number;
      json.words(path.words, word, length);
      if (typeof value === 'string') json.text(value);
      else if (typeof value === 'number') json.number(value);
      else if (!this.#writeOther(value, path, place, depth)) return false;
      word += (length + 7) >> 3;
      place += 1;
    }
    json.byte(CLOSE);
    return !isType;
  }

  #writeOther(value: unknown, path: FieldPath, place: number, depth: number): boolean {
    if (value === true) this.#json.utf8('true');
    else if (value === false) this.#json.utf8('false');
    else if (value === null) this.#json.utf8('null');
    else return typeof value === 'object' && depth < DEEPEST && this.#writeInner(value, path.inner(place), depth);
    return true;
  }

  #writeInner(value: object, path: FieldPath, depth: number): boolean {
    if (value === this.#inner) {
      this.#json.again(this.#innerStart, this.#innerEnd);
      return true;
    }
    const start = this.#json.length;
    if (!this.#writeObject(value, path, depth)) return false;
    this.#inner = value;
    this.#innerStart = start;
    this.#innerEnd = this.#json.length;
    return true;
  }

  #writeObject(value: object, path: FieldPath, depth: number): boolean {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === Object.prototype) {
      this.#json.byte(OPEN);
      return this.#writeFields(value as Fields, path, 0, depth + 1);
    }
    if (prototype === Array.prototype) return this.#writeList(value as readonly unknown[], path, depth);
    return prototype === IndicatorRow.prototype && this.#writeRow(value as IndicatorRow);
  }

  /** The objects of a list are on one path. */
  #writeList(list: readonly unknown[], path: FieldPath, depth: number): boolean {
    this.#json.byte(OPEN_LIST);
    for (let index = 0; index < list.length; index += 1) {
      if (index > 0) this.#json.byte(COMMA);
      if (!this.#writeValue(list[index] ?? null, path, depth + 1)) return false;
    }
    this.#json.byte(CLOSE_LIST);
    return true;
  }

  #writeValue(value: unknown, path: FieldPath, depth: number): boolean {
    if (typeof value === 'string') this.#json.text(value);
    else if (typeof value === 'number') this.#json.number(value);
    else return this.#writeOther(value, path, 0, depth);
    return true;
  }

  #writeRow(row: IndicatorRow): boolean {
    const { schema, cells } = row;
    const plan = this.#rows.get(schema) ?? this.#learnRow(schema);
    if (plan === undefined) return false;
    const { path, isNumber } = plan;
    const { words, lengths } = path;
    const json = this.#json;
    json.byte(OPEN);
    let word = 0;
    for (let index = 0; index < lengths.length; index += 1) {
      const length = lengths[index] as number;
      json.words(words, word, length);
      word += (length + 7) >> 3;
      if (isNumber[index] === true) json.number(cells[index] ?? NaN);
      else this.#writeValue(row.at(index) ?? null, path, DEEPEST);
    }
    json.byte(CLOSE);
    return true;
  }

  #learnType(type: string): TypePlan {
    const head = wordsOf(`,"type":${JSON.stringify(type)},"correlationId":`);
    const plan = { head, path: new FieldPath(this.#budget).turn(0, 'type') };
    this.#types.set(type, plan);
    return plan;
  }

  /** Nothing where an object would have the names in another order, as it does with numbers for names. */
  #learnRow(schema: RowSchema): RowPlan | undefined {
    const inOrder = Object.keys(new IndicatorRow(schema, [], 0).toJSON());
    const isSame = inOrder.join('\n') === schema.names.join('\n');
    const path = new FieldPath(this.#budget);
    schema.names.forEach((name, index) => path.turn(index, name));
    const plan = isSame ? { path, isNumber: schema.columns.map(({ kind }) => kind === 'number') } : undefined;
    this.#rows.set(schema, plan);
    return plan;
  }

  #forget(): void {
    this.#types.clear();
    this.#rows.clear();
    this.#budget = { left: NAMES_KEPT };
  }
}
