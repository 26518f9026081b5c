import type { JournalRecord, StateStore } from '@q/events';

/** A state that lives as long as the process; a copy goes in and a copy comes out. */
export function memoryStateStore(): StateStore {
  let saved: string | undefined;
  return {
    load: () => (saved === undefined ? undefined : (JSON.parse(saved) as JournalRecord)),
    save(state) {
      saved = JSON.stringify(state);
    },
  };
}
