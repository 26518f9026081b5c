import type { Figure, NotAvailable } from './figure.js';
import type { ReportedRun } from './reported-run.js';
import type { OfDate } from './returns.js';
import { annualVolatility, conditionalValueAtRisk, valueAtRisk, worstDay, worstWeek } from './returns.js';

/** From daily returns of equity. */
export interface RiskFigures {
  readonly annualVolatilityPercent: Figure;
  /** Losses are positive: percent of equity in a day. */
  readonly valueAtRisk95Percent: Figure;
  readonly conditionalValueAtRisk95Percent: Figure;
  readonly worstDay: OfDate | NotAvailable;
  /** Its date is a Monday. */
  readonly worstWeek: OfDate | NotAvailable;
}

export function riskFigures({ returns, days, daysPerYear }: ReportedRun): RiskFigures {
  return {
    annualVolatilityPercent: annualVolatility(returns, daysPerYear),
    valueAtRisk95Percent: valueAtRisk(returns),
    conditionalValueAtRisk95Percent: conditionalValueAtRisk(returns),
    worstDay: worstDay(returns, days),
    worstWeek: worstWeek(returns, days),
  };
}
