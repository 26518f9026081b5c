import type { Facts, Moment } from './collect-facts.js';
import { FactCollector } from './collect-facts.js';
import type { HistoryLine, HistorySurvey, KeptEvent } from './read-history.js';
import { readHistory } from './read-history.js';
import type { Replay } from './replay.js';

export interface HistoryAnswer {
  readonly facts: Facts;
  /** The first event that the replay wrote differently. Only the replay of a backtest is the same run. */
  readonly differsFrom: KeptEvent | undefined;
}

/** What the history says of a moment, and whether the replay came to the same history. */
export async function askHistory(
  file: string,
  survey: HistorySurvey,
  { moment, replay }: { readonly moment: Moment; readonly replay: Replay },
): Promise<HistoryAnswer> {
  const collector = new FactCollector(moment);
  const lastId = Math.max(0, ...replay.records.keys());
  let differsFrom: KeptEvent | undefined;
  for await (const line of readHistory(file, survey)) {
    collector.add(line);
    if (differsFrom === undefined && line.event.id <= lastId && differs(line, replay)) differsFrom = line.event;
  }
  return { facts: collector.facts, differsFrom: survey.inputs.mode === 'backtest' ? differsFrom : undefined };
}

/** A history that keeps everything has events that the default one of the replay leaves out. */
function differs({ event, text }: HistoryLine, { records }: Replay): boolean {
  const replayed = records.get(event.id);
  return replayed !== undefined && replayed !== text;
}
