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

  /** A run goes on from a place to where the next one begins. */
  begin(place: number, { at, stepMs, balance }: CurveRun): void {
    this.#runs.push(place, at, stepMs, balance);
  }

  /** A point of its own, which the run before it may go on with; the newest may be put a second time. */
  put(place: number, at: number, balance: number): void {
    const runs = this.#runs;
    const run = runs.length - FIELDS;
    const from = run < 0 ? -1 : (runs[run] as number);
    if (from === place) {
      runs[run + 1] = at;
      runs[run + 3] = balance;
      return;
    }
    if (from >= 0 && runs[run + 3] === balance) {
      const first = runs[run + 1] as number;
      if (place === from + 1) runs[run + 2] = at - first;
      if (at === first + (runs[run + 2] as number) * (place - from)) return;
    }
    this.begin(place, { at, stepMs: 0, balance });
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
