import type { AccountMarks, AccountSnapshot } from '@q/events';
import { currencyDecimals, toMinor } from '@q/trading';

/** The account at the simulated venue. The balance is kept in minor units (cents), so sums are exact. */
export class VenueAccount {
  readonly currency: string;
  readonly #minorPerUnit: number;
  #balanceMinor: number;

  constructor(account: { readonly currency: string; readonly balance: number }) {
    this.currency = account.currency;
    this.#minorPerUnit = 10 ** currencyDecimals(account.currency);
    this.#balanceMinor = toMinor(account.balance, account.currency);
  }

  /** Books closed results and costs, in minor units. */
  book(minor: number): void {
    this.#balanceMinor += minor;
  }

  /** Balance and open profit in minor units. */
  equityMinor(openProfit: number): number {
    // A mark is an estimate in binary floating point: only booked amounts need exact rounding.
    return this.#balanceMinor + Math.round(openProfit * this.#minorPerUnit);
  }

  /** Makes open profits such as a snapshot tells, in place, and says what the account is worth with each of them. */
  mark({ openProfit, equity, from }: AccountMarks, count: number): void {
    // What stays the same is not read again for each of them.
    const minorPerUnit = this.#minorPerUnit;
    const balanceMinor = this.#balanceMinor;
    for (let at = from; at < from + count; at += 1) {
      const equityMinor = balanceMinor + Math.round((openProfit[at] as number) * minorPerUnit);
      equity[at] = equityMinor / minorPerUnit;
      openProfit[at] = (equityMinor - balanceMinor) / minorPerUnit;
    }
  }

  get balance(): number {
    return this.fromMinor(this.#balanceMinor);
  }

  /** Minor units of its currency as an amount. */
  fromMinor(minor: number): number {
    return minor / this.#minorPerUnit;
  }

  snapshot(cause: AccountSnapshot['cause'], openProfit: number, at: number): AccountSnapshot {
    const balanceMinor = this.#balanceMinor;
    const equityMinor = this.equityMinor(openProfit);
    return {
      currency: this.currency,
      balance: this.balance,
      equity: this.fromMinor(equityMinor),
      openProfit: this.fromMinor(equityMinor - balanceMinor),
      cause,
      at,
    };
  }
}
