import type { SystemConfig } from '@q/config';
import { HistoryWriter } from './history-writer.js';
import type { Sockets } from './sockets.js';

/** What writes the history of a run; a durable one is kept whatever the configuration says, as a run goes on from it. */
export function historyOf({ outputs }: SystemConfig, { history }: Sockets): HistoryWriter | undefined {
  if (history === undefined || (outputs.history === 'none' && history.isDurable !== true)) return undefined;
  return new HistoryWriter(history, outputs.history === 'all' ? 'all' : 'default');
}
