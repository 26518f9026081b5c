import type { Envelope, Journal } from '@q/events';
import { EVENT_TOPICS, eventToRecord } from '@q/events';

/** What cannot be computed again from the inputs: everything but market data, what is calculated from it, and marks to market. */
function mustBeKept({ event }: Envelope): boolean {
  switch (event.type) {
    case 'AccountUpdated':
      return event.account.cause !== 'mark';
    case 'DataFetchError':
    case 'FeedStale':
    case 'IndicatorCalculationError':
      return true;
    default: {
      const topic = (EVENT_TOPICS as Readonly<Record<string, string | undefined>>)[event.type];
      return topic !== 'market' && topic !== 'analysis';
    }
  }
}

/** A feed may answer many cycles after it was asked: the beginnings of so many cycles that left nothing are remembered for that. */
const BEGINNINGS_KEPT = 1_024;

/**
 * Writes the history of a run. `default` keeps what cannot be computed again, each with its whole chain back to its `CycleStarted`;
 * `all` keeps everything. Events of a cycle are written together, in the order of their ids; where an answer came late, its
 * `CycleStarted` stands before it.
 */
export class HistoryWriter {
  readonly #journal: Journal;
  readonly #keepAll: boolean;
  readonly #beginnings = new Map<number, Envelope>();
  #cycle: Envelope[] = [];
  #keepsAny = false;

  constructor(journal: Journal, keep: 'default' | 'all') {
    this.#journal = journal;
    this.#keepAll = keep === 'all';
  }

  add(envelope: Envelope): void {
    if (envelope.causationId === 0 && this.#cycle.length > 0) this.flush();
    this.#cycle.push(envelope);
    if (this.#keepAll || mustBeKept(envelope)) this.#keepsAny = true;
  }

  /** Writes what the present cycle leaves. */
  flush(): void {
    const cycle = this.#cycle;
    const kept = this.#keepAll ? cycle : this.#keepsAny ? this.#withChains(cycle) : [];
    this.#cycle = [];
    this.#keepsAny = false;
    if (!this.#keepAll) this.#remember(cycle[0], kept);
    if (kept.length > 0) this.#journal.append(kept.map(eventToRecord));
  }

  /** The kept events and everything that led to them. */
  #withChains(cycle: readonly Envelope[]): readonly Envelope[] {
    const byId = new Map(cycle.map((envelope) => [envelope.id, envelope]));
    const kept = new Set<Envelope>();
    const earlier: Envelope[] = [];
    for (const envelope of cycle) {
      if (!mustBeKept(envelope)) continue;
      let link: Envelope | undefined = envelope;
      while (link !== undefined && !kept.has(link)) {
        kept.add(link);
        const beginning: Envelope | undefined = this.#beginnings.get(link.causationId);
        if (beginning !== undefined && this.#beginnings.delete(beginning.id)) earlier.push(beginning);
        link = byId.get(link.causationId);
      }
    }
    return [...earlier, ...cycle.filter((envelope) => kept.has(envelope))];
  }

  #remember(first: Envelope | undefined, kept: readonly Envelope[]): void {
    if (first?.causationId !== 0 || kept.includes(first)) return;
    this.#beginnings.set(first.id, first);
    if (this.#beginnings.size <= BEGINNINGS_KEPT) return;
    for (const [oldest] of this.#beginnings) return void this.#beginnings.delete(oldest);
  }
}
