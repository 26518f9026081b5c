import type { Calendar } from '@q/events';

/** A stretch of missing candles, which a closed market may interrupt. */
export interface DataGap {
  /** Open of the first missing candle, ms UTC. */
  readonly startsAt: number;
  /** Open of the candle behind it, or the end of the data. */
  readonly endsAt: number;
  readonly missingBars: number;
}

export interface GapTerms {
  readonly symbol: string;
  readonly periodMs: number;
  /** The range that candles are expected in, ms UTC. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly calendar: Calendar;
}

export interface FoundGaps {
  /** Sound candles that open inside the session, a repeated time once. */
  readonly barsInSession: number;
  /** Sound candles that open outside it: neither expected nor missed. */
  readonly barsOutside: number;
  readonly gapBars: number;
  readonly gaps: number;
  /** Those with the most missing candles, in the order of time. */
  readonly longest: readonly DataGap[];
}

/** A list of more gaps than these is read by nobody. */
const LISTED = 50;

/**
 * A missing candle is a place of a whole period between two candles, or between a candle and an end of the range, whose open lies
 * inside the session. Places are counted on from the candle before them: a day's candle may move with the clocks of its venue.
 * @param opens times of the sound candles, ascending
 */
export function findGaps(opens: Float64Array, terms: GapTerms): FoundGaps {
  const { symbol, periodMs, startsAt, endsAt, calendar } = terms;
  const list = new GapList();
  const [first = endsAt] = opens;
  let next = first - Math.floor((first - startsAt) / periodMs) * periodMs;
  let bars = 0;
  let barsInSession = 0;
  // Sessions begin and end on quarters of an hour: one question is enough for each.
  let quarterEnds = -Infinity;
  let isOpen = 0;
  const { length } = opens;
  for (let at = 0; at < length; at += 1) {
    const open = opens[at] as number;
    // A repeated time is no further place.
    if (open < next - periodMs / 2) continue;
    if (open >= next + periodMs) list.add(gapBetween({ from: next, to: open }, terms));
    if (open >= quarterEnds) {
      const quarter = Math.floor(open / QUARTER_MS) * QUARTER_MS;
      isOpen = calendar.isOpen(symbol, quarter) ? 1 : 0;
      quarterEnds = quarter + QUARTER_MS;
    }
    barsInSession += isOpen;
    bars += 1;
    next = open + periodMs;
  }
  list.add(gapBetween({ from: next, to: endsAt }, terms));
  const { gapBars, gaps, longest } = list;
  return { barsInSession, barsOutside: bars - barsInSession, gapBars, gaps, longest };
}

const QUARTER_MS = 900_000;

/** Counts all gaps and keeps the longest. */
class GapList {
  gaps = 0;
  gapBars = 0;
  #kept: DataGap[] = [];

  add(gap: DataGap | undefined): void {
    if (gap === undefined) return;
    this.gaps += 1;
    this.gapBars += gap.missingBars;
    this.#kept.push(gap);
    if (this.#kept.length >= LISTED * 4) this.#kept = mostMissing(this.#kept);
  }

  get longest(): readonly DataGap[] {
    return mostMissing(this.#kept).sort((a, b) => a.startsAt - b.startsAt);
  }
}

function mostMissing(gaps: readonly DataGap[]): DataGap[] {
  return gaps.toSorted((a, b) => b.missingBars - a.missingBars || a.startsAt - b.startsAt).slice(0, LISTED);
}

const WEEK_MS = 604_800_000;
/** A row with an absurd time leaves a gap of centuries: beyond a year the market's weeks are taken to be all alike. */
const COUNTED_WEEKS = 52;

function gapBetween({ from, to }: Stretch, terms: GapTerms): DataGap | undefined {
  const weeks = Math.floor((to - from) / WEEK_MS);
  const skipped = weeks > COUNTED_WEEKS ? weeks - 1 : 0;
  const ofWeek = skipped === 0 ? 0 : missingPlaces({ from, to: from + WEEK_MS }, terms).count;
  const { count, first } = missingPlaces({ from: from + skipped * WEEK_MS, to }, terms);
  const missingBars = skipped * ofWeek + count;
  const startsAt = skipped === 0 ? first : (terms.calendar.nextOpen(terms.symbol, from) ?? first);
  return missingBars === 0 ? undefined : { startsAt, endsAt: to, missingBars };
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

function missingPlaces({ from, to }: Stretch, { symbol, periodMs, calendar }: GapTerms) {
  let [count, first] = [0, NaN];
  for (let place = from; place + periodMs <= to;) {
    const open = calendar.nextOpen(symbol, place) ?? Infinity;
    if (open === place) {
      if (count === 0) first = place;
      count += 1;
      place += periodMs;
    } else place += Math.ceil((open - place) / periodMs) * periodMs;
  }
  return { count, first };
}
