import type { HistorySurvey, KeptEvent } from './read-history.js';
import { readHistory } from './read-history.js';

/** The events of a chain in their order, without those that concern other symbols only. */
export async function chainOf(
  file: string,
  survey: HistorySurvey,
  { correlationId, symbol }: { readonly correlationId: string; readonly symbol: string },
): Promise<readonly KeptEvent[]> {
  const chain: KeptEvent[] = [];
  const ofOthers = new Set<number>();
  for await (const { event } of readHistory(file, survey, correlationId)) {
    if (event.correlationId !== correlationId) continue;
    const own = 'symbol' in event && typeof event.symbol === 'string' ? event.symbol : undefined;
    const isOfOther = own === undefined ? ofOthers.has(event.causationId) : own !== symbol;
    if (isOfOther) ofOthers.add(event.id);
    else chain.push(event);
  }
  return chain;
}
