import type { Fill } from '@q/events';
import type { Figure } from './figure.js';
import { quotient } from './figure.js';
import { sum } from './statistics.js';

/** Account currency, positive where the trader paid. */
export interface CostFigures {
  /** Of every fill, also of positions that are still open. */
  readonly commissions: number;
  readonly slippage: Figure;
  readonly swap: Figure;
  /** Reported costs / (net profit + reported costs), percent: how much of what was earned went to the venue. */
  readonly sharePercent: Figure;
}

export function costFigures(
  fills: readonly Fill[],
  { netProfit, money }: { readonly netProfit: number; readonly money: (amount: number) => number },
): CostFigures {
  const paid = money(-sum(fills.map(({ commission }) => commission)));
  return {
    commissions: paid,
    slippage: { na: 'the venue does not report it: it is in the prices of the fills' },
    swap: { na: 'the venue does not report it' },
    sharePercent: quotient(100 * paid, netProfit + paid, 'nothing was earned before costs'),
  };
}
