import type { LoadedStrategy } from '@q/config';
import type { CellValue, Timeframe } from '@q/events';
import { byLength } from '@q/events';
import type { Evaluation } from '@q/services';
import type { ConditionOutcome, ExplainedRule } from '@q/trading';
import type { CodeSeat } from '../strategy-modules/seats-of.js';
import type { Findings } from './findings.js';
import { iso } from './iso.js';
import { explainCloseBefore, OVER_TWO_CLOSES } from './close-before.js';
import type { SignalAnswer } from './signal-answer.js';
import { signalAnswer, whyNotTold } from './signal-answer.js';

export type StrategyAnswer = AskedStrategy | StrategyNotAsked;

export interface AskedStrategy {
  readonly strategy: string;
  readonly asked: true;
  readonly timeframe: string;
  /** Whether its schedule let it enter. */
  readonly on_duty: boolean;
  readonly rules: readonly RuleAnswer[];
  readonly signals: readonly SignalAnswer[];
}

export interface StrategyNotAsked {
  readonly strategy: string;
  readonly asked: false;
  readonly reason: string;
  readonly last_asked_at: string | null;
}

export interface RuleAnswer {
  readonly kind: 'entry' | 'exit';
  readonly direction: string;
  /** How its conditions are joined: `all`, `any`, or `complex` for a tree. */
  readonly mode: string | null;
  readonly holds: boolean;
  /** Why no signal came of it although it holds. */
  readonly remark: string | null;
  readonly conditions: readonly ConditionAnswer[];
}

export interface ConditionAnswer {
  readonly signal: string;
  readonly operator: string;
  readonly value: unknown;
  readonly timeframe: string;
  readonly lookback: number;
  readonly required_confidence: number | null;
  /** The values it compared, `null` where they were not ready; `before` at the close before, for operators over two closes. */
  readonly left: CellValue | null;
  readonly right: CellValue | null;
  readonly before: { readonly left: CellValue | null; readonly right: CellValue | null } | null;
  readonly holds: boolean;
}

/** Every strategy of the symbol: how its conditions came out, or why it was not asked. */
export function strategyAnswers(findings: Findings): readonly StrategyAnswer[] {
  const { config, candle, replay } = findings;
  const seats = [...config.strategies.loaded.map(seatOfFile), ...replay.inCode.map(seatInCode)];
  return seats
    .filter(({ symbol }) => symbol === candle.symbol)
    .map((seat) => {
      const evaluation = replay.evaluations.find(({ strategy }) => strategy === seat.name);
      return evaluation?.at === candle.at
        ? asked(seat, evaluation, findings)
        : {
            strategy: seat.name,
            asked: false,
            reason: whyNotAsked(seat, evaluation, findings),
            last_asked_at: evaluation === undefined || evaluation.at > candle.at ? null : iso(evaluation.at),
          };
    });
}

/** A strategy as it sits on its symbol. */
interface Seat {
  readonly symbol: string;
  readonly name: string;
  readonly timeframes: readonly Timeframe[];
  /** Why it is never asked. */
  readonly offBecause: string | undefined;
  /** Its file; what one in code compares, only it can explain. */
  readonly definition?: LoadedStrategy['definition'];
}

function seatOfFile({ symbol, definition }: LoadedStrategy): Seat {
  const { name, timeframes, activation } = definition;
  const offBecause = activation.enabled ? undefined : 'activation.enabled is false in its file';
  return { symbol, name, timeframes, offBecause, definition };
}

function seatInCode({ symbol, strategy: { name, timeframes }, enabled, file }: CodeSeat): Seat {
  return { symbol, name, timeframes, offBecause: enabled ? undefined : `enabled is false in ${file}` };
}

function asked({ definition }: Seat, evaluation: Evaluation, findings: Findings): AskedStrategy {
  const { facts, replay } = findings;
  const before = definition === undefined ? [] : explainCloseBefore(definition, replay.rows, evaluation.at);
  const told = facts.signals.filter(({ signal }) => signal.strategy === evaluation.strategy);
  return {
    strategy: evaluation.strategy,
    asked: true,
    timeframe: evaluation.timeframe,
    on_duty: evaluation.onDuty,
    rules: entriesFirst(
      evaluation.rules.map((rule, index) => ({
        kind: rule.kind,
        direction: rule.direction,
        mode: definition?.[rule.kind]?.[rule.direction]?.mode ?? null,
        holds: rule.holds,
        remark: whyNotTold(rule, { evaluation, told, positions: facts.positions }) ?? null,
        conditions: rule.conditions.map((outcome, place) => conditionAnswer(outcome, before[index], place)),
      })),
    ),
    signals: told.map(signalAnswer),
  };
}

/** As a strategy file has them: entries before exits. */
function entriesFirst(rules: readonly RuleAnswer[]): readonly RuleAnswer[] {
  return [...rules.filter(({ kind }) => kind === 'entry'), ...rules.filter(({ kind }) => kind === 'exit')];
}

function conditionAnswer(
  { condition, left, right, holds }: ConditionOutcome,
  before: ExplainedRule | undefined,
  place: number,
): ConditionAnswer {
  const { signal, operator, value, timeframe, lookback, required_confidence: confidence } = condition;
  const earlier = OVER_TWO_CLOSES.includes(operator) ? before?.conditions[place] : undefined;
  return {
    signal,
    operator,
    value,
    timeframe,
    lookback,
    required_confidence: confidence ?? null,
    left: left ?? null,
    right: right ?? null,
    before: earlier === undefined ? null : { left: earlier.left ?? null, right: earlier.right ?? null },
    holds,
  };
}

function whyNotAsked(
  { symbol, name, timeframes, offBecause }: Seat,
  evaluation: Evaluation | undefined,
  { config, facts, candle, replay }: Findings,
): string {
  const { enabled, min_rows_required: needed } = config.services.strategy_evaluation;
  if (!enabled) return 'services.strategy_evaluation is disabled';
  if (offBecause !== undefined) return offBecause;
  const error = facts.errors.find(({ strategy }) => strategy === name);
  if (error !== undefined) return `it failed: ${error.message}`;
  const missing = timeframes
    .map((timeframe) => [timeframe, rowsUntil(timeframe, candle.at, replay)] as const)
    .find(([, count]) => count < needed);
  if (missing !== undefined) return `it is warming up: timeframe ${missing[0]} has ${missing[1]} of ${needed} rows`;
  const [lowest] = [...timeframes].sort(byLength);
  if (evaluation !== undefined) return `it is asked when timeframe ${lowest ?? ''} closes`;
  return `no candle of ${symbol} on timeframe ${lowest ?? ''} has closed since the run began`;
}

function rowsUntil(timeframe: Timeframe, at: number, { rows }: Findings['replay']): number {
  return (rows.get(timeframe) ?? []).filter(({ row }) => row.closeTime <= at).length;
}
