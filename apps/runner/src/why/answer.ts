import type { SystemConfig } from '@q/config';
import type { Timeframe } from '@q/events';
import { byLength, timeframeMs } from '@q/events';
import type { Facts, Moment, OpenPosition } from './collect-facts.js';
import type { HistoryAnswer } from './ask-history.js';
import { conclusionOf } from './conclusion.js';
import { eventText } from './event-text.js';
import type { RecordedRun } from './find-run.js';
import { notesOf } from './notes.js';
import type { Question } from './question.js';
import type { HistorySurvey, KeptEvent } from './read-history.js';
import type { Replay, ReplayedRow } from './replay.js';
import { RunRecordError } from './run-record-error.js';
import type { StrategyAnswer } from './strategy-answer.js';
import { strategyAnswers } from './strategy-answer.js';

/** What `--json` prints. Times are UTC as ISO 8601, prices in quote currency, volumes in lots. */
export interface WhyAnswer {
  readonly schema_version: 1;
  readonly run: string;
  readonly mode: string;
  readonly symbol: string;
  readonly asked_for: string | null;
  /** Close of the candle that is explained. */
  readonly at: string;
  readonly timeframe: string;
  readonly close: number | null;
  readonly correlation_id: string | null;
  /** `exact`: the replay wrote the same history up to here; `recomputed`: a run in real time saw less of the past. */
  readonly values: 'exact' | 'differing' | 'recomputed';
  readonly notes: readonly string[];
  readonly trading: {
    readonly state: Facts['trading']['state'];
    readonly since: string | null;
    readonly reasons: readonly { readonly reason: string; readonly since: string }[];
  };
  readonly regime: readonly {
    readonly timeframe: string;
    readonly regime: string | null;
    readonly confidence: number | null;
  }[];
  readonly positions: readonly object[];
  readonly strategies: readonly StrategyAnswer[];
  readonly entered: boolean;
  readonly exited: boolean;
  readonly conclusion: string;
  readonly last_entry: ChainLink | null;
  /** What became of positions and orders of other chains at this candle. */
  readonly also: readonly ChainLink[];
  readonly chain: readonly ChainLink[];
}

export interface ChainLink {
  readonly id: number;
  readonly at: string;
  readonly type: string;
  readonly text: string;
  readonly correlation_id: string;
}

export interface Candle extends Moment {
  readonly timeframe: Timeframe;
  readonly kept: ReplayedRow;
}

/** Everything that an answer is made of. */
export interface Findings extends HistoryAnswer {
  readonly run: RecordedRun;
  readonly config: SystemConfig;
  readonly survey: HistorySurvey;
  readonly question: Question;
  readonly replay: Replay;
  readonly candle: Candle;
  /** Known from the history, or from the replay of a backtest. */
  readonly correlationId: string | undefined;
  readonly chain: readonly KeptEvent[];
}

/** The candle that is explained: that of the newest evaluation, or the newest one where no strategy was asked. @throws RunRecordError */
export function candleOf({ evaluations, rows }: Replay, { symbol }: Question, config: SystemConfig): Candle {
  const [newest] = [...evaluations].sort((a, b) => b.at - a.at || byLength(a.timeframe, b.timeframe));
  const timeframe = newest?.timeframe ?? [...rows.keys()].sort(byLength)[0];
  const kept = timeframe === undefined ? undefined : newestRow(rows.get(timeframe), newest?.at);
  if (timeframe === undefined || kept === undefined)
    throw new RunRecordError(`there is no candle of ${symbol} in this run up to that time`);
  const shortest = Math.min(...config.trading.timeframes.map(timeframeMs));
  // In real time a cycle's work goes on until the next candle; on a virtual clock no time passes.
  const endsAt = kept.cycleAt + (config.mode === 'backtest' ? 0 : shortest - 1);
  return { symbol, timeframe, kept, at: kept.row.closeTime, cycleAt: kept.cycleAt, endsAt };
}

function newestRow(rows: readonly ReplayedRow[] = [], at?: number): ReplayedRow | undefined {
  return at === undefined ? rows.at(-1) : rows.find(({ row }) => row.closeTime === at);
}

export function answerOf(findings: Findings): WhyAnswer {
  const { run, survey, question, candle, facts, replay, correlationId, differsFrom } = findings;
  const strategies = strategyAnswers(findings);
  const close = candle.kept.row.value('close');
  const isExact = differsFrom === undefined;
  return {
    schema_version: 1,
    run: run.id,
    mode: survey.inputs.mode,
    symbol: candle.symbol,
    asked_for: question.askedFor === undefined ? null : iso(question.askedFor),
    at: iso(candle.at),
    timeframe: candle.timeframe,
    close: typeof close === 'number' ? close : null,
    correlation_id: correlationId ?? null,
    values: survey.inputs.mode === 'backtest' ? (isExact ? 'exact' : 'differing') : 'recomputed',
    notes: notesOf(findings),
    trading: {
      state: facts.trading.state,
      since: facts.trading.since === undefined ? null : iso(facts.trading.since),
      reasons: facts.trading.reasons.map(({ reason, since }) => ({ reason, since: iso(since) })),
    },
    regime: regimesOf(replay),
    positions: facts.positions.map(positionOf),
    strategies,
    ...conclusionOf(strategies),
    last_entry: facts.lastEntry === undefined ? null : linkOf(facts.lastEntry),
    also: facts.events.filter((event) => event.correlationId !== correlationId).map(linkOf),
    chain: findings.chain.map(linkOf),
  };
}

function regimesOf({ rows }: Replay): WhyAnswer['regime'] {
  return [...rows.keys()].sort(byLength).flatMap((timeframe) => {
    const row = rows.get(timeframe)?.at(-1)?.row;
    const regime = row?.value('regime');
    const confidence = row?.value('regime_confidence');
    return {
      timeframe,
      regime: typeof regime === 'string' ? regime : null,
      confidence: typeof confidence === 'number' ? confidence : null,
    };
  });
}

function positionOf({
  positionId,
  strategy,
  direction,
  volume,
  entryPrice,
  openedAt,
  correlationId,
}: OpenPosition): object {
  return {
    position_id: positionId,
    strategy,
    direction,
    volume,
    entry_price: entryPrice,
    opened_at: iso(openedAt),
    correlation_id: correlationId,
  };
}

function linkOf(event: KeptEvent): ChainLink {
  const { id, at, type, correlationId } = event;
  return { id, at: iso(at), type, text: eventText(event), correlation_id: correlationId };
}

export function iso(instant: number): string {
  return new Date(instant).toISOString();
}
