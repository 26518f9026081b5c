import type { Figure } from '../report/figure.js';
import { isNotAvailable, quotient } from '../report/figure.js';
import { sum } from '../report/statistics.js';
import type { Span } from './search-windows.js';

/** A window with what its best made in percent of the equity that each part began with. */
export interface WindowProfit {
  readonly inSample: Span;
  readonly outOfSample: Span;
  readonly inSamplePercent: Figure;
  readonly outOfSamplePercent: Figure;
}

/**
 * Walk-forward efficiency in percent: mean yearly net profit out of sample / mean yearly net profit in sample, over the windows that were
 * traded. Source: Pardo, The Evaluation and Optimization of Trading Strategies, 2008, chapter 11.
 */
export function walkForwardEfficiency(windows: readonly WindowProfit[]): Figure {
  const rates = windows.flatMap(({ inSample, outOfSample, inSamplePercent, outOfSamplePercent }) => {
    if (isNotAvailable(inSamplePercent) || isNotAvailable(outOfSamplePercent)) return [];
    return [[inSamplePercent / lengthOf(inSample), outOfSamplePercent / lengthOf(outOfSample)] as const];
  });
  if (rates.length === 0) return { na: 'no window was traded' };
  const [within, beyond] = [sum(rates.map(([rate]) => rate)), sum(rates.map(([, rate]) => rate))];
  return quotient(100 * beyond, within, 'what was chosen made no profit in sample either');
}

function lengthOf({ from, to }: Span): number {
  return to - from;
}
