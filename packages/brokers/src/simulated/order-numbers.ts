import type { ClientOrderId } from '@q/events';

/** The orders that arrived at the simulated venue, numbered from 1: our id of an order is taken once. */
export class OrderNumbers {
  /** In the order of their numbers. */
  readonly #ids = new Set<ClientOrderId>();

  /** @returns the number of a new one @throws Error where its id is taken */
  take(clientOrderId: ClientOrderId): number {
    const before = this.#ids.size;
    // An id is far from all others in memory, so it is looked for once: one that is there already does not make them more.
    this.#ids.add(clientOrderId);
    if (this.#ids.size === before) throw new Error(`order ${clientOrderId} was submitted before`);
    return this.#ids.size;
  }

  /** The newest one is not taken after all: its id and its number are free again. */
  giveBack(clientOrderId: ClientOrderId): void {
    this.#ids.delete(clientOrderId);
  }

  /** `undefined` where it is not known. It goes through all: for what is seldom asked. */
  of(clientOrderId: ClientOrderId): number | undefined {
    const place = [...this.#ids].indexOf(clientOrderId);
    return place === -1 ? undefined : place + 1;
  }
}
