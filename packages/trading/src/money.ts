import type { Instrument, Side } from '@q/events';
import type { Quotient, Rate } from './conversion.js';
import { converted, exactlyConverted } from './conversion.js';
import type { Decimal, Rounding } from './decimal.js';
import { decimal, multiply, roundedDecimal, roundedUnits, subtract } from './decimal.js';
import { exactUnits } from './exact-units.js';

const WITHOUT_CENTS = new Set(['JPY', 'KRW', 'HUF', 'CLP', 'ISK', 'VND']);
const COINS = new Set([
  'ADA',
  'BCH',
  'BNB',
  'BTC',
  'DAI',
  'DOT',
  'ETC',
  'ETH',
  'LTC',
  'SOL',
  'TRX',
  'XBT',
  'XLM',
  'XMR',
  'XRP',
]);
/** What exchanges keep of a coin. */
const COIN_DECIMALS = 8;

/** Decimals that amounts of a currency are kept in. States' codes have three letters: any other is that of a coin, as those listed are. */
export function currencyDecimals(currency: string): number {
  if (WITHOUT_CENTS.has(currency)) return 0;
  return currency.length === 3 && !COINS.has(currency) ? 2 : COIN_DECIMALS;
}

/** An amount in minor units (cents; of a coin its eighth decimals), half away from zero: what balances are kept and added up in. */
export function toMinor(amount: number, currency: string): number {
  return Number(roundedUnits(decimal(amount), currencyDecimals(currency)));
}

/** Minor units as an amount: exact, because the shortest decimal of it is printed with that many decimals. */
export function fromMinor(minor: number, currency: string): number {
  return minor / 10 ** currencyDecimals(currency);
}

/** Binary fractions of sums of cents are off by less than this, and no amount is this small. */
const DUST = 1e-6;

/** Of a limit: below so much of it, an amount is not beyond it whatever the rounding. */
export const NEARLY = 0.999;

/** Whether an amount of money is strictly beyond a limit; a difference that is only binary dust is none. */
export function isBeyondLimit(amount: number, limit: number): boolean {
  return amount - limit > DUST;
}

/** How an amount gets to minor units. */
export interface MoneyRounding {
  /** What becomes of exactly half a unit; default half_away. */
  readonly rounding?: Rounding | undefined;
  /** With `quote_first` an amount that is converted is rounded in quote currency before, and then again; default once. */
  readonly conversionRounding?: 'once' | 'quote_first' | undefined;
  /** Whether a profit in quote currency is reckoned without error (default) or in floating point, whose last bits decide half a unit. */
  readonly arithmetic?: 'exact' | 'floating' | undefined;
}

const ONCE: MoneyRounding = {};

export interface ClosedTrade {
  readonly instrument: Instrument;
  /** Side of the position: `buy` for a long one. */
  readonly side: Side;
  readonly entryPrice: number;
  readonly exitPrice: number;
  /** Lots. */
  readonly volume: number;
  readonly currency: string;
  /** From quote to account currency. Without it the exit price is the rate where the account is in the base currency. */
  readonly rate?: Rate | undefined;
}

/**
 * Closed result in minor units of the account currency, exact up to its rounding:
 * (exit - entry) * lots * contract size, in quote currency, turned into account currency at the rate or at the exit price.
 * @throws Error where the account currency is neither the instrument's quote nor its base currency and there is no rate
 */
export function closedProfitMinor(trade: ClosedTrade, rounding: MoneyRounding = ONCE): number {
  const { instrument, currency, exitPrice: price, rate } = trade;
  const inQuote = rounding.arithmetic === 'floating' ? decimal(floatingProfit(trade)) : exactProfit(trade);
  const { value, over } = quoteAmount(inQuote, { instrument, currency, price, rate }, rounding);
  return Number(roundedUnits(value, currencyDecimals(currency), over, rounding.rounding));
}

const AS_IT_IS: Rate = [];

function exactProfit({ instrument, side, entryPrice, exitPrice, volume }: ClosedTrade): Decimal {
  const move = subtract(decimal(exitPrice), decimal(entryPrice));
  const signed = side === 'buy' ? move : { units: -move.units, scale: move.scale };
  return multiply(signed, exactUnits(volume, instrument));
}

/** In quote currency. */
function floatingProfit({ instrument, side, entryPrice, exitPrice, volume }: ClosedTrade): number {
  const move = side === 'buy' ? exitPrice - entryPrice : entryPrice - exitPrice;
  return move * (volume * instrument.contractSize);
}

/** What turns an amount in quote currency into account currency. */
export interface QuoteTerms {
  readonly instrument: Instrument;
  readonly currency: string;
  /** The rate where there is no other and the account is in the base currency. */
  readonly price: number;
  readonly rate?: Rate | undefined;
}

/**
 * An amount of an instrument's quote currency in account currency, without error but that of a rounding in quote currency.
 * @throws Error where the account currency is neither the instrument's quote nor its base currency and there is no rate
 */
export function quoteAmount(
  inQuote: Decimal,
  { instrument, currency, price, rate }: QuoteTerms,
  { rounding, conversionRounding }: MoneyRounding = ONCE,
): Quotient {
  const { quoteCurrency } = instrument;
  if (quoteCurrency === currency) return exactlyConverted(inQuote, AS_IT_IS);
  const isQuoteFirst = conversionRounding === 'quote_first';
  const amount = isQuoteFirst ? roundedDecimal(inQuote, currencyDecimals(quoteCurrency), rounding) : inQuote;
  if (rate !== undefined) return exactlyConverted(amount, rate);
  if (instrument.baseCurrency === currency) return exactlyConverted(amount, [{ price, isTimes: false }]);
  throw new Error(cannotConvert(instrument, currency));
}

export function cannotConvert(instrument: Instrument, currency: string): string {
  return `the results of ${instrument.symbol} are in ${instrument.quoteCurrency} and cannot be turned into the account's ${currency}: use an account in ${instrument.quoteCurrency} or ${instrument.baseCurrency}, or trade a symbol between ${instrument.quoteCurrency} and ${currency}, too`;
}

/** Open result of a position in account currency, not rounded: for marks, which no balance is built from. */
export function openProfit(trade: ClosedTrade): number {
  const { instrument, currency, exitPrice, rate } = trade;
  const move = trade.side === 'buy' ? exitPrice - trade.entryPrice : trade.entryPrice - exitPrice;
  const inQuote = move * trade.volume * instrument.contractSize;
  if (instrument.quoteCurrency === currency) return inQuote;
  return rate === undefined ? inQuote / exitPrice : converted(inQuote, rate);
}

/** Value of a position in account currency: price * lots * contract size, turned over at that price or at the rate. */
export function notionalOf({
  instrument,
  price,
  volume,
  currency,
  rate = 1,
}: {
  readonly instrument: Instrument;
  readonly price: number;
  /** Lots. */
  readonly volume: number;
  readonly currency: string;
  /** Account currency for a unit of the quote currency; read where the account is in neither currency of the instrument. */
  readonly rate?: number | undefined;
}): number {
  const units = volume * instrument.contractSize;
  if (instrument.baseCurrency === currency) return units;
  return instrument.quoteCurrency === currency ? units * price : units * price * rate;
}
