import type { SystemConfig } from '@q/config';
import type { Timeframe } from '@q/events';
import { byLength, timeframeMs } from '@q/events';
import type { HistoryAnswer } from './ask-history.js';
import type { Moment } from './collect-facts.js';
import type { RecordedRun } from './find-run.js';
import type { Question } from './question.js';
import type { HistorySurvey, KeptEvent } from './read-history.js';
import type { Replay, ReplayedRow } from './replay.js';
import { RunRecordError } from './run-record-error.js';

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
export function candleOf(
  { evaluations, rows }: Replay,
  { config, survey, question: { symbol, until } }: Pick<Findings, 'config' | 'survey' | 'question'>,
): Candle {
  const [newest] = [...evaluations].sort((a, b) => b.at - a.at || byLength(a.timeframe, b.timeframe));
  const timeframe = newest?.timeframe ?? [...rows.keys()].sort(byLength)[0];
  const kept = timeframe === undefined ? undefined : newestRow(rows.get(timeframe), newest?.at);
  if (timeframe === undefined || kept === undefined)
    throw new RunRecordError(`there is no candle of ${symbol} in this run up to that time`);
  const shortest = Math.min(...config.trading.timeframes.map(timeframeMs));
  // In real time a cycle's work goes on until the next candle; on a virtual clock no time passes.
  const cycleAt = Math.max(kept.cycleAt, survey.startedAt);
  const endsAt = cycleAt + (config.mode === 'backtest' ? 0 : shortest - 1);
  return { symbol, timeframe, kept, at: kept.row.closeTime, cycleAt, endsAt, until: Math.max(endsAt, until) };
}

function newestRow(rows: readonly ReplayedRow[] = [], at?: number): ReplayedRow | undefined {
  return at === undefined ? rows.at(-1) : rows.find(({ row }) => row.closeTime === at);
}
