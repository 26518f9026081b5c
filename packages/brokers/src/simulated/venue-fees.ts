import type { ClientOrderId } from '@q/events';
import type { CommissionedFill, CommissionTerms, MoneyRounding } from '@q/trading';
import { commissionDue, commissionMinor, SmallMap, toMinor } from '@q/trading';
import { commissionTerms, type TradingCosts } from './trading-costs.js';

/** Commissions, fill by fill. What an order has paid is remembered only where a fee or a minimum is for the whole order. */
export class VenueFees {
  readonly #costs: (symbol: string) => TradingCosts;
  readonly #conversionRounding: MoneyRounding['conversionRounding'];
  readonly #orders = new Map<ClientOrderId, { asked: number; paid: number }>();
  readonly #terms = new SmallMap<string, CommissionTerms>();

  constructor(
    costs: (symbol: string) => TradingCosts,
    { conversionRounding }: Pick<MoneyRounding, 'conversionRounding'>,
  ) {
    this.#costs = costs;
    this.#conversionRounding = conversionRounding;
  }

  /** What a fill of an order costs in minor units, not negative. */
  charge(clientOrderId: ClientOrderId, fill: Omit<CommissionedFill, 'isFirstOfOrder'>): number {
    const terms = this.#termsOf(fill.instrument.symbol);
    if (terms.perOrder === 0 && terms.minimum === 0) return commissionMinor(terms, fill);
    const before = this.#orders.get(clientOrderId);
    const { instrument, currency, price, volume, isMaker, rate } = fill;
    const isFirstOfOrder = before === undefined;
    const now = commissionMinor(terms, { instrument, currency, price, volume, isMaker, rate, isFirstOfOrder });
    const asked = (before?.asked ?? 0) + now;
    const paid = before?.paid ?? 0;
    const due = commissionDue(toMinor(terms.minimum, fill.currency), { asked, paid });
    this.#orders.set(clientOrderId, { asked, paid: paid + due });
    return due;
  }

  #termsOf(symbol: string): CommissionTerms {
    const known = this.#terms.get(symbol);
    if (known !== undefined) return known;
    const terms = { ...commissionTerms(this.#costs(symbol)), conversionRounding: this.#conversionRounding };
    this.#terms.set(symbol, terms);
    return terms;
  }
}
