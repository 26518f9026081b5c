import type { Instrument, Side } from '@q/events';
import { decimal, multiply, roundedUnits, subtract } from './decimal.js';

const WITHOUT_CENTS = new Set(['JPY', 'KRW', 'HUF', 'CLP', 'ISK', 'VND']);

/** Decimals that amounts of a currency are kept in. */
export function currencyDecimals(currency: string): number {
  return WITHOUT_CENTS.has(currency) ? 0 : 2;
}

/** An amount in minor units (cents), half away from zero: what balances are kept and added up in. */
export function toMinor(amount: number, currency: string): number {
  return Number(roundedUnits(decimal(amount), currencyDecimals(currency)));
}

/** Minor units as an amount: exact, because the shortest decimal of it is printed with that many decimals. */
export function fromMinor(minor: number, currency: string): number {
  return minor / 10 ** currencyDecimals(currency);
}

/** Binary fractions of sums of cents are off by less than this, and no amount is this small. */
const DUST = 1e-6;

/** Whether an amount of money is strictly beyond a limit; a difference that is only binary dust is none. */
export function isBeyondLimit(amount: number, limit: number): boolean {
  return amount - limit > DUST;
}

export interface ClosedTrade {
  readonly instrument: Instrument;
  /** Side of the position: `buy` for a long one. */
  readonly side: Side;
  readonly entryPrice: number;
  readonly exitPrice: number;
  /** Lots. */
  readonly volume: number;
  readonly currency: string;
}

/**
 * Closed result in minor units of the account currency, exact up to one rounding, half away from zero:
 * (exit - entry) * lots * contract size, in quote currency, turned into account currency at the exit price where the base is the account's.
 * @throws Error where the account currency is neither the instrument's quote nor its base currency
 */
export function closedProfitMinor(trade: ClosedTrade): number {
  const { instrument, currency } = trade;
  const move = subtract(decimal(trade.exitPrice), decimal(trade.entryPrice));
  const signed = trade.side === 'buy' ? move : { units: -move.units, scale: move.scale };
  const inQuote = multiply(multiply(signed, decimal(trade.volume)), decimal(instrument.contractSize));
  const decimals = currencyDecimals(currency);
  if (instrument.quoteCurrency === currency) return Number(roundedUnits(inQuote, decimals));
  if (instrument.baseCurrency === currency) return Number(roundedUnits(inQuote, decimals, decimal(trade.exitPrice)));
  throw new Error(cannotConvert(instrument, currency));
}

export function canConvert(instrument: Instrument, currency: string): boolean {
  return instrument.quoteCurrency === currency || instrument.baseCurrency === currency;
}

export function cannotConvert(instrument: Instrument, currency: string): string {
  return `the results of ${instrument.symbol} are in ${instrument.quoteCurrency} and cannot be turned into the account's ${currency}: use an account in ${instrument.quoteCurrency} or ${instrument.baseCurrency}`;
}

/** Open result of a position in account currency, not rounded: for marks, which no balance is built from. */
export function openProfit(trade: ClosedTrade): number {
  const { instrument, currency, exitPrice } = trade;
  const move = trade.side === 'buy' ? exitPrice - trade.entryPrice : trade.entryPrice - exitPrice;
  const inQuote = move * trade.volume * instrument.contractSize;
  return instrument.quoteCurrency === currency ? inQuote : inQuote / exitPrice;
}

/** Value of a position in account currency: price * lots * contract size, turned over at that price. */
export function notionalOf({
  instrument,
  price,
  volume,
  currency,
}: {
  readonly instrument: Instrument;
  readonly price: number;
  /** Lots. */
  readonly volume: number;
  readonly currency: string;
}): number {
  const units = volume * instrument.contractSize;
  return instrument.baseCurrency === currency ? units : units * price;
}
