/** Of each run: the place of its first point, when that is (ms UTC), how far apart its points are (ms), and the balance of all of them. */
const FIELDS = 4;

export interface CurveRun {
  /** Of its first point, ms UTC. */
  readonly at: number;
  readonly stepMs: number;
  readonly balance: number;
}

/**
 * When the points of a curve are, and what the balance was, in runs: points of candles in a row lie equally far apart, and the balance is the same until
 * something is filled. They become columns when those are asked for.
 */
export class CurveRuns {
  readonly #runs: number[] = [];

  /** Points so far apart follow from a place on, up to that of which something else is told: a run of their own, or the newest one goes on. */
  begin(place: number, { at, stepMs, balance }: CurveRun): void {
    const runs = this.#runs;
    if (this.#goesOn(place, at, balance) && runs[runs.length - 2] === stepMs) return;
    runs.push(place, at, stepMs, balance);
  }

  /** A point of its own, which the newest run may go on with; the newest point may be put a second time. */
  put(place: number, at: number, balance: number): void {
    const runs = this.#runs;
    const run = runs.length - FIELDS;
    if (run >= 0 && runs[run] === place) {
      runs[run + 1] = at;
      runs[run + 3] = balance;
    } else if (!this.#goesOn(place, at, balance)) runs.push(place, at, 0, balance);
  }

  /** Whether a point is the next one of the newest run: the second one tells how far apart they are. */
  #goesOn(place: number, at: number, balance: number): boolean {
    const runs = this.#runs;
    const run = runs.length - FIELDS;
    if (run < 0 || runs[run + 3] !== balance) return false;
    const nth = place - (runs[run] as number);
    const first = runs[run + 1] as number;
    if (nth === 1) runs[run + 2] = at - first;
    return at === first + (runs[run + 2] as number) * nth;
  }

  /** Of so many points. */
  columns(length: number): { readonly at: Float64Array; readonly balance: Float64Array } {
    const [ats, balances] = [new Float64Array(length), new Float64Array(length)];
    const runs = this.#runs;
    for (let run = 0; run < runs.length; run += FIELDS) {
      const from = runs[run] as number;
      const to = runs[run + FIELDS] ?? length;
      const first = runs[run + 1] as number;
      const stepMs = runs[run + 2] as number;
      for (let place = from; place < to; place += 1) ats[place] = first + stepMs * (place - from);
      balances.fill(runs[run + 3] as number, from, to);
    }
    return { at: ats, balance: balances };
  }
}
