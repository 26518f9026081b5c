import type { CandleProblem } from '@q/events';
import type { CandleColumns } from '@q/brokers';
import { timeframeMs } from '@q/events';
import { findCandleProblem } from '@q/trading';
import type { MarketSeries } from '../market-data.js';

/** What can be wrong with a row, in the words of the events that a run tells it with. */
export const ROW_PROBLEMS = [
  'not_a_number',
  'not_positive',
  'high_below_low',
  'outside_range',
  'negative_volume',
  'duplicate',
  'out_of_order',
  'overlapping',
] as const satisfies readonly CandleProblem[];

export type RowProblem = (typeof ROW_PROBLEMS)[number];

export interface RowRange {
  /** Only rows that open at `from` or later and close at `to` or earlier, ms UTC. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Whether a row with the time of the one before it is a candle of its own. */
  readonly keepsDuplicates?: boolean | undefined;
}

/** One for every row of a series: 0 for a sound one, `OUTSIDE` for one that is not asked for, else 1 + its place in `ROW_PROBLEMS`. */
export type RowVerdicts = Uint8Array;

export interface JudgedRows {
  readonly verdicts: RowVerdicts;
  /** Rows that are asked for, and those of them that are sound. */
  readonly rows: number;
  readonly soundRows: number;
}

export const SOUND = 0;
export const OUTSIDE = 255;

/** Whether what is wrong with a row are its values, not when it comes. */
export function isOfValues(verdict: number): boolean {
  return verdict !== SOUND && verdict < DUPLICATE;
}

/**
 * Judges every row by the rules by which the run judges candles when they come: what is unsound here is told there, and left out. Only a
 * row that is older than an unsound one before it may be left out there and not here, where the run has asked beyond it already.
 */
export function judgeRows(series: MarketSeries, range: RowRange): JudgedRows {
  const { columns, timeframe } = series;
  const periodMs = timeframeMs(timeframe);
  // Read and judged here, without a call or a question for any row whose values are sound: there are very many.
  const { length, openTime, open, high, low, close, volume, quotes } = columns;
  const verdicts = new Uint8Array(length);
  const { from = -Infinity, to = Infinity, keepsDuplicates = false } = range;
  const isAll = from === -Infinity && to === Infinity;
  const newest = to - periodMs;
  let outside = 0;
  let unsound = 0;
  let last = -Infinity;
  for (let row = 0; row < length; row += 1) {
    const time = openTime[row] as number;
    if (!isAll && !(time >= from && time <= newest)) {
      verdicts[row] = OUTSIDE;
      outside += 1;
      continue;
    }
    const top = high[row] as number;
    const bottom = low[row] as number;
    const begins = open[row] as number;
    const ends = close[row] as number;
    const traded = volume[row] as number;
    // Nothing compares with NaN: a row that passes here has passed every test that its values have to.
    const areSound =
      bottom > 0 &&
      bottom <= begins &&
      bottom <= ends &&
      top >= begins &&
      top >= ends &&
      top < Infinity &&
      traded >= 0 &&
      traded + Math.abs(time) < Infinity &&
      (quotes === undefined || areSoundQuotes(quotes, row));
    if (areSound && time >= last + periodMs) {
      last = time;
      continue;
    }
    let verdict = areSound ? SOUND : valuesAt(series, row);
    if (verdict === SOUND && time < last + periodMs) verdict = timeAt(time, last);
    if (verdict === SOUND || (verdict === DUPLICATE && keepsDuplicates)) last = time;
    else {
      verdicts[row] = verdict;
      unsound += 1;
    }
  }
  return { verdicts, rows: length - outside, soundRows: length - outside - unsound };
}

/** Judges the values of a row one by one. */
function valuesAt({ columns, timeframe }: MarketSeries, row: number): number {
  return codeOf(findCandleProblem(columns.candleAt(row, timeframeMs(timeframe)), undefined));
}

function areSoundQuotes({ bid, ask }: NonNullable<CandleColumns['quotes']>, row: number): boolean {
  return isSoundBar(bid, row) && isSoundBar(ask, row);
}

function isSoundBar({ open, high, low, close }: CandleColumns, row: number): boolean {
  const lowest = low[row] as number;
  const highest = high[row] as number;
  const first = open[row] as number;
  const last = close[row] as number;
  return lowest > 0 && lowest <= first && lowest <= last && highest >= first && highest >= last && highest < Infinity;
}

function timeAt(time: number, last: number): number {
  if (time === last) return DUPLICATE;
  return time < last ? OUT_OF_ORDER : OVERLAPPING;
}

function codeOf(problem: CandleProblem | undefined): number {
  return problem === undefined ? SOUND : 1 + ROW_PROBLEMS.findIndex((one) => one === problem);
}

const DUPLICATE = codeOf('duplicate');
const OUT_OF_ORDER = codeOf('out_of_order');
const OVERLAPPING = codeOf('overlapping');
