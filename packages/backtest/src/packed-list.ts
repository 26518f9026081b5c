import { PackedFields } from './packed-fields.js';

/** The fields of a type but its brand, which is in no object. */
export type Fields<T> = { readonly [Name in keyof T as Name extends string ? Name : never]: T[Name] };

/** How objects of a type are taken apart and made again: the same fields, in the same order. */
export interface Packing<T> {
  /** Objects that are much alike are of one kind: a small whole number. */
  kindOf(value: T): number;
  /** @param before the object of its kind before it, where there is one: to see at one look that many fields are the same */
  write(value: T, to: PackedFields, before: T | undefined): void;
  read(from: PackedFields, kind: number): Fields<T>;
}

/** Packed one after the other, so many objects cost a fraction of what they do one by one between other work. */
const PACKED_TOGETHER = 16;

/** Objects in a fraction of their room. They become objects again, equal to those that were given, when they are asked for. */
export class PackedList<T extends object> {
  readonly #packing: Packing<T>;
  readonly #fields = new PackedFields();
  /** The newest that is packed, by its kind. */
  readonly #newest: T[] = [];
  /** How many are packed. */
  #packed = 0;
  /** Those behind them, so many of the list: its places are used again. All, once they were asked for. */
  readonly #objects: T[] = [];
  #waiting = 0;
  #isUnpacked = false;

  constructor(packing: Packing<T>) {
    this.#packing = packing;
  }

  get length(): number {
    return this.#packed + this.#waiting;
  }

  add(value: T): void {
    this.#objects[this.#waiting] = value;
    this.#waiting += 1;
    if (this.#waiting >= PACKED_TOGETHER && !this.#isUnpacked) this.#pack();
  }

  /** All of them, in the order in which they were added. */
  get all(): readonly T[] {
    if (!this.#isUnpacked) this.#unpack();
    return this.#objects;
  }

  #pack(): void {
    const fields = this.#fields;
    const packing = this.#packing;
    for (let index = 0; index < this.#waiting; index += 1) {
      const value = this.#objects[index] as T;
      const kind = packing.kindOf(value);
      fields.begin(kind);
      packing.write(value, fields, this.#newest[kind]);
      fields.end();
      this.#newest[kind] = value;
    }
    this.#packed += this.#waiting;
    this.#waiting = 0;
  }

  #unpack(): void {
    this.#isUnpacked = true;
    this.#pack();
    this.#fields.rewind();
    this.#objects.length = 0;
    for (; this.#packed > 0; this.#packed -= 1) {
      const kind = this.#fields.beginReading();
      // Equal to what was given: a brand is a mark of the type alone.
      this.#objects.push(this.#packing.read(this.#fields, kind) as T);
    }
    this.#waiting = this.#objects.length;
    this.#fields.clear();
    this.#newest.length = 0;
  }
}
