import type { Fill } from '@q/events';
import type { Figure } from './figure.js';
import { quotient } from './figure.js';
import { sum } from './statistics.js';

/** Account currency, positive where the trader paid. */
export interface CostFigures {
  /** Of every fill, also of positions that are still open. */
  readonly commissions: number;
  /** Against the best price, of every fill; it is part of the prices of the fills, and so of the net profit. */
  readonly slippage: Figure;
  /** Interest for carrying positions over night; negative where the trader was paid. */
  readonly swap: number;
  /** Commissions and swap / (net profit + commissions and swap), percent: how much of what was earned went to the venue. */
  readonly sharePercent: Figure;
}

export function costFigures(
  fills: readonly Fill[],
  {
    netProfit,
    money,
    swaps = [],
  }: {
    readonly netProfit: number;
    readonly money: (amount: number) => number;
    readonly swaps?: readonly { readonly amount: number }[] | undefined;
  },
): CostFigures {
  const commissions = money(-sum(fills.map(({ commission }) => commission)));
  const swap = money(-sum(swaps.map(({ amount }) => amount)));
  const paid = money(commissions + swap);
  return {
    commissions,
    slippage: slippageOf(fills, money),
    swap,
    sharePercent: quotient(100 * paid, netProfit + paid, 'nothing was earned before costs'),
  };
}

function slippageOf(fills: readonly Fill[], money: (amount: number) => number): Figure {
  const reported = fills.map(({ slippage }) => slippage).filter((amount) => amount !== undefined);
  if (reported.length < fills.length) return { na: 'the venue does not report it: it is in the prices of the fills' };
  return money(0 - sum(reported));
}
