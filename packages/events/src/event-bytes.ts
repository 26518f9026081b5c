import type { Envelope } from './envelope.js';
import { eventToJson } from './event-json.js';
import type { RowSchema } from './indicator-row.js';
import { IndicatorRow } from './indicator-row.js';
import { JsonBytes } from './json-bytes.js';

const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST, COMMA, NEW_LINE] = [123, 125, 91, 93, 44, 10];
const ROOM = 65_536;
const WITHOUT_COMMA = 1;
const NAMES_KEPT = 1_024;
const [ID, AT, TYPE] = [bytesOf('{"id":'), bytesOf(',"at":'), bytesOf(',"type":')];
const [CORRELATION_ID, CAUSATION_ID] = [bytesOf(',"correlationId":'), bytesOf(',"causationId":')];
/** Deeper than anything in the catalogue: what goes round in circles is left to `JSON.stringify`, which says so. */
const DEEPEST = 8;

/**
 * Events as lines of JSON in UTF-8, each with its line end: the bytes of `eventToJson`, for histories of many events. Objects, lists, texts, numbers,
 * flags and rows are written here; an event that holds anything else is left to `eventToJson`.
 */
export class EventBytes {
  readonly #json = new JsonBytes(ROOM);
  /** Names of fields, with the comma before them and the colon. */
  readonly #names = new Map<string, Uint8Array>();
  readonly #rowNames = new Map<RowSchema, readonly Uint8Array[] | undefined>();
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
    }
    // Nobody can change an object while the lines of one call are written; later somebody could.
    this.#inner = undefined;
    return json.written;
  }

  /** @returns false where something is not written here: what was written of it is cut off then */
  #writeEvent({ id, at, correlationId, causationId, event }: Envelope): boolean {
    if (Object.getPrototypeOf(event) !== Object.prototype) return false;
    const json = this.#json;
    json.raw(ID);
    json.number(id);
    json.raw(AT);
    json.number(at);
    json.raw(TYPE);
    json.text(event.type);
    json.raw(CORRELATION_ID);
    json.text(correlationId);
    json.raw(CAUSATION_ID);
    json.number(causationId);
    return this.#writeFields(event);
  }

  /** The fields behind the type, which is an event's first. */
  #writeFields(event: Envelope['event']): boolean {
    let isFirst = true;
    for (const name in event) {
      if (isFirst) {
        if (name !== 'type') return false;
        isFirst = false;
        continue;
      }
      const value: unknown = event[name as keyof typeof event];
      if (value === undefined) continue;
      this.#json.raw(this.#nameOf(name));
      if (!this.#writeValue(value, 1)) return false;
    }
    this.#json.byte(CLOSE);
    return !isFirst;
  }

  #writeValue(value: unknown, depth: number): boolean {
    if (typeof value === 'string') this.#json.text(value);
    else if (typeof value === 'number') this.#json.number(value);
    else if (typeof value === 'boolean') this.#json.ascii(value ? 'true' : 'false');
    else if (value === null) this.#json.ascii('null');
    else return typeof value === 'object' && depth < DEEPEST && this.#writeInner(value, depth);
    return true;
  }

  #writeInner(value: object, depth: number): boolean {
    if (value === this.#inner) {
      this.#json.again(this.#innerStart, this.#innerEnd);
      return true;
    }
    const start = this.#json.length;
    if (!this.#writeObject(value, depth)) return false;
    this.#inner = value;
    this.#innerStart = start;
    this.#innerEnd = this.#json.length;
    return true;
  }

  #writeObject(value: object, depth: number): boolean {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === Object.prototype) return this.#writePlain(value as Readonly<Record<string, unknown>>, depth);
    if (prototype === Array.prototype) return this.#writeList(value as readonly unknown[], depth);
    return prototype === IndicatorRow.prototype && this.#writeRow(value as IndicatorRow);
  }

  #writePlain(value: Readonly<Record<string, unknown>>, depth: number): boolean {
    let isFirst = true;
    this.#json.byte(OPEN);
    for (const name in value) {
      const field = value[name];
      if (field === undefined) continue;
      this.#json.raw(this.#nameOf(name), isFirst ? WITHOUT_COMMA : 0);
      isFirst = false;
      if (!this.#writeValue(field, depth + 1)) return false;
    }
    this.#json.byte(CLOSE);
    return true;
  }

  #writeList(list: readonly unknown[], depth: number): boolean {
    this.#json.byte(OPEN_LIST);
    for (let index = 0; index < list.length; index += 1) {
      if (index > 0) this.#json.byte(COMMA);
      if (!this.#writeValue(list[index] ?? null, depth + 1)) return false;
    }
    this.#json.byte(CLOSE_LIST);
    return true;
  }

  #writeRow(row: IndicatorRow): boolean {
    const { schema, cells } = row;
    const names = this.#rowNamesOf(schema);
    if (names === undefined) return false;
    this.#json.byte(OPEN);
    for (let index = 0; index < names.length; index += 1) {
      this.#json.raw(names[index] as Uint8Array, index === 0 ? WITHOUT_COMMA : 0);
      const value = schema.columns[index]?.kind === 'number' ? cells[index] : row.at(index);
      this.#writeValue(value ?? null, DEEPEST);
    }
    this.#json.byte(CLOSE);
    return true;
  }

  /** The names of a row; `undefined` where an object would have them in another order, as it does with numbers for names. */
  #rowNamesOf(schema: RowSchema): readonly Uint8Array[] | undefined {
    if (this.#rowNames.has(schema)) return this.#rowNames.get(schema);
    const inOrder = Object.keys(new IndicatorRow(schema, [], 0).toJSON());
    const isSame = inOrder.join('\n') === schema.names.join('\n');
    const names = isSame ? schema.names.map((name) => this.#nameOf(name)) : undefined;
    this.#rowNames.set(schema, names);
    return names;
  }

  #nameOf(name: string): Uint8Array {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    const bytes = bytesOf(`,${JSON.stringify(name)}:`);
    if (this.#names.size === NAMES_KEPT) this.#names.clear();
    this.#names.set(name, bytes);
    return bytes;
  }
}

function bytesOf(text: string): Uint8Array {
  const json = new JsonBytes();
  json.utf8(text);
  return json.written;
}
