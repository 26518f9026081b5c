import type { Candle, Instrument } from '@q/events';
import type { ConversionPath } from '@q/trading';
import { conversionPath, converted } from '@q/trading';

/** The worth of a currency in that of the account: a rate, or the symbol whose price is not known yet. */
export type KnownRate =
  { readonly ok: true; readonly rate?: number } | { readonly ok: false; readonly missing: string };

const NONE_NEEDED: KnownRate = { ok: true };

/** Rates between currencies from the closes of published candles, for symbols whose money is in neither currency of the account. */
export class ConversionRates {
  readonly #paths = new Map<string, ConversionPath>();
  /** Newest closes of the symbols that lead to the account currency. */
  readonly #closes = new Map<string, number>();

  constructor(instruments: Readonly<Record<string, Instrument>>, currency: string) {
    const all = Object.values(instruments);
    for (const { symbol, quoteCurrency, baseCurrency } of all) {
      const isOwn = quoteCurrency === currency || baseCurrency === currency;
      const path = isOwn ? undefined : conversionPath(quoteCurrency, currency, all);
      if (path === undefined) continue;
      this.#paths.set(symbol, path);
      for (const step of path) this.#closes.set(step.symbol, NaN);
    }
  }

  /** Whether candles say anything here. */
  get isNeeded(): boolean {
    return this.#paths.size > 0;
  }

  follow(symbol: string, { close }: Candle): void {
    if (this.#closes.has(symbol)) this.#closes.set(symbol, close);
  }

  /** Account currency for a unit of a symbol's quote currency; no rate where none is needed. */
  of(symbol: string): KnownRate {
    const path = this.isNeeded ? this.#paths.get(symbol) : undefined;
    if (path === undefined) return NONE_NEEDED;
    const priced = path.map((step) => ({ ...step, price: this.#closes.get(step.symbol) ?? NaN }));
    const missing = priced.find(({ price }) => Number.isNaN(price));
    return missing === undefined ? { ok: true, rate: converted(1, priced) } : { ok: false, missing: missing.symbol };
  }
}
