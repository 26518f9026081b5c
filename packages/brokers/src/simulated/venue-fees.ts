import type { ClientOrderId, Fill } from '@q/events';
import type { CommissionedFill } from '@q/trading';
import { commissionDue, commissionMinor, toMinor } from '@q/trading';
import { commissionTerms, type TradingCosts } from './trading-costs.js';

type FeeBasis = Pick<Fill, 'clientOrderId' | 'symbol'> & Omit<CommissionedFill, 'isFirstOfOrder'>;

/** Commissions, fill by fill. What an order has paid is remembered only where a fee or a minimum is for the whole order. */
export class VenueFees {
  readonly #costs: (symbol: string) => TradingCosts;
  readonly #orders = new Map<ClientOrderId, { asked: number; paid: number }>();

  constructor(costs: (symbol: string) => TradingCosts) {
    this.#costs = costs;
  }

  /** What a fill costs in minor units, not negative. */
  charge({ clientOrderId, symbol, ...fill }: FeeBasis): number {
    const terms = commissionTerms(this.#costs(symbol));
    if (terms.perOrder === 0 && terms.minimum === 0) return commissionMinor(terms, { ...fill, isFirstOfOrder: true });
    const before = this.#orders.get(clientOrderId);
    const asked = (before?.asked ?? 0) + commissionMinor(terms, { ...fill, isFirstOfOrder: before === undefined });
    const paid = before?.paid ?? 0;
    const due = commissionDue(toMinor(terms.minimum, fill.currency), { asked, paid });
    this.#orders.set(clientOrderId, { asked, paid: paid + due });
    return due;
  }
}
