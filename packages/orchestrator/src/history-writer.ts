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

/**
 * Writes the history of a run. `default` keeps what cannot be computed again, each with its whole chain back to its `CycleStarted`;
 * `all` keeps everything. Events of a cycle are written together, in the order of their ids.
 */
export class HistoryWriter {
  readonly #journal: Journal;
  readonly #keepAll: boolean;
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
    this.#cycle = [];
    if (!this.#keepsAny) return;
    this.#keepsAny = false;
    this.#journal.append((this.#keepAll ? cycle : withChains(cycle)).map(eventToRecord));
  }
}

/** The kept events and everything that led to them within the cycle. */
function withChains(cycle: readonly Envelope[]): readonly Envelope[] {
  const byId = new Map(cycle.map((envelope) => [envelope.id, envelope]));
  const kept = new Set<Envelope>();
  for (const envelope of cycle) {
    if (!mustBeKept(envelope)) continue;
    let link: Envelope | undefined = envelope;
    while (link !== undefined && !kept.has(link)) {
      kept.add(link);
      link = byId.get(link.causationId);
    }
  }
  return cycle.filter((envelope) => kept.has(envelope));
}
