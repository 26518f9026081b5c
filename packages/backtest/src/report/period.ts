import type { SymbolLedger } from '../data-ledger/symbol-ledger.js';
import type { Figure } from './figure.js';
import { quotient } from './figure.js';
import type { ReportedRun } from './reported-run.js';

/** What the run was over: ms UTC, candles of all symbols together. */
export interface PeriodFigures {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly durationMs: number;
  readonly bars: number;
  /** Candles before the first on which a strategy could read every column that it uses. */
  readonly warmUpBars: number;
  /** Missing candles inside the sessions of the data that the run was given, and the stretches of them. */
  readonly gapBars: number;
  readonly gaps: number;
  readonly coveragePercent: Figure;
  /** UTC days that returns are counted for. */
  readonly tradingDays: number;
  readonly haltedBecause?: string;
}

export function periodFigures(
  { range: { startedAt, endedAt }, days, candles }: ReportedRun,
  data: readonly SymbolLedger[],
  haltedBecause: string | undefined,
): PeriodFigures {
  const total = (of: (one: SymbolLedger) => number): number => data.reduce((all, one) => all + of(one), 0);
  const [expected, gapBars] = [total((one) => one.expectedBars), total((one) => one.gapBars)];
  return {
    startedAt,
    endedAt,
    durationMs: endedAt - startedAt,
    bars: candles.reduce((all, { openTime }) => all + openTime.length, 0),
    warmUpBars: total((one) => one.warmUpBars),
    gapBars,
    gaps: total(({ gaps }) => gaps),
    coveragePercent: quotient(100 * (expected - gapBars), expected, 'no candle was expected'),
    tradingDays: days.length,
    ...(haltedBecause === undefined ? {} : { haltedBecause }),
  };
}
