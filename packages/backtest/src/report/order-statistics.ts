import type { BacktestResult } from '../run-backtest.js';
import type { OrderState } from '../order-recorder.js';

/** Orders of the run: entries and exits that were sent. Stops and targets that the venue carries are no orders of their own. */
export interface OrderFigures {
  readonly placed: number;
  readonly filled: number;
  /** Fills after which a part of their order was still open. */
  readonly partialFills: number;
  /** The venue said no. */
  readonly rejected: number;
  readonly canceled: number;
  readonly expired: number;
  readonly unknown: number;
  /** Still waiting when the run ended. */
  readonly waiting: number;
  /** Entries that the risk gate refused; the table of gates says why. */
  readonly denied: number;
}

export function orderFigures({ orders, fills, denials }: BacktestResult): OrderFigures {
  const count = (...states: OrderState[]): number => orders.filter(({ state }) => states.includes(state)).length;
  return {
    placed: orders.length,
    filled: count('filled'),
    partialFills: fills.filter(({ remaining }) => remaining > 0).length,
    rejected: count('rejected'),
    canceled: count('canceled'),
    expired: count('expired'),
    unknown: count('unknown'),
    waiting: count('placed', 'accepted', 'partially_filled'),
    denied: denials.length,
  };
}
