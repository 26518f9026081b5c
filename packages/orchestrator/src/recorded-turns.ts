import type { JournalRecord, Phase, TradingEvent } from '@q/events';

/** What once came into a run from outside, in its order: an instant, or a command between two of them. Everything else followed from it. */
export type RecordedTurn =
  | {
      readonly kind: 'cycle';
      /** What the run's clock showed, ms UTC. */
      readonly at: number;
      readonly instant: number;
      readonly phase: Phase;
      readonly idle: boolean;
    }
  | { readonly kind: 'command'; readonly at: number; readonly event: TradingEvent }
  /** Timers between two instants had begun to run when the record ended. */
  | { readonly kind: 'timers'; readonly at: number };

const COMMANDS: readonly string[] = [
  'ToggleAutomation',
  'ResetRiskLimits',
  'FlattenRequested',
  'JournalStateChanged',
] satisfies readonly TradingEvent['type'][];

/** The turns among the records of a journal. Warm-up is not among them: a run does it by itself, as it did before. */
export function* recordedTurns(records: Iterable<JournalRecord>): Generator<RecordedTurn> {
  let newest = -Infinity;
  let cameTo = -Infinity;
  for (const record of records) {
    if (!('record' in record)) newest = Number(record['at']);
    if (record['causationId'] !== 0) continue;
    const { id: _id, at, correlationId: _correlationId, causationId: _causationId, ...event } = record;
    const { type } = event;
    if (type === 'CycleStarted' && event['phase'] !== 'warm-up') {
      const { instant, phase, idle } = event;
      cameTo = Number(at);
      yield { kind: 'cycle', at, instant, phase, idle } as RecordedTurn;
    } else if (typeof type === 'string' && COMMANDS.includes(type)) {
      // What stands in a journal of ours was one of our events when it was written.
      yield { kind: 'command', at, event: event as unknown as TradingEvent } as RecordedTurn;
    }
  }
  if (newest > cameTo) yield { kind: 'timers', at: newest };
}
