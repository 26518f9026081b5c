import type { AccountSnapshot } from '@q/events';
import { fromMinor, toMinor } from '@q/trading';

/** The account at the simulated venue. The balance is kept in minor units (cents), so sums are exact. */
export class VenueAccount {
  readonly currency: string;
  #balanceMinor: number;

  constructor(account: { readonly currency: string; readonly balance: number }) {
    this.currency = account.currency;
    this.#balanceMinor = toMinor(account.balance, account.currency);
  }

  /** Books closed results and costs, in minor units. */
  book(minor: number): void {
    this.#balanceMinor += minor;
  }

  snapshot(cause: AccountSnapshot['cause'], openProfit: number, at: number): AccountSnapshot {
    const openMinor = toMinor(openProfit, this.currency);
    return {
      currency: this.currency,
      balance: fromMinor(this.#balanceMinor, this.currency),
      equity: fromMinor(this.#balanceMinor + openMinor, this.currency),
      openProfit: fromMinor(openMinor, this.currency),
      cause,
      at,
    };
  }
}
