import type { EventBus, SwapBooking } from '@q/events';

/** Writes down the interest that was booked for carrying positions, in the order in which it was. */
export class SwapRecorder {
  readonly swaps: (SwapBooking & { readonly at: number })[] = [];

  constructor(bus: EventBus) {
    bus.subscribe(
      'AccountUpdated',
      ({ account: { swap, at } }) => {
        if (swap !== undefined) this.swaps.push({ ...swap, at });
      },
      { name: 'SwapRecorder', takesStretches: true },
    );
  }
}
