import type { ApprovedOrder } from '@q/events';

/** Waiting entries that news took back, to be placed again when it is over: known only once the venue has confirmed that they are gone. */
export class SuspendedEntries {
  #orders: readonly ApprovedOrder[];

  /** @param orders of the run before: whether the positions of a scaled plan still live is not known, so its parts stay away */
  constructor(orders: readonly ApprovedOrder[] = []) {
    this.#orders = orders.filter(({ groupId }) => groupId === undefined);
  }

  get orders(): readonly ApprovedOrder[] {
    return this.#orders;
  }

  add(order: ApprovedOrder): void {
    this.#orders = [...this.#orders, order];
  }

  /** Gives back what may be placed again; what has expired meanwhile is forgotten. */
  release(symbol: string, instant: number): readonly ApprovedOrder[] {
    if (this.#orders.length === 0) return this.#orders;
    const ofSymbol = this.#orders.filter((order) => order.symbol === symbol);
    this.#orders = this.#orders.filter((order) => order.symbol !== symbol);
    return ofSymbol.filter(({ expiresAt = Infinity }) => expiresAt > instant);
  }

  /** The strategy has left, or everything is to end: nothing comes back. */
  forget(isMeant: (order: ApprovedOrder) => boolean): void {
    if (this.#orders.length > 0) this.#orders = this.#orders.filter((order) => !isMeant(order));
  }
}
