import type { ClientOrderId } from '@q/events';

const LEAST_PLACES = 1_024;
/** So many times as wide: with each widening all orders are placed anew. */
const WIDENED = 4;

/**
 * The orders that arrived at the simulated venue, numbered from 1: our id of an order is taken once. Ids of a long run lie far from each other in memory,
 * and a built-in set goes to one after the other of them to compare: here their hashes lie together, and an id is compared where its hash is met.
 */
export class OrderNumbers {
  /** In the order of their numbers, and the hash of each. */
  readonly #ids: ClientOrderId[] = [];
  readonly #hashes: number[] = [];
  /** Open addressing, as many places as a power of two; 0 where a place is free. */
  #numbers = new Int32Array(LEAST_PLACES);
  /** The id that was asked about last, and its hash: an order that arrives is first looked up and then taken. */
  #asked: ClientOrderId | undefined;
  #askedHash = 0;

  /** @returns the number of an order whose id is not taken */
  take(clientOrderId: ClientOrderId): number {
    const hash = this.#hashOf(clientOrderId);
    const place = this.#placeOf(clientOrderId, hash);
    const number = this.#ids.push(clientOrderId);
    this.#hashes.push(hash);
    this.#numbers[place] = number;
    if (number * 2 > this.#numbers.length) this.#widen();
    return number;
  }

  /** @throws Error where an id is taken */
  refuseTaken(clientOrderId: ClientOrderId): void {
    if (this.of(clientOrderId) !== undefined) throw new Error(`order ${clientOrderId} was submitted before`);
  }

  /** `undefined` where it is not known. */
  of(clientOrderId: ClientOrderId): number | undefined {
    const number = this.#numbers[this.#placeOf(clientOrderId, this.#hashOf(clientOrderId))];
    return number === 0 ? undefined : number;
  }

  #hashOf(clientOrderId: ClientOrderId): number {
    if (clientOrderId === this.#asked) return this.#askedHash;
    this.#asked = clientOrderId;
    this.#askedHash = hashOf(clientOrderId);
    return this.#askedHash;
  }

  /** Where an id is, or the free place for it. */
  #placeOf(clientOrderId: ClientOrderId, hash: number): number {
    const numbers = this.#numbers;
    const last = numbers.length - 1;
    let place = hash & last;
    for (; numbers[place] !== 0; place = (place + 1) & last) {
      const index = (numbers[place] as number) - 1;
      if (this.#hashes[index] === hash && this.#ids[index] === clientOrderId) break;
    }
    return place;
  }

  #widen(): void {
    const numbers = new Int32Array(this.#numbers.length * WIDENED);
    const last = numbers.length - 1;
    this.#hashes.forEach((hash, index) => {
      let place = hash & last;
      while (numbers[place] !== 0) place = (place + 1) & last;
      numbers[place] = index + 1;
    });
    this.#numbers = numbers;
  }
}

/** The end of an id tells it from others: ours are hashes from end to end, and numbers stand at the end. */
const HASHED = 8;

function hashOf(id: string): number {
  let hash = 0;
  for (let place = Math.max(0, id.length - HASHED); place < id.length; place += 1)
    hash = (Math.imul(hash, 31) + id.charCodeAt(place)) | 0;
  return hash;
}
