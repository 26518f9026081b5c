import type { Facts, Moment } from './collect-facts.js';
import { FactCollector } from './collect-facts.js';
import type { HistoryLine, HistorySurvey, KeptEvent } from './read-history.js';
import { readHistory } from './read-history.js';
import type { Replay } from './replay.js';

export interface HistoryAnswer {
  readonly facts: Facts;
  /** The first event that the replay of a backtest wrote differently. */
  readonly differsFrom: KeptEvent | undefined;
}

export interface HistoryQuestion {
  readonly moment: Moment;
  readonly replay: Replay;
  /** The run's history has events that the default one of the replay leaves out. */
  readonly keepsAll: boolean;
}

/** What the history says of a moment, and whether the replay came to the same history. */
export async function askHistory(
  file: string,
  survey: HistorySurvey,
  { moment, replay, keepsAll }: HistoryQuestion,
): Promise<HistoryAnswer> {
  const collector = new FactCollector(moment);
  let differsFrom: KeptEvent | undefined;
  for await (const line of readHistory(file, survey)) {
    collector.add(line);
    if (differsFrom === undefined && line.event.id <= replay.lastId && differs(line, replay, keepsAll))
      differsFrom = line.event;
  }
  return { facts: collector.facts, differsFrom };
}

function differs({ event, text }: HistoryLine, { records }: Replay, keepsAll: boolean): boolean {
  const replayed = records.get(event.id);
  return replayed === undefined ? !keepsAll : replayed !== text;
}
