import type { AccountSnapshot, EventBus, SwapBooking } from '@q/events';

/** Writes down the interest that was booked for carrying positions, in the order in which it was. */
export class SwapRecorder {
  readonly swaps: (SwapBooking & { readonly at: number })[] = [];
  /** Of the positions that are open. */
  readonly #ofOpen = new Map<string, number>();

  constructor(bus: EventBus) {
    bus.subscribe('AccountUpdated', ({ account }) => this.#carry(account), {
      name: 'SwapRecorder',
      takesStretches: true,
    });
  }

  /** What was booked for a position that is closed now, in account currency; `undefined` where nothing was. */
  closed(positionId: string): number | undefined {
    if (this.#ofOpen.size === 0) return undefined;
    const swap = this.#ofOpen.get(positionId);
    this.#ofOpen.delete(positionId);
    return swap;
  }

  #carry({ swap, at }: AccountSnapshot): void {
    if (swap === undefined) return;
    this.swaps.push({ ...swap, at });
    this.#ofOpen.set(swap.positionId, (this.#ofOpen.get(swap.positionId) ?? 0) + swap.amount);
  }
}
