import type { Instrument } from '@q/events';
import { dataWarnings } from '../data-ledger/data-warnings.js';
import type { SymbolLedger } from '../data-ledger/symbol-ledger.js';
import type { Failed } from '../failure-recorder.js';
import { failureWarnings } from '../failure-recorder.js';
import type { ReportedRun } from './reported-run.js';

export interface Noted {
  /** Account currency. */
  readonly currency: string;
  /** Of the first symbol. */
  readonly instrument: Instrument | undefined;
  readonly data: readonly SymbolLedger[];
  readonly openPositions: number;
  readonly failed: Failed;
}

/** The conventions behind the figures, and what was not known, in words. */
export function reportNotes(
  { daysPerYear }: Pick<ReportedRun, 'daysPerYear'>,
  { currency, instrument, data, openPositions, failed }: Noted,
): string[] {
  const session = daysPerYear === 252 ? 'all symbols trade in the fx session' : 'a symbol trades on all days';
  const notes = [
    `a year has ${daysPerYear} trading days: ${session}; there is no risk-free rate`,
    'a day is a UTC day at whose noon a symbol trades; what happens between such days counts to the next; holidays count as days',
    'intervals are of 95 %: Sharpe by Lo 2002, win rate by Wilson, expectancy by Student, Sortino and profit factor by percentile bootstrap',
  ];
  if (instrument !== undefined && instrument.quoteCurrency !== currency)
    notes.push(`buy and hold is the change of the price of ${instrument.symbol}, not turned into ${currency}`);
  if (data.some(({ gapBars }) => gapBars > 0))
    notes.push('the calendar knows no holidays: missing candles may be some');
  if (openPositions > 0)
    notes.push('positions open at the end are in equity at their last mark, and in no figure of trades');
  return [...failureWarnings(failed), ...notes, ...dataWarnings(data)];
}
