import type { ProofRequest, StrategyWarmUp, WarmUpAmount, WarmUpOutcome, WarmUpViolation } from '@q/backtest';
import { checkWarmUp } from '@q/backtest';
import type { Arguments } from '../arguments.js';
import { iso } from '../why/iso.js';
import { decisionLine, decisionRow } from './decision-text.js';
import type { ProofContext, Proved } from './proved.js';
import { shownViolations } from './proved.js';

export async function proveWarmUp(
  request: ProofRequest,
  _args: Arguments,
  { onProgress }: ProofContext,
): Promise<Proved> {
  const { ok, from, to, strategies, violations } = await checkWarmUp(request, { onProgress });
  const end = ok
    ? `ok         warmup       ${strategies.length} strategies`
    : `failed     warmup       ${violations.length} of ${strategies.length} strategies`;
  const lines = [
    `window     ${iso(from)} to ${iso(to)}, each strategy alone`,
    ...strategies.flatMap(strategyLines),
    ...shownViolations(violations, linesOf),
    end,
  ];
  const row = {
    from: iso(from),
    to: iso(to),
    strategies: strategies.map(strategyRow),
    violations: violations.map(violationRow),
  };
  return { ok, lines, row };
}

const AMOUNTS: Readonly<Record<WarmUpAmount, string>> = {
  none: 'no history',
  declared: 'what it declares',
  twice: 'twice what it declares',
  four_times: 'four times what it declares',
  all: 'all history',
};

function strategyLines({
  symbol,
  strategy,
  declared,
  outcomes,
  settlesAt,
  isShown,
}: StrategyWarmUp): readonly string[] {
  const needs = declared.map(({ timeframe, candles }) => `${candles} of ${timeframe}`).join(', ');
  return [
    `strategy   ${symbol} ${strategy} declares ${needs}; the same decisions from ${AMOUNTS[settlesAt]} on`,
    ...outcomes.map(outcomeLine),
    ...(isShown
      ? []
      : [
          'warning    the data do not reach back further than that, so nothing is shown: begin the window later (--at)',
        ]),
  ];
}

function outcomeLine({ amount, candles, decisions, isSameAsAll }: WarmUpOutcome): string {
  const verdict = isSameAsAll ? 'the same' : 'others';
  return `  ${AMOUNTS[amount].padEnd(28)} ${String(candles).padStart(8)} candles ${String(decisions).padStart(7)} decisions, ${verdict}`;
}

function linesOf({ symbol, strategy, amount, settlesAt, withLess, withAll }: WarmUpViolation): readonly string[] {
  return [
    `violation  ${symbol} ${strategy} decides otherwise with ${AMOUNTS[amount]}`,
    `  less     ${decisionLine(withLess)}`,
    `  all      ${decisionLine(withAll)}`,
    `  remedy   ${remedyOf(settlesAt)}`,
  ];
}

function remedyOf(settlesAt: WarmUpAmount): string {
  const reason = 'an average such as ema never forgets its first candle';
  if (settlesAt === 'all') return `${reason}: let data begin long before decisions count, or use shorter periods`;
  return `${reason}: let data begin ${AMOUNTS[settlesAt]} before decisions count`;
}

function strategyRow({ symbol, strategy, declared, outcomes, settlesAt, isShown }: StrategyWarmUp): object {
  const rows = outcomes.map(({ amount, from, candles, decisions, isSameAsAll }) => ({
    amount,
    from: iso(from),
    candles,
    decisions,
    same_as_all: isSameAsAll,
  }));
  return { symbol, strategy, declared, outcomes: rows, settles_at: settlesAt, shown: isShown };
}

function violationRow({ symbol, strategy, amount, settlesAt, withLess, withAll }: WarmUpViolation): object {
  const decided = { with_less: decisionRow(withLess), with_all: decisionRow(withAll) };
  return { symbol, strategy, amount, settles_at: settlesAt, ...decided };
}
