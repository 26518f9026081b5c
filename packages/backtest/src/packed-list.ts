/** Fields that one number has bits for; an object of more is kept as it is. */
const MOST_FIELDS = 31;
const MASKS = 2 ** 31;
const CHUNK = 4_096;

/** Objects of the same fields: those of numbers and those of anything else. */
interface Shape {
  readonly names: readonly string[];
  readonly isNumber: readonly boolean[];
  /** The values that the newest such object had. */
  readonly newest: unknown[];
}

/**
 * Flat objects of few shapes in a fraction of their room: of each is kept what differs from the one of its shape before it. They become objects again,
 * equal to those that were given, when they are asked for.
 */
export class PackedList<T extends object> {
  readonly #shapes: Shape[] = [];
  readonly #numbers = new NumberList();
  readonly #others: unknown[] = [];
  #length = 0;
  #unpacked: T[] | undefined;

  get length(): number {
    return this.#length;
  }

  add(value: T): void {
    this.#length += 1;
    if (this.#unpacked !== undefined) this.#unpacked.push(value);
    else this.#pack(value as Readonly<Record<string, unknown>>);
  }

  /** All of them, in the order in which they were added. */
  get all(): readonly T[] {
    this.#unpacked ??= this.#unpack();
    return this.#unpacked;
  }

  #pack(value: Readonly<Record<string, unknown>>): void {
    const index = this.#shapeOf(value);
    const { names, isNumber, newest } = this.#shapes[index] as Shape;
    const head = this.#numbers.length;
    this.#numbers.add(0);
    let mask = 0;
    for (let place = 0; place < names.length; place += 1) {
      const field = value[names[place] as string];
      if (Object.is(field, newest[place])) continue;
      newest[place] = field;
      mask += 2 ** place;
      if (isNumber[place] === true) this.#numbers.add(field as number);
      else this.#others.push(field);
    }
    this.#numbers.set(head, index * MASKS + mask);
  }

  #shapeOf(value: Readonly<Record<string, unknown>>): number {
    const shapes = this.#shapes;
    for (let index = 0; index < shapes.length; index += 1) if (fits(shapes[index] as Shape, value)) return index;
    const names = Object.keys(value);
    if (names.length > MOST_FIELDS) throw new Error(`an object of ${names.length} fields cannot be packed`);
    const isNumber = names.map((name) => typeof value[name] === 'number');
    shapes.push({ names, isNumber, newest: names.map(() => NOTHING) });
    return shapes.length - 1;
  }

  #unpack(): T[] {
    const unpacked: T[] = [];
    const newest = this.#shapes.map((): Record<string, unknown> => ({}));
    let [number, other] = [0, 0];
    while (unpacked.length < this.#length) {
      const head = this.#numbers.at(number);
      number += 1;
      const index = Math.floor(head / MASKS);
      const { names, isNumber } = this.#shapes[index] as Shape;
      const mask = head - index * MASKS;
      const object = { ...newest[index] };
      for (let place = 0; place < names.length; place += 1) {
        if ((mask & (1 << place)) === 0) continue;
        const isOther = isNumber[place] !== true;
        object[names[place] as string] = isOther ? this.#others[other] : this.#numbers.at(number);
        if (isOther) other += 1;
        else number += 1;
      }
      newest[index] = object;
      unpacked.push(object as T);
    }
    this.#numbers.clear();
    this.#others.length = 0;
    return unpacked;
  }
}

/** Different from every value. */
const NOTHING = Symbol('nothing');

function fits({ names, isNumber }: Shape, value: Readonly<Record<string, unknown>>): boolean {
  let place = 0;
  for (const name in value) {
    if (names[place] !== name || (typeof value[name] === 'number') !== isNumber[place]) return false;
    place += 1;
  }
  return place === names.length;
}

/** Numbers in chunks: a column that grew by copying would need its room twice. */
class NumberList {
  readonly #chunks: Float64Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(value: number): void {
    const place = this.#length % CHUNK;
    if (place === 0) this.#chunks.push(new Float64Array(CHUNK));
    this.#length += 1;
    this.set(this.#length - 1, value);
  }

  set(index: number, value: number): void {
    const chunk = this.#chunks[Math.floor(index / CHUNK)];
    if (chunk !== undefined) chunk[index % CHUNK] = value;
  }

  at(index: number): number {
    return this.#chunks[Math.floor(index / CHUNK)]?.[index % CHUNK] ?? NaN;
  }

  clear(): void {
    this.#chunks.length = 0;
    this.#length = 0;
  }
}
