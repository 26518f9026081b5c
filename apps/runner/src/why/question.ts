import type { SystemConfig } from '@q/config';
import { parseUtc } from '@q/config';
import { nearest } from '@q/trading';
import type { Arguments } from '../arguments.js';
import { UsageError } from '../arguments.js';
import type { HistorySurvey } from './read-history.js';

export interface Question {
  readonly symbol: string;
  /** The instant that was asked about, ms UTC; `undefined` where none was. */
  readonly askedFor: number | undefined;
  /** An instant of the run, ms UTC: the newest evaluation up to here is the answer. */
  readonly until: number;
}

/** What is asked: a symbol and an instant, the newest signal where none is named. @throws UsageError */
export function questionOf(args: Arguments, { trading }: SystemConfig, survey: HistorySurvey): Question {
  const [, named] = args.verb;
  const symbol = named ?? survey.newestSymbol ?? trading.symbols[0] ?? '';
  if (!trading.symbols.includes(symbol)) throw unknownSymbol(symbol, trading.symbols);
  const askedFor = args.at === undefined ? undefined : instantOf(args.at, survey);
  const wanted = askedFor ?? survey.newestSignals.get(symbol) ?? Infinity;
  return { symbol, askedFor, until: Math.max(survey.startedAt, Math.min(wanted, survey.endedAt)) };
}

function unknownSymbol(symbol: string, known: readonly string[]): UsageError {
  const suggestion = nearest(symbol, known);
  const help = suggestion === undefined ? `it traded ${known.join(', ')}` : `did you mean ${suggestion}?`;
  return new UsageError(`the run did not trade "${symbol}": ${help}`);
}

const TIME_OF_DAY = /^\d{2}:\d{2}(:\d{2})?Z?$/;

/** A date and time in UTC, or a time of day: that of the run's last day. */
function instantOf(text: string, { endedAt }: HistorySurvey): number {
  const lastDay = new Date(endedAt).toISOString().slice(0, 10);
  const instant = parseUtc(TIME_OF_DAY.test(text) ? `${lastDay}T${text}` : text.replace(' ', 'T'));
  if (instant !== undefined) return instant;
  throw new UsageError(
    `--at needs a time in UTC such as 2025-01-06T20:55, or 20:55 for the last day of the run, got "${text}"`,
  );
}
