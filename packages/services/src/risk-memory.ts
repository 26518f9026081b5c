import type { ApprovedOrder, JournalRecord, StateStore } from '@q/events';
import type { AccountGuardState } from './account-guard.js';

/** What the gate must still know after a restart. */
export interface RiskMemoryContent {
  readonly guard: AccountGuardState;
  /** Entries that were taken back for a while, to be placed again. */
  readonly suspended: readonly ApprovedOrder[];
}

const VERSION = 1;

/** Keeps the gate's state over restarts; one that cannot be read is said, and blocks entries until a person has looked. */
export class RiskMemory {
  readonly content: RiskMemoryContent | undefined;
  /** Why the saved state cannot be used. */
  readonly damage: string | undefined;
  readonly #store: StateStore | undefined;
  #saved = '';

  constructor(store: StateStore | undefined) {
    this.#store = store;
    try {
      const found = store?.load();
      this.content = found === undefined ? undefined : contentOf(found);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.damage = `the risk state of the last run cannot be read, so its limits are not known: ${why}; look at it, then reset the limits`;
    }
  }

  /** Writes where something has changed. */
  save(content: RiskMemoryContent): void {
    if (this.#store === undefined) return;
    const record = { version: VERSION, ...content } as unknown as JournalRecord;
    const text = JSON.stringify(record);
    if (text === this.#saved) return;
    this.#store.save(record);
    this.#saved = text;
  }
}

/** The store has checked that it is what was saved: only who saved it can be somebody else. */
function contentOf(record: JournalRecord): RiskMemoryContent {
  if (record['version'] !== VERSION) throw new Error(`it has version ${String(record['version'])}, not ${VERSION}`);
  if (typeof record['guard'] !== 'object' || !Array.isArray(record['suspended']))
    throw new Error('it is no risk state: guard or suspended is missing');
  return record as unknown as RiskMemoryContent;
}
