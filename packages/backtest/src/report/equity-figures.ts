import type { Figure } from './figure.js';
import { quotient } from './figure.js';
import type { ReportedRun } from './reported-run.js';
import { annualGrowth } from './returns.js';

/** Account currency; equity counts open positions at the price they could be closed for. */
export interface EquityFigures {
  readonly start: number;
  readonly final: number;
  readonly min: number;
  readonly max: number;
  /** Final - start. */
  readonly netProfit: number;
  /** In percent of the start. */
  readonly netProfitPercent: Figure;
  readonly annualGrowthPercent: Figure;
  /** Part of the final equity that is not closed yet, and the positions it stands in. */
  readonly openProfit: number;
  readonly openPositions: number;
}

export function equityFigures(
  { track: { equity }, range, days, money }: ReportedRun,
  { openPositions, balance }: { readonly openPositions: number; readonly balance: number | undefined },
): EquityFigures {
  const [start, final] = [equity[0] ?? NaN, equity.at(-1) ?? NaN];
  const netProfit = money(final - start);
  return {
    start: money(start),
    final: money(final),
    min: money(equity.reduce((least, one) => Math.min(least, one), Infinity)),
    max: money(equity.reduce((most, one) => Math.max(most, one), -Infinity)),
    netProfit,
    netProfitPercent: quotient(100 * netProfit, start, 'equity was 0 or below at the start'),
    annualGrowthPercent: annualGrowth({ start, final, durationMs: range.endedAt - range.startedAt }, days),
    openProfit: money(final - (balance ?? final)),
    openPositions,
  };
}
