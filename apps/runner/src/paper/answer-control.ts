import type { TradingOrchestrator } from '@q/orchestrator';
import type { Answer } from '../control/control-server.js';
import type { ControlRequest } from '../control/control-request.js';
import type { RunStatus } from '../control/run-status.js';
import type { PaperJournal } from './paper-journal.js';

export interface Controlled {
  readonly orchestrator: TradingOrchestrator;
  readonly status: () => RunStatus;
  readonly journal: PaperJournal | undefined;
  /** Ends the run as a signal does. */
  readonly stop: (by: string) => void;
}

/** What a running system answers over its control socket. */
export function answerControl({ orchestrator, status, journal, stop }: Controlled): Answer {
  const records = (): PaperJournal => {
    if (journal === undefined) throw new Error('this run has no journal');
    return journal;
  };
  return (request) => {
    if (request.command === 'status') return status();
    if (request.command === 'records') return records().last(request.last);
    if (request.command === 'thread') return records().thread(request.correlationId);
    if (request.command === 'stop') {
      stop(request.by ?? 'qbot');
      return status();
    }
    if (status().is_recovering) throw new Error('it is still recovering from its journal: ask again in a moment');
    orchestrator.control.send(commandOf(request));
    return status();
  };
}

function commandOf(
  request: Extract<ControlRequest, { readonly command: 'pause' | 'resume' | 'flatten' }>,
): Parameters<TradingOrchestrator['control']['send']>[0] {
  const about = { requestedBy: request.by ?? 'qbot', reason: request.reason ?? '' };
  if (request.command === 'flatten') {
    const ofSymbol = request.symbol === undefined ? {} : { symbol: request.symbol };
    return { kind: 'flatten', ...ofSymbol, ...about };
  }
  return { kind: 'automation', action: request.command === 'pause' ? 'DISABLE' : 'ENABLE', ...about };
}
