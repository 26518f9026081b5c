import type { Calendar, Instrument } from '@q/events';
import type { MarketSeries } from '../market-data.js';
import type { Figure } from '../report/figure.js';
import { finite } from '../report/figure.js';
import { findDigits } from './find-digits.js';
import { findJumps } from './find-jumps.js';
import { findWrongZone } from './find-wrong-zone.js';
import type { RowProblem, RowVerdicts } from './row-problems.js';
import { ROW_PROBLEMS } from './row-problems.js';

/** What is told of rows that the run uses all the same. */
export type SeriesFlaw = 'absurd_jump' | 'outside_session' | 'wrong_zone' | 'mixed_digits' | 'too_many_digits';

/** One kind of thing that is wrong with the data of a symbol. */
export interface DataFlaw {
  readonly kind: RowProblem | SeriesFlaw;
  /** Whether the run left the rows out, or used them. */
  readonly effect: 'left out' | 'used';
  readonly rows: number;
  /** Open time of the first such row, ms UTC. */
  readonly firstAt: Figure;
  /** In words, with the numbers that decided. */
  readonly message: string;
}

/** Rows that the run cannot use, by kind. */
export function rowFlaws({ columns }: MarketSeries, verdicts: RowVerdicts): readonly DataFlaw[] {
  const counts = new Array<number>(ROW_PROBLEMS.length).fill(0);
  const { length } = verdicts;
  for (let row = 0; row < length; row += 1) {
    const verdict = verdicts[row] as number;
    if (verdict > 0) counts[verdict - 1] = (counts[verdict - 1] ?? 0) + 1;
  }
  return ROW_PROBLEMS.flatMap((kind, index): DataFlaw[] => {
    const rows = counts[index] ?? 0;
    if (rows === 0) return [];
    const time = columns.openTime[verdicts.indexOf(index + 1)] ?? NaN;
    return [{ kind, effect: 'left out', rows, firstAt: finite(time, 'it has no time'), message: MESSAGES[kind] }];
  });
}

const MESSAGES: Readonly<Record<RowProblem, string>> = {
  not_a_number: 'a price, volume or time is no finite number',
  not_positive: 'a price is 0 or below',
  high_below_low: 'the high is below the low',
  outside_range: 'open or close lies outside high and low',
  negative_volume: 'the volume is negative',
  duplicate: 'a further row with the time of the one before it',
  out_of_order: 'the row is older than the one before it',
  overlapping: 'the row begins before the one before it ends',
};

interface SeriesTerms {
  readonly symbol: string;
  readonly calendar: Calendar;
  readonly instrument: Instrument;
  readonly barsOutside: number;
}

type Sound = Readonly<Record<'openTime' | 'high' | 'low' | 'close', Float64Array>>;

/** What is odd about the sound rows as a whole. */
export function seriesFlaws(sound: Sound, terms: SeriesTerms): readonly DataFlaw[] {
  return [...jumpFlaw(sound), ...sessionFlaws(sound, terms), ...digitFlaws(sound, terms)];
}

function jumpFlaw(sound: Sound): readonly DataFlaw[] {
  const { count, factor, first } = findJumps(sound);
  if (first === undefined) return [];
  const message = `high or low is more than ${factor.toFixed(2)} times the close before it, or less than its ${factor.toFixed(2)}th part`;
  return [used('absurd_jump', sound, { rows: count, first, message })];
}

function sessionFlaws(sound: Sound, { symbol, calendar, barsOutside }: SeriesTerms): readonly DataFlaw[] {
  if (barsOutside === 0) return [];
  const first = sound.openTime.findIndex((open) => !calendar.isOpen(symbol, open));
  const outside = used('outside_session', sound, {
    rows: barsOutside,
    first,
    message: 'the candle opens while the market is closed',
  });
  const ahead = findWrongZone(sound.openTime, symbol, calendar);
  if (ahead === undefined) return [outside];
  const [hours, side] = [Math.abs(ahead), ahead > 0 ? 'ahead of' : 'behind'];
  const message = `times seem to be ${hours} ${hours === 1 ? 'hour' : 'hours'} ${side} UTC: state the time zone of the file`;
  return [outside, used('wrong_zone', sound, { rows: sound.openTime.length, first: 0, message })];
}

function digitFlaws(sound: Sound, { instrument: { digits } }: SeriesTerms): readonly DataFlaw[] {
  const { tooFine, stretches } = findDigits(sound.close, digits);
  const flaws: DataFlaw[] = [];
  if (tooFine.first !== undefined) {
    const message = `the close has more than the ${digits} decimals of the instrument`;
    flaws.push(used('too_many_digits', sound, { rows: tooFine.count, first: tooFine.first, message }));
  }
  const [whole, second] = stretches;
  if (whole === undefined || second === undefined) return flaws;
  const least = stretches.reduce((fewest, { decimals }) => Math.min(fewest, decimals), digits);
  const message = `closes have ${whole.decimals} decimals at first and ${second.decimals} from here on, ${stretches.length - 1} changes in all, ${least} at the least`;
  return [
    ...flaws,
    used('mixed_digits', sound, { rows: sound.close.length - second.from, first: second.from, message }),
  ];
}

function used(
  kind: SeriesFlaw,
  { openTime }: Sound,
  { rows, first, message }: { readonly rows: number; readonly first: number; readonly message: string },
): DataFlaw {
  return { kind, effect: 'used', rows, firstAt: finite(openTime[first] ?? NaN, 'it has no time'), message };
}
