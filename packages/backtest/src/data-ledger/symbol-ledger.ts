import type { Calendar, Instrument, Timeframe } from '@q/events';
import { timeframeMs } from '@q/events';
import type { DeclaredCandles } from '../proofs/declared-warm-up.js';
import type { Figure } from '../report/figure.js';
import { quotient } from '../report/figure.js';
import type { HigherCandles } from './count-higher.js';
import { countHigher } from './count-higher.js';
import type { DataFlaw } from './data-flaws.js';
import { rowFlaws, seriesFlaws } from './data-flaws.js';
import type { DataGap } from './find-gaps.js';
import { findGaps } from './find-gaps.js';
import type { JudgedSeries } from './judged-series.js';
import { warmUpBars } from './warm-up-bars.js';

/** What a run was given of one symbol. Times in ms UTC. */
export interface SymbolLedger {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** The range that candles were expected in: as asked for, or from the first open to the last close of all symbols, unusable prices included. */
  readonly startsAt: number;
  readonly endsAt: number;
  /** Rows of the source in that range. */
  readonly rows: number;
  /** Rows that the run can use. */
  readonly soundBars: number;
  /** Sound candles before the first on which a strategy can read every column that it uses; 0 where none watches the symbol. */
  readonly warmUpBars: number;
  /** Sound ones inside the session, a repeated time once, and the missing ones. Holidays are not known, and count as missing. */
  readonly expectedBars: number;
  readonly gapBars: number;
  readonly gaps: number;
  /** 100 * (expected - missing) / expected. */
  readonly coveragePercent: Figure;
  /** At most 50, those with the most missing candles, in the order of time. */
  readonly longestGaps: readonly DataGap[];
  /** Everything that is wrong with the rows, one entry for each kind; empty where nothing is. */
  readonly flaws: readonly DataFlaw[];
  /** For each traded timeframe above the base. */
  readonly higher: readonly HigherCandles[];
}

export interface LedgerTerms {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly calendar: Calendar;
  readonly instrument: Instrument;
  /** The traded ones; those that are not above the base are left out. */
  readonly timeframes: readonly Timeframe[];
  /** What each strategy of the symbol waits for. */
  readonly declared: readonly (readonly DeclaredCandles[])[];
}

/** Goes over the columns of a series, a few times and without an object for any row. */
export function symbolLedger({ series, verdicts, rows, sound }: JudgedSeries, terms: LedgerTerms): SymbolLedger {
  const { symbol, timeframe } = series;
  const { startsAt, endsAt, calendar, timeframes, declared } = terms;
  const { session } = terms.instrument;
  const { openTime } = sound;
  const periodMs = timeframeMs(timeframe);
  const found = findGaps(openTime, { symbol, periodMs, startsAt, endsAt, calendar });
  const { barsInSession, barsOutside, gapBars, gaps } = found;
  const expectedBars = barsInSession + gapBars;
  const leftOut = rows === openTime.length ? [] : rowFlaws(series, verdicts);
  return {
    symbol,
    timeframe,
    startsAt,
    endsAt,
    rows,
    soundBars: openTime.length,
    warmUpBars: warmUpBars(openTime, { periodMs, session }, declared),
    expectedBars,
    gapBars,
    gaps,
    coveragePercent: quotient(100 * barsInSession, expectedBars, 'no candle was expected'),
    longestGaps: found.longest,
    flaws: [...leftOut, ...seriesFlaws(sound, { ...terms, symbol, barsOutside })],
    higher: timeframes
      .filter((one) => timeframeMs(one) > periodMs)
      .map((one) => countHigher(openTime, one, { periodMs, session })),
  };
}
