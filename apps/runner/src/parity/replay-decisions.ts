import { TradingOrchestrator } from '@q/orchestrator';
import type { Sockets } from '@q/orchestrator';
import { chooseSystem } from '../strategy-modules/choose-system.js';
import type { RunConfig } from '../why/find-run.js';
import type { HistorySurvey, KeptEvent } from '../why/read-history.js';
import { demandSameData, virtualConfig } from '../why/replay.js';
import type { Decision } from './decision.js';
import { decisionOf } from './decision.js';

/**
 * The decisions of a run once more, on the backtest path: the same configuration over the same candles, without entries before the run began.
 * @throws RunRecordError where the candles have changed
 */
export async function replayDecisions(run: RunConfig, survey: HistorySurvey): Promise<readonly Decision[]> {
  const config = virtualConfig(run.config, survey);
  const { sockets, feed } = await chooseSystem(config, run.folder);
  demandSameData(survey.inputs, feed.identity);
  const orchestrator = new TradingOrchestrator(config, {
    ...sockets,
    ...restrictedUntil(survey.startedAt, run, sockets),
  });
  const found: Decision[] = [];
  orchestrator.bus.subscribe(
    ['EntrySignal', 'ExitSignal', 'OrderApproved', 'OrderDenied'],
    (event) => {
      const decision = decisionOf(event);
      if (decision !== undefined) found.push(decision);
    },
    { name: 'Parity' },
  );
  orchestrator.bus.subscribe('CycleStarted', ({ instant }) => {
    if (instant > survey.endedAt) void orchestrator.stop();
  });
  await orchestrator.run();
  await orchestrator.stop();
  return found;
}

/** A run in real time began with nothing: neither may its replay trade before. */
function restrictedUntil(
  start: number,
  { config }: RunConfig,
  { restrictionsAt }: Sockets,
): Pick<Sockets, 'restrictionsAt'> {
  if (config.mode === 'backtest') return {};
  const before = {
    blocked: true,
    reasons: [{ reason: 'outside_schedule', message: 'the run had not begun' }],
    closePositions: false,
  } as const;
  const free = { blocked: false, reasons: [], closePositions: false };
  return {
    restrictionsAt: (instant, instrument) =>
      instant <= start ? before : (restrictionsAt?.(instant, instrument) ?? free),
  };
}

/** What a history tells of the same span. */
export async function keptDecisions(
  events: AsyncIterable<{ readonly event: KeptEvent }>,
): Promise<readonly Decision[]> {
  const found: Decision[] = [];
  for await (const { event } of events) {
    const decision = decisionOf(event);
    if (decision !== undefined) found.push(decision);
  }
  return found;
}
