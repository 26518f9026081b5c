import type { NameBudget } from './field-path.js';
import { FieldPath } from './field-path.js';
import type { RowSchema } from './indicator-row.js';
import { IndicatorRow } from './indicator-row.js';
import type { JsonBytes } from './json-bytes.js';
import { wordsOf } from './json-bytes.js';

const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST, COMMA] = [123, 125, 91, 93, 44];
const NAMES_KEPT = 4_096;
/** Deeper than anything in the catalogue: what goes round in circles is left to `JSON.stringify`, which says so. */
const DEEPEST = 8;
const [TRUE, FALSE, NULL] = [wordsOf('true'), wordsOf('false'), wordsOf('null')];

type Fields = Readonly<Record<string, unknown>>;

/** The columns of a schema. */
interface RowPlan {
  readonly path: FieldPath;
  readonly isNumber: readonly boolean[];
}

/** Writes the fields of events: objects, lists, texts, numbers, flags and rows. */
export class EventFields {
  readonly #json: JsonBytes;
  readonly #budget: NameBudget = { left: NAMES_KEPT };
  readonly #rows = new Map<RowSchema, RowPlan | undefined>();
  #lastSchema: RowSchema | undefined;
  #lastRow: RowPlan | undefined;
  /** What was written last inside an event, and where: an order is approved and placed as the same object. */
  #inner: object | undefined;
  #innerStart = 0;
  #innerEnd = 0;

  constructor(json: JsonBytes) {
    this.#json = json;
  }

  /** Whether so many names are known that it should be made anew. */
  get isFull(): boolean {
    return this.#budget.left < 0;
  }

  /** The path of the events of a type, from the type on, which is the first of their names. */
  newPath(): FieldPath {
    return new FieldPath(this.#budget).turn(0, 'type');
  }

  /**
   * The fields behind the type, and the closing brace.
   * @returns false where something is not written here; `forgetInner` then, as what was written of it is cut off
   */
  write(event: object, path: FieldPath): boolean {
    return this.#writeFields(event as Fields, path, 1, 1);
  }

  /** What was written inside an event is written anew: it may have been changed since, or cut off. */
  forgetInner(): void {
    this.#inner = undefined;
  }

  /** Fields and the closing brace. @param before whether a type comes first, which was written before */
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
      if (place === path.count || path.names[place] !== name) path = path.turn(place, name);
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
    if (value === true || value === false || value === null) this.#writeWord(value);
    else return typeof value === 'object' && depth < DEEPEST && this.#writeInner(value, path.inner(place), depth);
    return true;
  }

  #writeWord(value: boolean | null): void {
    const { words, length } = value === null ? NULL : value ? TRUE : FALSE;
    this.#json.words(words, 0, length);
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
    if (schema !== this.#lastSchema) {
      this.#lastSchema = schema;
      this.#lastRow = this.#rows.get(schema) ?? this.#learnRow(schema);
    }
    const plan = this.#lastRow;
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
}
