import type { MarketSeries } from '../market-data.js';
import { declaredWarmUp } from './declared-warm-up.js';
import type { Decision } from './decision.js';
import { differingDecisions } from './differing-decisions.js';
import { historyStart } from './history-start.js';
import type { ProofRequest } from './proof-request.js';
import { proofRuns } from './proof-runs.js';
import type { LoneStrategy } from './seated-strategies.js';
import { loneStrategies } from './seated-strategies.js';
import type { WarmUpWindow } from './warm-up-window.js';
import { decidedInWindow, windowOf } from './warm-up-window.js';
import type { StrategyWarmUp, WarmUpAmount, WarmUpOutcome, WarmUpVerdict, WarmUpViolation } from './warm-up-verdict.js';

export interface WarmUpOptions {
  /** Called after each strategy. */
  readonly onProgress?: (done: number, total: number) => void;
}

const TIMES: readonly (readonly [WarmUpAmount, number])[] = [
  ['none', 0],
  ['declared', 1],
  ['twice', 2],
  ['four_times', 4],
  ['all', Infinity],
];

/**
 * Shows how much history before a window changes what is decided in it: each strategy alone trades the window `from` to `to` after more and
 * more candles on which nothing is traded. The window begins in the middle of the data where no `from` is given.
 * @throws Error where the window holds no candle, and what `runBacktest` throws
 */
export async function checkWarmUp(request: ProofRequest, { onProgress }: WarmUpOptions = {}): Promise<WarmUpVerdict> {
  const runs = proofRuns(request);
  const window = windowOf(runs);
  const strategies = loneStrategies(runs);
  const shown: Shown[] = [];
  for (const one of strategies) {
    shown.push(await showOne(one, window));
    onProgress?.(shown.length, strategies.length);
  }
  const violations = shown.flatMap(({ violation }) => violation ?? []);
  return { ok: violations.length === 0, ...window, strategies: shown.map(({ warmUp }) => warmUp), violations };
}

interface Shown {
  readonly warmUp: StrategyWarmUp;
  readonly violation: WarmUpViolation | undefined;
}

async function showOne(one: LoneStrategy, window: WarmUpWindow): Promise<Shown> {
  const { symbol, strategy, runs } = one;
  const declared = declaredWarmUp(one, runs.config);
  const series = runs.series.find((own) => own.symbol === symbol);
  if (series === undefined) throw new Error(`there are no candles of ${symbol}, on which ${strategy.name} is to trade`);
  const { session = 'always' } = runs.config.instruments[symbol] ?? {};
  const starts = TIMES.map(([amount, times]) => {
    const from = historyStart(series, window.from, { candles: declared, times, session });
    return { amount, from, candles: candlesBetween(series, from, window.from) };
  });
  const decided = new Map<number, readonly Decision[]>();
  for (const { from } of starts) if (!decided.has(from)) decided.set(from, await decidedInWindow(runs, from, window));
  const begin = starts.at(-1)?.from ?? NaN;
  const compared = starts.map((start) => {
    const decisions = decided.get(start.from) ?? [];
    return { ...start, decisions, differences: differingDecisions(decided.get(begin) ?? [], decisions) };
  });
  const outcomes = compared.map(({ decisions, differences, ...start }): WarmUpOutcome => {
    return { ...start, decisions: decisions.length, isSameAsAll: differences.length === 0 };
  });
  const about = { symbol, strategy: strategy.name, settlesAt: settlesAt(outcomes) };
  // More than the declared warm-up must not change anything either: that it decides the same may be chance.
  const [violation] = compared.slice(1).flatMap(({ amount, differences: [difference] }): WarmUpViolation[] => {
    if (difference === undefined) return [];
    return [{ ...about, amount, withLess: difference.other, withAll: difference.whole }];
  });
  const isShown = outcomes.some(({ amount, from }) => amount === 'declared' && from > begin);
  return { warmUp: { ...about, declared, outcomes, isShown }, violation };
}

/** The least amount from which on every larger one gives the same decisions as all history. */
function settlesAt(outcomes: readonly WarmUpOutcome[]): WarmUpAmount {
  const lastOther = outcomes.findLastIndex(({ isSameAsAll }) => !isSameAsAll);
  return outcomes[lastOther + 1]?.amount ?? 'all';
}

function candlesBetween({ columns }: MarketSeries, from: number, to: number): number {
  return columns.openTime.subarray(0, columns.length).filter((open) => open >= from && open < to).length;
}
