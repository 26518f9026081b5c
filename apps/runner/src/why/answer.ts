import { byLength } from '@q/events';
import type { Facts, OpenPosition } from './collect-facts.js';
import { conclusionOf } from './conclusion.js';
import { eventText } from './event-text.js';
import type { Findings } from './findings.js';
import { iso } from './iso.js';
import { notesOf } from './notes.js';
import type { KeptEvent, KeptOf } from './read-history.js';
import type { Replay } from './replay.js';
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
  /** What was open when the strategies were asked. */
  readonly positions: readonly PositionAnswer[];
  readonly strategies: readonly StrategyAnswer[];
  readonly entered: boolean;
  readonly exited: boolean;
  readonly conclusion: string;
  readonly last_entry: ChainLink | null;
  /** What became of positions of other chains from this candle to the instant that was asked for. */
  readonly also: readonly ChainLink[];
  readonly chain: readonly ChainLink[];
}

export interface PositionAnswer {
  readonly position_id: string;
  readonly strategy: string;
  readonly direction: string;
  readonly volume: number;
  readonly entry_price: number;
  readonly opened_at: string;
  readonly correlation_id: string;
}

export interface ChainLink {
  readonly id: number;
  readonly at: string;
  readonly type: string;
  readonly text: string;
  readonly correlation_id: string;
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
    regime: regimesOf(replay, candle.at),
    positions: facts.positions.map(positionOf),
    strategies,
    ...conclusionOf(strategies),
    last_entry: facts.lastEntry === undefined ? null : lastEntryOf(facts.lastEntry),
    also: facts.events.filter((event) => event.correlationId !== correlationId).map(linkOf),
    chain: findings.chain.map(linkOf),
  };
}

function regimesOf({ rows }: Replay, at: number): WhyAnswer['regime'] {
  return [...rows.keys()].sort(byLength).flatMap((timeframe) => {
    const row = rows.get(timeframe)?.findLast((one) => one.row.closeTime <= at)?.row;
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
}: OpenPosition): PositionAnswer {
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

function lastEntryOf(event: KeptOf<'OrderApproved'>): ChainLink {
  const link = linkOf(event);
  return { ...link, text: `${link.text}, ${event.order.strategy}` };
}

function linkOf(event: KeptEvent): ChainLink {
  const { id, at, type, correlationId } = event;
  return { id, at: iso(at), type, text: eventText(event), correlation_id: correlationId };
}
