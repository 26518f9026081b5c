import type { ClientOrderId } from '@q/events';

const LEAST_PLACES = 1_024;

/**
 * The orders that arrived at the simulated venue, numbered from 1: our id of an order is taken once. Ids of a long run lie far from each other in memory,
 * and a built-in set goes to one after the other of them to compare: here their hashes lie together, and an id is compared where its hash is met.
 */
export class OrderNumbers {
  /** In the order of their numbers. */
  readonly #ids: ClientOrderId[] = [];
  /** Open addressing, as many places as a power of two: the hash of an id, and its number; 0 where the place is free. */
  #hashes = new Int32Array(LEAST_PLACES);
  #numbers = new Int32Array(LEAST_PLACES);

  /** @returns the number of a new one @throws Error where its id is taken */
  take(clientOrderId: ClientOrderId): number {
    const hash = hashOf(clientOrderId);
    const place = this.#placeOf(clientOrderId, hash);
    if (this.#numbers[place] !== 0) throw new Error(`order ${clientOrderId} was submitted before`);
    const number = this.#ids.push(clientOrderId);
    this.#hashes[place] = hash;
    this.#numbers[place] = number;
    if (number * 2 > this.#numbers.length) this.#widen();
    return number;
  }

  /** The newest one is not taken after all: its id and its number are free again. */
  giveBack(clientOrderId: ClientOrderId): void {
    this.#numbers[this.#placeOf(clientOrderId, hashOf(clientOrderId))] = 0;
    this.#ids.pop();
  }

  /** `undefined` where it is not known. */
  of(clientOrderId: ClientOrderId): number | undefined {
    const number = this.#numbers[this.#placeOf(clientOrderId, hashOf(clientOrderId))];
    return number === 0 ? undefined : number;
  }

  /** Where an id is, or the free place for it. */
  #placeOf(clientOrderId: ClientOrderId, hash: number): number {
    const [hashes, numbers] = [this.#hashes, this.#numbers];
    const last = numbers.length - 1;
    let place = hash & last;
    for (; numbers[place] !== 0; place = (place + 1) & last)
      if (hashes[place] === hash && this.#ids[(numbers[place] as number) - 1] === clientOrderId) break;
    return place;
  }

  #put(clientOrderId: ClientOrderId, hash: number, number: number): void {
    const place = this.#placeOf(clientOrderId, hash);
    this.#hashes[place] = hash;
    this.#numbers[place] = number;
  }

  #widen(): void {
    const places = this.#numbers.length * 2;
    this.#hashes = new Int32Array(places);
    this.#numbers = new Int32Array(places);
    // In their order: nothing goes past the newest, which may be given back.
    this.#ids.forEach((id, index) => this.#put(id, hashOf(id), index + 1));
  }
}

function hashOf(id: string): number {
  let hash = 0;
  for (let place = 0; place < id.length; place += 1) hash = (Math.imul(hash, 31) + id.charCodeAt(place)) | 0;
  return hash;
}
