import type { Instrument } from '@q/events';
import type { Decimal } from './decimal.js';
import { decimal, multiply } from './decimal.js';

/** One price that an amount passes on its way to another currency. */
export interface ConversionStep {
  readonly symbol: string;
  /** The amount is in the symbol's base currency and multiplied by its price; else it is in its quote currency and divided. */
  readonly isTimes: boolean;
}

/** From one currency to another: no step where they are the same, two at most. */
export type ConversionPath = readonly ConversionStep[];

/** The prices that an amount passes, in their order. */
export type Rate = readonly { readonly price: number; readonly isTimes: boolean }[];

type Pair = Pick<Instrument, 'symbol' | 'baseCurrency' | 'quoteCurrency'>;

/**
 * How an amount gets from one currency to another through the given instruments, `undefined` where it does not: through the first of them
 * that has both currencies, else through the first that has `from` and a currency from which another one leads to `to`.
 */
export function conversionPath(from: string, to: string, pairs: readonly Pair[]): ConversionPath | undefined {
  if (from === to) return [];
  const direct = directStep(from, to, pairs);
  if (direct !== undefined) return [direct];
  for (const pair of pairs) {
    const over = otherCurrency(pair, from);
    const [first, second] = over === undefined ? [] : [stepOf(pair, from), directStep(over, to, pairs)];
    if (first !== undefined && second !== undefined) return [first, second];
  }
  return undefined;
}

/** An amount at a rate, in floating point: for marks and sizes, which no balance is built from. */
export function converted(amount: number, rate: Rate): number {
  return rate.reduce((sum, { price, isTimes }) => (isTimes ? sum * price : sum / price), amount);
}

/** A value without error: `value` / `over`. */
export interface Quotient {
  readonly value: Decimal;
  readonly over: Decimal;
}

const ONE: Decimal = { units: 1, scale: 0 };

/** An amount at a rate without error, each price by its shortest decimal text. */
export function exactlyConverted(amount: Decimal, rate: Rate): Quotient {
  if (rate.length === 0) return { value: amount, over: ONE };
  return rate.reduce<Quotient>(
    ({ value, over }, { price, isTimes }) =>
      isTimes ? { value: multiply(value, decimal(price)), over } : { value, over: multiply(over, decimal(price)) },
    { value: amount, over: ONE },
  );
}

function directStep(from: string, to: string, pairs: readonly Pair[]): ConversionStep | undefined {
  const pair = pairs.find((one) => otherCurrency(one, from) === to);
  return pair === undefined ? undefined : stepOf(pair, from);
}

function stepOf({ symbol, baseCurrency }: Pair, from: string): ConversionStep {
  return { symbol, isTimes: baseCurrency === from };
}

function otherCurrency({ baseCurrency, quoteCurrency }: Pair, than: string): string | undefined {
  if (baseCurrency === than) return quoteCurrency;
  return quoteCurrency === than ? baseCurrency : undefined;
}
