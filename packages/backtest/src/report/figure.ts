/** A figure that cannot be told, and why. */
export interface NotAvailable {
  readonly na: string;
}

/** A finite number, or the reason why there is none. */
export type Figure = number | NotAvailable;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A figure of a sample, with its 95 % confidence interval. */
export interface Estimate {
  readonly value: number;
  readonly interval: Interval | NotAvailable;
}

export type Estimated = Estimate | NotAvailable;

/** Fewer trades or days than these say nothing: the central limit theorem is commonly trusted from 30 on. */
export const LEAST_TRADES = 30;
export const LEAST_DAYS = 30;

/** A spread of returns below this is the dust of binary fractions: a ratio to it would be enormous and mean nothing. */
export const NO_SPREAD = 1e-12;

export function isNotAvailable(value: unknown): value is NotAvailable {
  return typeof value === 'object' && value !== null && 'na' in value;
}

/** The value where it is a finite number, else `otherwise`. */
export function finite(value: number, otherwise: string): Figure {
  // Adding 0 makes 0 of -0.
  return Number.isFinite(value) ? value + 0 : { na: otherwise };
}

/** `dividend / divisor` where the divisor is above 0, else `otherwise`. */
export function quotient(dividend: number, divisor: number, otherwise: string): Figure {
  return divisor > 0 ? finite(dividend / divisor, otherwise) : { na: otherwise };
}

/** Goes on with what is there, and hands on the reason where it is not. */
export function given<T, U>(value: T | NotAvailable, next: (value: T) => U | NotAvailable): U | NotAvailable {
  return isNotAvailable(value) ? value : next(value);
}

/** Goes on where the sample is large enough, else says how small it is. */
export function enough<T>(
  sample: readonly unknown[],
  { least, what }: { readonly least: number; readonly what: 'trades' | 'days' },
  next: () => T | NotAvailable,
): T | NotAvailable {
  const unit = sample.length === 1 ? what.slice(0, -1) : what;
  return sample.length < least ? { na: `${sample.length} ${unit} < ${least}` } : next();
}
