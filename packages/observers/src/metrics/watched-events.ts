import type { Envelope, EventBus, EventOf, EventType, TradingEvent } from '@q/events';

/** What a group of figures does with events, by type. */
export type Watch = {
  readonly [T in EventType]?: (event: EventOf<T>, envelope: Envelope) => void;
};

type AnyWatcher = (event: TradingEvent, envelope: Envelope) => void;

/**
 * Listens for all groups with one subscription. A handler that threw would become an event of the run, so nothing leaves here: an error is
 * reported, and the others get the event all the same.
 * @returns ends it
 */
export function watchEvents(
  bus: Pick<EventBus, 'subscribe'>,
  groups: readonly Watch[],
  report: (error: unknown) => void,
): () => void {
  const types = [...new Set(groups.flatMap((group) => Object.keys(group)))] as EventType[];
  const watchers = new Map(types.map((type) => [type, watchersOf(groups, type)]));
  return bus.subscribe(
    types,
    (event, envelope) => {
      for (const watch of watchers.get(event.type) ?? []) {
        try {
          watch(event, envelope);
        } catch (error) {
          report(error);
        }
      }
    },
    { name: 'Metrics' },
  );
}

/** The type of an event decides which watcher gets it, so the watcher takes that type's event. */
function watchersOf(groups: readonly Watch[], type: EventType): readonly AnyWatcher[] {
  return groups.flatMap((group) => (group[type] as AnyWatcher | undefined) ?? []);
}
