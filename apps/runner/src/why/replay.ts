import type { SystemConfig } from '@q/config';
import type { IndicatorRow, Timeframe } from '@q/events';
import { timeframeMs } from '@q/events';
import { memoryJournal } from '@q/journal';
import { TradingOrchestrator } from '@q/orchestrator';
import type { Evaluation } from '@q/services';
import type { ChosenSockets } from '../sockets.js';
import { chooseSystem } from '../strategy-modules/choose-system.js';
import type { CodeSeat } from '../strategy-modules/seats-of.js';
import type { RunConfig } from './find-run.js';
import type { Question } from './question.js';
import type { HistorySurvey, RunInputs } from './read-history.js';
import { RunRecordError } from './run-record-error.js';

const DAY_MS = 86_400_000;

/** A row of the replay with the cycle that brought it. */
export interface ReplayedRow {
  readonly row: IndicatorRow;
  /** When that cycle ran, ms UTC of the virtual clock. */
  readonly cycleAt: number;
  readonly correlationId: string;
}

/** What a run looked like at an instant, found by running it once more. */
export interface Replay {
  /** The newest evaluation of each strategy of the symbol up to the instant; where there was none yet, the first one after it. */
  readonly evaluations: readonly Evaluation[];
  /** The newest rows of each timeframe of the symbol, oldest first. */
  readonly rows: ReadonlyMap<Timeframe, readonly ReplayedRow[]>;
  /** The strategies in code. */
  readonly inCode: readonly CodeSeat[];
  /** What the replay of a backtest wrote into its own default history, by event id, and the last of these ids. */
  readonly records: ReadonlyMap<number, string>;
  readonly lastId: number;
}

export interface ReplayOptions {
  readonly run: RunConfig;
  readonly survey: HistorySurvey;
  readonly question: Question;
  readonly onProgress: (instant: number, feed: ChosenSockets['feed']) => void;
}

/**
 * Runs the same system over the same candles once more, on a virtual clock, up to the instant of the question. Nothing is written.
 * @throws RunRecordError where the candles are not those of the run
 */
export async function replayRun(options: ReplayOptions): Promise<Replay> {
  const { run, survey, onProgress } = options;
  const config = replayConfig(run.config, survey);
  const { sockets, feed, inCode } = await chooseSystem(config, run.folder);
  demandSameData(survey.inputs, feed.identity);
  const history = memoryJournal();
  const isSameRun = run.config.mode === 'backtest';
  const orchestrator = new TradingOrchestrator(config, { ...sockets, ...(isSameRun ? { history } : {}) });
  const frozen = watch(orchestrator, config, options);
  await orchestrator.run({ onProgress: (instant) => onProgress(instant, feed) });
  const replay = frozen();
  await orchestrator.stop();
  const records = new Map<number, string>();
  let lastId = 0;
  for (const record of history.scan(0)) {
    const { id } = record;
    if (typeof id !== 'number' || id >= replay.endsAtId) continue;
    records.set(id, JSON.stringify(record));
    lastId = Math.max(lastId, id);
  }
  return { evaluations: replay.evaluations, rows: replay.rows, inCode, records, lastId };
}

type Frozen = Pick<Replay, 'evaluations' | 'rows'> & { readonly endsAtId: number };

/** Stops the run when the first cycle beyond the instant begins, before that cycle changes anything; gives what it then knows. */
function watch(
  orchestrator: TradingOrchestrator,
  config: SystemConfig,
  { question: { symbol, until }, survey }: ReplayOptions,
): () => Frozen {
  const { candle_index: candleIndex } = config.services.data_fetching;
  const base = Math.min(...config.trading.timeframes.map(timeframeMs));
  const lastInstant = until + (candleIndex - 1) * base;
  const limit = config.services.indicator_calculation.recent_rows_limit + 1;
  const rows = new Map<Timeframe, readonly ReplayedRow[]>();
  let frozen: Frozen | undefined;
  // A run in real time was warmed up with what had closed before it began; only an idle poll decides on the last of that.
  const isContinuous = config.services.strategy_evaluation.evaluation_mode === 'continuous';
  const evaluations = (): readonly Evaluation[] =>
    orchestrator.getEvaluations().filter((one) => one.symbol === symbol && (isContinuous || one.at > survey.startedAt));
  const freeze = (endsAtId: number): Frozen => ({ evaluations: evaluations(), rows: new Map(rows), endsAtId });
  orchestrator.bus.subscribe(
    'CycleStarted',
    ({ instant }, { id }) => {
      const isOver = instant > survey.endedAt || (instant > lastInstant && evaluations().length > 0);
      if (frozen !== undefined || !isOver) return;
      frozen = freeze(id);
      void orchestrator.stop();
    },
    { name: 'Why' },
  );
  orchestrator.bus.subscribe(
    'IndicatorsCalculated',
    ({ timeframe, row }, { at: cycleAt, correlationId }) => {
      if (frozen !== undefined) return;
      rows.set(timeframe, [...(rows.get(timeframe) ?? []), { row, cycleAt, correlationId }].slice(-limit));
    },
    { name: 'Why', filter: (event) => event.symbol === symbol },
  );
  return () => frozen ?? freeze(Infinity);
}

/** The same decisions on a virtual clock. A run in real time is only evaluated again: what it traded stands in its history. */
function replayConfig(config: SystemConfig, survey: HistorySurvey): SystemConfig {
  const virtual = virtualConfig(config, survey);
  const { services } = virtual;
  const trades = config.mode === 'backtest' && services.trade_execution.enabled;
  return {
    ...virtual,
    services: {
      ...services,
      strategy_evaluation: { ...services.strategy_evaluation, keep_evaluations: 1 },
      trade_execution: { ...services.trade_execution, enabled: trades },
    },
  };
}

/** The configuration of a run, to be run once more over the same candles on a virtual clock. */
export function virtualConfig(config: SystemConfig, { inputs: { from }, endedAt }: HistorySurvey): SystemConfig {
  const { feed } = config;
  const isSameFeed = feed.kind === 'replay' || config.mode === 'backtest' || from === undefined;
  const days = from === undefined ? 1 : Math.ceil((endedAt - from) / DAY_MS) + 1;
  return {
    ...config,
    mode: 'backtest',
    event_bus: { ...config.event_bus, mode: 'synchronous' },
    feed: isSameFeed ? feed : { ...feed, start: new Date(from).toISOString(), days },
    outputs: { ...config.outputs, history: 'default' },
  };
}

/** @throws RunRecordError where the candles of a run are not those that there are now */
export function demandSameData({ data }: RunInputs, now: Readonly<Record<string, string>>): void {
  const changed = Object.keys({ ...data, ...now }).filter((symbol) => data[symbol] !== now[symbol]);
  if (changed.length === 0) return;
  const told = changed.map(
    (symbol) => `${symbol}: the run had ${data[symbol] ?? 'none'}, now it is ${now[symbol] ?? 'none'}`,
  );
  throw new RunRecordError(
    `the candles have changed since the run, so its values cannot be computed again (${told.join('; ')}): put the same files back, or run it again`,
  );
}
