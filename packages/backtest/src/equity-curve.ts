import type { EventBus, Stretch } from '@q/events';

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

/** Writes down what the venue says of the account. */
export class EquityRecorder {
  #length = 0;
  #at: Float64Array;
  #equity: Float64Array;
  #balance: Float64Array;

  /** @param room for so many instants at first: what is not used of it takes no memory, and columns that have grown leave their old ones behind */
  constructor(bus: EventBus, room: number) {
    this.#at = new Float64Array(room);
    this.#equity = new Float64Array(room);
    this.#balance = new Float64Array(room);
    bus.subscribe(
      'AccountUpdated',
      ({ account }) => {
        this.#add(Math.max(account.at, this.#at[this.#length - 1] ?? -Infinity), account.equity, account.balance);
      },
      { name: 'EquityRecorder', takesStretches: true },
    );
    bus.onStretch({ take: (stretch) => this.#addAll(stretch) });
  }

  get curve(): EquityCurve {
    const [length, at, equity, balance] = [this.#length, this.#at, this.#equity, this.#balance];
    // Views: a copy would hold a long run's curve twice.
    return {
      length,
      at: at.subarray(0, length),
      equity: equity.subarray(0, length),
      balance: balance.subarray(0, length),
    };
  }

  #addAll(stretch: Stretch): void {
    if (stretch.marks === undefined || stretch.count === 0) return;
    const { marks, count, first, periodMs, candles } = stretch;
    const { equity, balance, from } = marks;
    const { openTime } = candles;
    // The first may be of the instant before it; behind it each is of its own.
    this.#add(stretch.closeTime(0), equity[from] as number, balance);
    if (this.#length + count > this.#at.length) this.#widen(count);
    const [ats, equities, balances] = [this.#at, this.#equity, this.#balance];
    let length = this.#length;
    let before = equities[length - 1];
    for (let place = 1; place < count; place += 1) {
      const now = equity[from + place] as number;
      if (now === before) continue;
      ats[length] = (openTime[first + place] as number) + periodMs;
      equities[length] = now;
      balances[length] = balance;
      length += 1;
      before = now;
    }
    this.#length = length;
  }

  #add(at: number, equity: number, balance: number): void {
    const last = this.#length - 1;
    if (last >= 0 && this.#equity[last] === equity && this.#balance[last] === balance) return;
    const place = last >= 0 && this.#at[last] === at ? last : this.#length;
    if (place === this.#at.length) this.#widen(1);
    this.#at[place] = at;
    this.#equity[place] = equity;
    this.#balance[place] = balance;
    this.#length = place + 1;
  }

  /** To room for so many more at least. */
  #widen(more: number): void {
    const widened = (column: Float64Array): Float64Array<ArrayBuffer> => {
      const wider = new Float64Array(Math.ceil(column.length * GROWTH) + LEAST_GROWTH + more);
      wider.set(column);
      return wider;
    };
    this.#at = widened(this.#at);
    this.#equity = widened(this.#equity);
    this.#balance = widened(this.#balance);
  }
}
