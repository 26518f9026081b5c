const FEW = 8;
const NONE: readonly never[] = [];

/**
 * A map from ids to what is open, or from the few symbols of a run: mostly very few entries, and often none. The built-in one gives its table up
 * with its last entry, which makes an entry that comes and goes ten times as dear as here, where few entries are lists that are gone through. Many
 * are kept in a built-in one.
 */
export class SmallMap<Key extends string, Value> {
  readonly #keys: Key[] = [];
  readonly #values: Value[] = [];
  #many: Map<Key, Value> | undefined;

  get size(): number {
    return this.#many?.size ?? this.#keys.length;
  }

  get(key: Key): Value | undefined {
    if (this.#many !== undefined) return this.#many.get(key);
    const place = this.#placeOf(key);
    return place < 0 ? undefined : this.#values[place];
  }

  has(key: Key): boolean {
    return this.#many === undefined ? this.#placeOf(key) >= 0 : this.#many.has(key);
  }

  set(key: Key, value: Value): void {
    if (this.#many !== undefined) return void this.#many.set(key, value);
    const place = this.#placeOf(key);
    if (place >= 0) this.#values[place] = value;
    else if (this.#keys.length === FEW) this.#many = this.#asMany().set(key, value);
    else {
      this.#keys.push(key);
      this.#values.push(value);
    }
  }

  delete(key: Key): boolean {
    if (this.#many !== undefined) return this.#many.delete(key);
    const place = this.#placeOf(key);
    if (place < 0) return false;
    if (place === this.#keys.length - 1) {
      this.#keys.pop();
      this.#values.pop();
    } else {
      this.#keys.splice(place, 1);
      this.#values.splice(place, 1);
    }
    return true;
  }

  /** In the order in which their keys came. Going on while entries come and go, they are those that there were. */
  values(): readonly Value[] {
    if (this.#many !== undefined) return [...this.#many.values()];
    return this.#keys.length === 0 ? NONE : this.#values.slice();
  }

  /** As `values`. */
  entries(): readonly (readonly [Key, Value])[] {
    if (this.#many !== undefined) return [...this.#many];
    if (this.#keys.length === 0) return NONE;
    return this.#keys.map((key, place) => [key, this.#values[place] as Value] as const);
  }

  #placeOf(key: Key): number {
    const keys = this.#keys;
    for (let place = 0; place < keys.length; place += 1) if (keys[place] === key) return place;
    return -1;
  }

  #asMany(): Map<Key, Value> {
    const many = new Map(this.entries());
    this.#keys.length = 0;
    this.#values.length = 0;
    return many;
  }
}
