/** The account as the venue sees it. Money is in account currency, exact at the currency's precision. */
export interface AccountSnapshot {
  readonly currency: string;
  /** Start + closed results + costs. */
  readonly balance: number;
  /** Balance + open profit at the price a position could be closed for now. */
  readonly equity: number;
  readonly openProfit: number;
  /** `fill`: money moved; `mark`: only prices did. */
  readonly cause: 'start' | 'fill' | 'mark';
  /** Venue time, ms UTC. */
  readonly at: number;
}
