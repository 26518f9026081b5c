import type { RestrictedInstrument } from './restriction.js';

const NAME = /^[A-Z0-9#$^_.+:-]+$/;

/**
 * The names in a cell `Instrument`, in capitals: currencies or symbols, separated by space, slash, comma or semicolon.
 * None means every instrument. A symbol that holds a separator itself is among them as a whole.
 */
export function readInstruments(cell: string, report: (message: string) => void): readonly string[] {
  const whole = cell.toUpperCase();
  const names = whole.split(/[\s/,;]+/).filter((name) => name !== '');
  const odd = names.find((name) => !NAME.test(name));
  if (odd !== undefined) report(`"${odd}" is neither a currency nor a symbol: write them such as "USD EUR" or XAUUSD`);
  if (names.includes('ALL')) return [];
  return names.length > 1 ? [whole, ...names] : names;
}

/** Whether a calendar's names mean an instrument: by its symbol, one of its currencies, or the pair of them. */
export function isMeant(
  { symbol, baseCurrency, quoteCurrency }: RestrictedInstrument,
  names: readonly string[],
): boolean {
  if (names.length === 0) return true;
  const own = [symbol, baseCurrency, quoteCurrency, baseCurrency + quoteCurrency].map((name) => name.toUpperCase());
  return names.some((name) => own.includes(name.toUpperCase()));
}
