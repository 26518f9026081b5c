import { timeframeMs } from '@q/events';
import type { MarketSeries } from '../market-data.js';
import type { SwapsBySymbol } from '../with-swaps.js';
import { changedAfter, cutAfter, movedBy } from './changed-market.js';
import type { Decision } from './decision.js';
import { decisionMoved, decisionText } from './decision.js';
import type { ProofRuns, RunChange } from './proof-runs.js';

export type Run = (change: RunChange) => Promise<readonly Decision[]>;

/** Until then the days of the week, the months, leap years and the changes of clocks fall as they do now. */
export const CALENDAR_MS = 10_227 * 86_400_000;
/** New York's summer time is as it is now since 2007. */
const PRESENT_CLOCKS_FROM = Date.UTC(2007, 0, 1);

/** The run ends soon after the cut, late enough that every higher candle that holds it has closed; strategies are made from all candles. */
export function changedAtCut({ series, config, areMade }: ProofRuns, cutAt: number): RunChange {
  const end = cutAt + 2 * Math.max(...config.trading.timeframes.map(timeframeMs), ...series.map(baseMs));
  const changed = series.map((one) => changedAfter(areMade ? one : cutAfter(one, end), cutAt));
  return { series: changed.map((one) => cutAfter(one, end)), strategiesFrom: changed };
}

function baseMs({ timeframe }: MarketSeries): number {
  return timeframeMs(timeframe);
}

/**
 * The decisions of the same candles 28 years later, as if they had been made when they were. Of candles from before the present rule for New York's
 * clocks it gives `undefined`: their hours would not fall as they did.
 */
export async function movedRun(
  { config, series, range }: ProofRuns,
  run: Run,
): Promise<readonly Decision[] | undefined> {
  const { from, to, restrictionsAt } = range;
  if (series.some(({ columns }) => (columns.openTime[0] ?? NaN) < PRESENT_CLOCKS_FROM)) return undefined;
  const decisions = await run({
    series: series.map((one) => movedBy(one, CALENDAR_MS)),
    ...(config.swaps === undefined ? {} : { swaps: movedSwaps(config.swaps) }),
    ...(from === undefined ? {} : { from: from + CALENDAR_MS }),
    ...(to === undefined ? {} : { to: to + CALENDAR_MS }),
    ...(restrictionsAt === undefined
      ? {}
      : { restrictionsAt: (instant, instrument) => restrictionsAt(instant - CALENDAR_MS, instrument) }),
  });
  return decisions.map((decision) => decisionMoved(decision, -CALENDAR_MS));
}

function movedSwaps(swaps: SwapsBySymbol): SwapsBySymbol {
  return Object.fromEntries(
    Object.entries(swaps).map(([symbol, rows]) => [symbol, rows.map((row) => ({ ...row, at: row.at + CALENDAR_MS }))]),
  );
}

/** Where strategies decide otherwise that know no candles, or other ones: they may look for what comes there, also to hold back because of it. */
export async function suspectedAt(
  { series, areMade }: ProofRuns,
  whole: readonly Decision[],
  run: Run,
): Promise<readonly number[]> {
  if (!areMade) return [];
  const known = new Set(whole.map(decisionText));
  const unknowing = await run({ strategiesFrom: series.map((one) => cutAfter(one, firstClose(one))) });
  const misled = await run({ strategiesFrom: series.map((one) => changedAfter(one, firstClose(one))) });
  return [...unknowing, ...misled].filter((decision) => !known.has(decisionText(decision))).map(({ at }) => at);
}

function firstClose(series: MarketSeries): number {
  return (series.columns.openTime[0] ?? NaN) + baseMs(series);
}
