/** Points of a line in columns: times in whole seconds UTC, ascending, each once. */
export interface ChartPoints {
  readonly time: readonly number[];
  readonly value: readonly number[];
}

/** More points than these make a page slow and show nothing more. */
export const MOST_POINTS = 4_000;

interface Curve {
  readonly length: number;
  readonly at: ArrayLike<number>;
  readonly equity: ArrayLike<number>;
}

/** Equity thinned to what a screen can show: the last value of each stretch. */
export function equityPoints({ length, at, equity }: Curve): ChartPoints {
  return thinned(
    length,
    (row) => [at[row] ?? NaN, equity[row] ?? NaN],
    (_kept, next) => next,
  );
}

/** Distance from the highest equity so far in percent of it, 0 or below: the lowest of each stretch, so that the deepest is there. */
export function drawdownPoints({ length, at, equity }: Curve): ChartPoints {
  let peak = -Infinity;
  const depth = (value: number): number => {
    peak = Math.max(peak, value);
    return peak > 0 ? ((value - peak) / peak) * 100 : 0;
  };
  return thinned(length, (row) => [at[row] ?? NaN, depth(equity[row] ?? NaN)], Math.min);
}

/** One point of each stretch of rows; where two would fall into one second, they become one. */
function thinned(
  length: number,
  pointAt: (row: number) => readonly [at: number, value: number],
  join: (kept: number, next: number) => number,
): ChartPoints {
  const size = Math.max(1, Math.ceil(length / MOST_POINTS));
  const time: number[] = [];
  const value: number[] = [];
  for (let row = 0; row < length; row += 1) {
    const [at, next] = pointAt(row);
    const second = Math.floor(at / 1_000);
    const last = time.length - 1;
    if (last >= 0 && (row % size !== 0 || time[last] === second)) {
      // Of a stretch the last instant is shown: what it became is known only then.
      time[last] = second;
      value[last] = join(value[last] ?? next, next);
    } else {
      time.push(second);
      value.push(next);
    }
  }
  return { time, value: value.map((one) => Math.round(one * 10_000) / 10_000) };
}
