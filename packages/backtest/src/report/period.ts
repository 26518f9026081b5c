import type { Coverage } from './coverage.js';
import type { Figure } from './figure.js';
import { quotient } from './figure.js';
import type { ReportedRun } from './reported-run.js';

/** What the run was over: ms UTC, candles of all symbols together. */
export interface PeriodFigures {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly durationMs: number;
  readonly bars: number;
  /** Candles before the first that a strategy could be evaluated on; 0, and a note, where nobody told. */
  readonly warmUpBars: number;
  /** Missing candles inside the sessions, and the stretches of them. */
  readonly gapBars: number;
  readonly gaps: number;
  readonly coveragePercent: Figure;
  /** UTC days that returns are counted for. */
  readonly tradingDays: number;
  readonly haltedBecause?: string;
}

export function periodFigures(
  { range: { startedAt, endedAt }, days }: ReportedRun,
  coverage: readonly Coverage[],
  {
    warmUpBars = 0,
    haltedBecause,
  }: { readonly warmUpBars?: number | undefined; readonly haltedBecause?: string | undefined },
): PeriodFigures {
  const total = (of: (one: Coverage) => number): number => coverage.reduce((all, one) => all + of(one), 0);
  const [inSession, gapBars] = [total((one) => one.barsInSession), total((one) => one.gapBars)];
  return {
    startedAt,
    endedAt,
    durationMs: endedAt - startedAt,
    bars: total(({ bars }) => bars),
    warmUpBars,
    gapBars,
    gaps: total(({ gaps }) => gaps),
    coveragePercent: quotient(100 * inSession, inSession + gapBars, 'no candle was expected'),
    tradingDays: days.length,
    ...(haltedBecause === undefined ? {} : { haltedBecause }),
  };
}
