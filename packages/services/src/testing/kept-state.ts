import type { JournalRecord, StateStore } from '@q/events';
import type { RiskGateOptions } from '../risk-gate.js';
import { minute } from './restricted.js';
import { RiskDesk } from './risk-desk.js';

/** A state that outlives the desks, as text, and can be looked at. */
export class KeptState implements StateStore {
  text: string | undefined;
  saves = 0;

  load(): JournalRecord | undefined {
    return this.text === undefined ? undefined : (JSON.parse(this.text) as JournalRecord);
  }

  save(state: JournalRecord): void {
    this.saves += 1;
    this.text = JSON.stringify(state);
  }
}

/** A run of its own at a minute, with what the runs before it have saved. */
export function runAt(
  count: number,
  store: StateStore,
  options: Partial<RiskGateOptions> = {},
  risk: object = {},
): RiskDesk {
  const desk = new RiskDesk({ ...options, store }, risk);
  desk.bench.clock.advanceTo(minute(count));
  return desk;
}
