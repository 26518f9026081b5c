import type { AccountMarks, EventBus, Stretch } from '@q/events';
import { CurveRuns } from './curve-runs.js';

/** Equity and balance in account currency over time, as columns: the last values of every instant at which one of them changed. */
export interface EquityCurve {
  readonly length: number;
  /** ms UTC, ascending, each once. */
  readonly at: Float64Array;
  readonly equity: Float64Array;
  readonly balance: Float64Array;
}

const GROWTH = 1.5;
const LEAST_GROWTH = 1_024;

/** Writes down what the venue says of the account: only the equity is another one at nearly every instant. */
export class EquityRecorder {
  readonly #runs = new CurveRuns();
  #equity: Float64Array;
  #length = 0;
  /** Of the newest point. */
  #lastAt = -Infinity;
  #lastBalance = NaN;
  #curve: EquityCurve | undefined;

  /** @param room for so many instants at first: what is not used of it takes no memory, and a column that has grown leaves its old one behind */
  constructor(bus: EventBus, room: number) {
    this.#equity = new Float64Array(room);
    bus.subscribe(
      'AccountUpdated',
      ({ account }) => this.#add(Math.max(account.at, this.#lastAt), account.equity, account.balance),
      { name: 'EquityRecorder', takesStretches: true },
    );
    bus.onStretch({ take: (stretch) => this.#addAll(stretch) });
  }

  /** Once the run is over. */
  get curve(): EquityCurve {
    this.#curve ??= this.#complete();
    return this.#curve;
  }

  #complete(): EquityCurve {
    const length = this.#length;
    // A view: a copy would hold a long run's equity twice.
    const equity = this.#equity.subarray(0, length);
    const { at, balance } = this.#runs.columns(length);
    return { length, at, equity, balance };
  }

  #addAll(stretch: Stretch): void {
    if (stretch.marks === undefined || !stretch.hasLastMarks) return;
    const { marks, count, periodMs: stepMs } = stretch;
    if (marks.step > 1) return this.#addEach(stretch, marks);
    const { equity, balance, from } = marks;
    // The first may be of the instant before it; behind it each is of its own.
    this.#add(stretch.closeTime(0), equity[from] as number, balance);
    if (this.#length + count > this.#equity.length) this.#widen(count);
    const equities = this.#equity;
    let length = this.#length;
    let before = equities[length - 1];
    let expected = 0;
    for (let place = 1; place < count; place += 1) {
      const now = equity[from + place] as number;
      if (now === before) continue;
      if (place !== expected) this.#runs.begin(length, { at: stretch.closeTime(place), stepMs, balance });
      equities[length] = now;
      length += 1;
      before = now;
      expected = place + 1;
    }
    if (length === this.#length) return;
    this.#lastAt = stretch.closeTime(expected - 1);
    this.#lastBalance = balance;
    this.#length = length;
  }

  /** Those of several symbols, in the order in which they are told. */
  #addEach(stretch: Stretch, { equity, balance, step }: AccountMarks): void {
    const { firstMark } = stretch;
    for (let place = 0; place < stretch.count; place += 1) {
      const at = stretch.closeTime(place);
      for (let nth = 0; nth < step; nth += 1) this.#add(at, equity[firstMark + place * step + nth] as number, balance);
    }
  }

  #add(at: number, equity: number, balance: number): void {
    const last = this.#length - 1;
    if (last >= 0 && this.#equity[last] === equity && this.#lastBalance === balance) return;
    const place = last >= 0 && this.#lastAt === at ? last : this.#length;
    if (place === this.#equity.length) this.#widen(1);
    this.#equity[place] = equity;
    this.#runs.put(place, at, balance);
    this.#lastAt = at;
    this.#lastBalance = balance;
    this.#length = place + 1;
  }

  /** To room for so many more at least. */
  #widen(more: number): void {
    const wider = new Float64Array(Math.ceil(this.#equity.length * GROWTH) + LEAST_GROWTH + more);
    wider.set(this.#equity);
    this.#equity = wider;
  }
}
