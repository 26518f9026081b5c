import type { EquityTrack } from './equity-track.js';
import { forEachStep } from './equity-track.js';
import type { Figure } from './figure.js';
import { finite } from './figure.js';
import { lowerTailMean, mean } from './statistics.js';
import type { Range } from './trading-days.js';

/** A fall of equity from a peak until the peak is reached again. Account currency, ms UTC. */
export interface Drawdown {
  readonly peak: number;
  /** When equity came to the peak, the last time that it did. */
  readonly peakAt: number;
  readonly trough: number;
  readonly troughAt: number;
  /** When equity was back at the peak; `undefined` where it never was. */
  readonly recoveredAt: number | undefined;
}

export interface DrawdownFigures {
  /** Deepest fall in percent of its peak; more than 100 where equity fell below 0. */
  readonly maxPercent: Figure;
  /** The same fall in account currency. */
  readonly maxAmount: number;
  readonly peakAt: Figure;
  readonly troughAt: Figure;
  readonly recoveredAt: Figure;
  /** From the peak to the recovery, or to the end of the run. */
  readonly durationMs: Figure;
  /** Largest fall in account currency: of another drawdown where that began at a higher peak. */
  readonly largestAmount: number;
  /** Mean depth of all drawdowns, percent of their peaks. */
  readonly averagePercent: Figure;
  /** Share of the run's time with equity below a former peak. */
  readonly timeUnderWaterPercent: number;
  /** Of daily equity, percent. */
  readonly ulcerIndexPercent: Figure;
}

export interface DrawdownTerms {
  readonly track: EquityTrack;
  readonly range: Range;
  /** The start, and the end of every trading day. */
  readonly dailyEquity: readonly number[];
  readonly money: (amount: number) => number;
}

export function drawdownFigures({ track, range, dailyEquity, money }: DrawdownTerms): DrawdownFigures {
  const all = drawdowns(track);
  const [deepest] = [...all].sort((a, b) => depth(b) - depth(a));
  const none = { na: 'equity never fell below a former peak' };
  const endedAt = deepest?.recoveredAt ?? range.endedAt;
  const withoutPeak = 'equity was never above 0';
  return {
    maxPercent: deepest === undefined ? 0 : finite(100 * depth(deepest), withoutPeak),
    maxAmount: deepest === undefined ? 0 : money(deepest.peak - deepest.trough),
    peakAt: deepest?.peakAt ?? none,
    troughAt: deepest?.troughAt ?? none,
    recoveredAt: deepest === undefined ? none : (deepest.recoveredAt ?? { na: 'not recovered at the end of the run' }),
    durationMs: deepest === undefined ? none : endedAt - deepest.peakAt,
    largestAmount: money(all.reduce((largest, { peak, trough }) => Math.max(largest, peak - trough), 0)),
    averagePercent: all.length === 0 ? none : finite(100 * mean(all.map(depth)), withoutPeak),
    timeUnderWaterPercent: timeUnderWater(track, range),
    ulcerIndexPercent: ulcerIndex(dailyEquity),
  };
}

/** Every drawdown of a track, in order of time. */
export function drawdowns({ at, equity }: EquityTrack): Drawdown[] {
  const found: Drawdown[] = [];
  let [peak, peakAt] = [equity[0] ?? NaN, at[0] ?? NaN];
  let open: { trough: number; troughAt: number } | undefined;
  equity.forEach((value, step) => {
    const now = at[step] ?? NaN;
    if (value >= peak) {
      if (open !== undefined) found.push({ peak, peakAt, ...open, recoveredAt: now });
      open = undefined;
      [peak, peakAt] = [value, now];
    } else if (open === undefined || value < open.trough) open = { trough: value, troughAt: now };
  });
  if (open !== undefined) found.push({ peak, peakAt, ...open, recoveredAt: undefined });
  return found;
}

/** Falls of each equity from the highest up to it, as fractions of that; infinite where that is not above 0. */
export function depths(equity: readonly number[]): number[] {
  let peak = -Infinity;
  return equity.map((value) => {
    peak = Math.max(peak, value);
    return peak > 0 ? (peak - value) / peak : Infinity;
  });
}

/** Root of the mean squared drawdown of daily equity, percent. Source: Martin and McCann, The Investor's Guide to Fidelity Funds, 1989. */
export function ulcerIndex(dailyEquity: readonly number[]): Figure {
  const squares = depths(dailyEquity).map((one) => one ** 2);
  return finite(100 * Math.sqrt(mean(squares)), 'equity was never above 0');
}

/**
 * Mean of the deepest 5 % of daily drawdowns, percent: conditional drawdown at risk.
 * Source: Chekhlov, Uryasev and Zabarankin, Drawdown Measure in Portfolio Optimization, 2005.
 */
export function conditionalDrawdown(dailyEquity: readonly number[]): Figure {
  const falls = depths(dailyEquity).map((one) => -one);
  return finite(-100 * lowerTailMean(falls, 0.05), 'equity was never above 0');
}

function timeUnderWater(track: EquityTrack, range: Range): number {
  let [peak, below, whole] = [-Infinity, 0, 0];
  forEachStep(track, range, (equity, ms) => {
    peak = Math.max(peak, equity);
    whole += ms;
    if (equity < peak) below += ms;
  });
  return whole > 0 ? (100 * below) / whole : 0;
}

function depth({ peak, trough }: Drawdown): number {
  return peak > 0 ? (peak - trough) / peak : Infinity;
}
