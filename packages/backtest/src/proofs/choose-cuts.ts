import { timeframeMs } from '@q/events';
import type { MarketSeries } from '../market-data.js';
import { SeededDraws } from '../report/seeded-draws.js';

export interface CutChoice {
  readonly series: readonly MarketSeries[];
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** Instants at which something was decided, ms UTC. */
  readonly decisionsAt: readonly number[];
  /** Instants at which a decision seems to depend on what comes, ms UTC: they come before all others. */
  readonly suspectedAt: readonly number[];
  /** At most so many cuts. */
  readonly limit: number;
  readonly seed: number;
}

/** Bars at the begin and at the end of the data. */
const ENDS = 2;

/**
 * The closes after which the data are cut, ms UTC, ascending: the first and last ones, the suspected ones, those with a decision, those around
 * them, and a seeded sample of the others. Where there are too many, decisions get half of what is left, and their neighbours half of the rest.
 */
export function chooseCuts({ series, from, to, decisionsAt, suspectedAt, limit, seed }: CutChoice): readonly number[] {
  const closes = closesWithin(series, { from, to });
  const draws = new SeededDraws(seed);
  const places = new Map(closes.map((close, place) => [close, place]));
  const placesOf = (instants: readonly number[]): readonly number[] =>
    [...new Set(instants)].flatMap((instant) => places.get(instant) ?? []);
  const decided = placesOf(decisionsAt);
  const suspected = placesOf(suspectedAt);
  const around = decided.flatMap((place) => [place - 1, place + 1]);
  const all = closes.map((_, place) => place);
  const chosen = new Set<number>();
  const take = (wanted: readonly number[], most: number): void => {
    const left = [...new Set(wanted)].filter((place) => place in closes && !chosen.has(place));
    while (left.length > 0 && chosen.size < most) {
      const [place] = left.splice(draws.below(left.length), 1);
      if (place !== undefined) chosen.add(place);
    }
  };
  const halfOfTheRest = (): number => chosen.size + Math.ceil((limit - chosen.size) / 2);
  take([...all.slice(0, ENDS), ...all.slice(-ENDS)], limit);
  take(suspected.slice(0, 1), limit);
  take(suspected, limit);
  take(decided, halfOfTheRest());
  take(around, halfOfTheRest());
  take(all, limit);
  return [...chosen].toSorted((a, b) => a - b).flatMap((place) => closes[place] ?? []);
}

/** Every close of every series, each once, from the first at which all of them have a candle. */
function closesWithin(
  series: readonly MarketSeries[],
  { from = -Infinity, to = Infinity }: { readonly from: number | undefined; readonly to: number | undefined },
): readonly number[] {
  const closes = series.map(({ columns, timeframe }) =>
    [...columns.newestOpenTime.subarray(0, columns.length)]
      .filter((open) => open >= from)
      .map((open) => open + timeframeMs(timeframe)),
  );
  const begin = Math.max(...closes.map(([first = Infinity]) => first));
  return [...new Set(closes.flat())].filter((close) => close >= begin && close <= to).toSorted((a, b) => a - b);
}
