import type { EventBus } from '@q/events';

export interface OpenPosition {
  readonly position_id: string;
  readonly symbol: string;
  readonly strategy: string;
  readonly direction: string;
  readonly volume: number;
  readonly entry_price: number;
  /** ms UTC. */
  readonly opened_at: number;
}

/** Which positions are open, from the events of a run. */
export function watchOpenPositions(bus: EventBus): () => readonly OpenPosition[] {
  const open = new Map<string, OpenPosition>();
  const change = (id: string, of: Partial<OpenPosition>): void => {
    const position = open.get(id);
    if (position !== undefined) open.set(id, { ...position, ...of });
  };
  const options = { name: 'OpenPositions' };
  bus.subscribe(
    'PositionOpened',
    ({ positionId, symbol, strategy, direction, volume, entryPrice, openedAt }) => {
      const at = { entry_price: entryPrice, opened_at: openedAt };
      open.set(positionId, { position_id: positionId, symbol, strategy, direction, volume, ...at });
    },
    options,
  );
  bus.subscribe(
    'PositionIncreased',
    ({ positionId, volume, entryPrice }) => change(positionId, { volume, entry_price: entryPrice }),
    options,
  );
  bus.subscribe(
    'PositionPartiallyClosed',
    ({ positionId, remaining }) => change(positionId, { volume: remaining }),
    options,
  );
  bus.subscribe('PositionClosed', ({ positionId }) => void open.delete(positionId), options);
  return () => [...open.values()];
}
