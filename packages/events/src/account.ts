import type { ClientOrderId } from './order.js';

/** The account as the venue sees it. Money is in account currency, exact at the currency's precision. */
export interface AccountSnapshot {
  readonly currency: string;
  /** Start + closed results + costs. */
  readonly balance: number;
  /** Balance + open profit at the price a position could be closed for now. */
  readonly equity: number;
  readonly openProfit: number;
  /** `fill` and `swap`: money moved; `mark`: only prices did; `margin_call` and `stop_out`: equity no longer carries the positions. */
  readonly cause: 'start' | 'fill' | 'mark' | 'swap' | 'margin_call' | 'stop_out';
  /** What was booked, where the cause is `swap`. */
  readonly swap?: SwapBooking;
  /** What decided, where the cause is `margin_call` or `stop_out`. */
  readonly margin?: MarginState;
  /** Venue time, ms UTC. */
  readonly at: number;
}

/** Interest for carrying a position over a rollover. */
export interface SwapBooking {
  readonly positionId: ClientOrderId;
  readonly symbol: string;
  /** Account currency, negative where the trader pays. */
  readonly amount: number;
  /** Nights that it stands for: three on the day that stands for the weekend. */
  readonly nights: number;
}

export interface MarginState {
  /** Account currency that all positions bind. */
  readonly used: number;
  /** Equity less that: below 0 where positions are bigger than the account carries. */
  readonly free: number;
}
