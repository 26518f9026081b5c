import type { Quotient } from './conversion.js';
import type { Decimal, Rounding } from './decimal.js';
import { add, decimal, multiply, roundedUnits } from './decimal.js';
import { exactUnits } from './exact-units.js';
import type { ValuedVolume } from './exact-value.js';
import { exactValue } from './exact-value.js';
import type { MoneyRounding } from './money.js';
import { currencyDecimals, quoteAmount } from './money.js';

/** What a venue asks for a fill; the parts add up. Money is in account currency. */
export interface CommissionTerms extends MoneyRounding {
  /** For each lot and side. */
  readonly perLot: number;
  /** Percent of the value of a fill at a limit price, and of any other. */
  readonly makerPercent: number;
  readonly takerPercent: number;
  /** Once for each order, with its first fill. */
  readonly perOrder: number;
  /** The least that the fills of one order cost together. */
  readonly minimum: number;
  readonly rounding: Rounding;
}

export interface CommissionedFill extends ValuedVolume {
  /** Filled at a limit price that waited in the market: a limit entry or a target. */
  readonly isMaker: boolean;
  /** Read where something is asked for each order. */
  readonly isFirstOfOrder?: boolean;
}

/**
 * Commission of a fill before any minimum, in minor units, not negative, exact up to its rounding:
 * perLot * lots + value * percent / 100 + perOrder (first fill only), where value is that of `exactValue`. With `quote_first` the middle
 * part is price * lots * contract size * percent / 100 rounded in quote currency and then converted.
 */
export function commissionMinor(terms: CommissionTerms, fill: CommissionedFill): number {
  const { volume, isMaker, isFirstOfOrder, currency } = fill;
  const percent = isMaker ? terms.makerPercent : terms.takerPercent;
  let sum = terms.perLot === 0 ? NOTHING : multiply(decimal(terms.perLot), decimal(volume));
  if (isFirstOfOrder === true && terms.perOrder !== 0) sum = add(sum, decimal(terms.perOrder));
  if (percent === 0) return Number(roundedUnits(sum, currencyDecimals(currency), undefined, terms.rounding));
  const { value, over } = shareOfValue(fill, shareOf(percent), terms);
  // Most venues ask for one of both.
  sum = sum === NOTHING ? value : add(multiply(sum, over), value);
  return Number(roundedUnits(sum, currencyDecimals(currency), over, terms.rounding));
}

const NOTHING: Decimal = { units: 0, scale: 0 };

/**
 * What an order has to pay with a fill, both in minor units: its fills' commissions so far, at least the minimum, less what it has paid.
 */
export function commissionDue(minimumMinor: number, soFar: { readonly asked: number; readonly paid: number }): number {
  return Math.max(0, Math.max(minimumMinor, soFar.asked) - soFar.paid);
}

/** A share of the value of a fill in account currency. */
function shareOfValue(fill: ValuedVolume, share: Decimal, rounding: MoneyRounding): Quotient {
  const { instrument, price, volume } = fill;
  if (rounding.conversionRounding !== 'quote_first') {
    const { value, over } = exactValue(fill);
    return { value: multiply(value, share), over };
  }
  const inQuote = multiply(exactUnits(volume, instrument), decimal(price));
  return quoteAmount(multiply(inQuote, share), fill, rounding);
}

/** The percentage that was asked about last, and the answer: a venue has one or two. Only remembers, decides nothing. */
const last = { percent: NaN };
let lastShare: Decimal = NOTHING;

function shareOf(percent: number): Decimal {
  if (percent === last.percent) return lastShare;
  const { units, scale } = decimal(percent);
  lastShare = { units, scale: scale + 2 };
  last.percent = percent;
  return lastShare;
}
