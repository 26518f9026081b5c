import type { EventBus, PositionClosedEvent } from '@q/events';

/** Where a position is to be left, in price units. */
export interface PositionLevels {
  readonly positionId: string;
  /** The stop loss from each instant on, ms UTC; empty where there is none. */
  readonly stops: readonly { readonly at: number; readonly price: number }[];
  /** Nearest first. */
  readonly targets: readonly number[];
}

/** Writes down stops and targets of positions, and how stops were moved; positions without either are left out. */
export class LevelRecorder {
  readonly levels: PositionLevels[] = [];
  readonly #stops = new Map<string, { at: number; price: number }[]>();

  constructor(bus: EventBus) {
    const options = { name: 'LevelRecorder' };
    bus.subscribe(
      'PositionOpened',
      ({ positionId, stopLoss, takeProfits: targets = [], openedAt: at }) => {
        if (stopLoss === undefined && targets.length === 0) return;
        const stops = stopLoss === undefined ? [] : [{ at, price: stopLoss }];
        this.#stops.set(positionId, stops);
        this.levels.push({ positionId, stops, targets });
      },
      options,
    );
    bus.subscribe(
      'StopLossMoved',
      ({ positionId, to: price }, { at }) => void this.#stops.get(positionId)?.push({ at, price }),
      options,
    );
    const forget = ({ positionId }: PositionClosedEvent): void => {
      if (this.#stops.size > 0) this.#stops.delete(positionId);
    };
    bus.subscribe('PositionClosed', forget, options);
  }
}
