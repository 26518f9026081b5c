const ZERO = 48;
const POINT = 46;
const COMMA = 44;
const MINUS = 45;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Powers of ten that a double holds exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

export type NumberParser = (bytes: Uint8Array, start: number, end: number) => number;

/**
 * A parser of decimal numbers in bytes, `NaN` for anything else; bit for bit what `Number` makes of the same text.
 * The digits as an integer, divided by a power of ten, are the nearest double as long as both are exact
 * (Clinger 1990, "How to read floating point numbers accurately"); longer numbers are left to `Number`.
 */
export function numberParser(decimalComma: boolean): NumberParser {
  const point = decimalComma ? COMMA : POINT;
  return (bytes, start, end) => {
    let digits = 0;
    let decimals = -1;
    let count = 0;
    const negative = bytes[start] === MINUS;
    for (let at = negative ? start + 1 : start; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      const digit = byte - ZERO;
      if (digit >= 0 && digit <= 9) {
        digits = digits * 10 + digit;
        count += 1;
        if (decimals >= 0) decimals += 1;
      } else if (byte === point && decimals < 0) {
        decimals = 0;
      } else {
        return slowly(bytes.subarray(start, end), decimalComma);
      }
    }
    if (count === 0) return NaN;
    if (digits > Number.MAX_SAFE_INTEGER || decimals > 22) return slowly(bytes.subarray(start, end), decimalComma);
    const value = decimals > 0 ? digits / (POWERS[decimals] ?? NaN) : digits;
    return negative ? -value : value;
  };
}

function slowly(bytes: Uint8Array, decimalComma: boolean): number {
  const written = String.fromCharCode(...bytes.subarray(0, 64));
  if (decimalComma && written.includes('.')) return NaN;
  const text = decimalComma ? written.replace(',', '.') : written;
  return bytes.length <= 64 && DECIMAL.test(text) ? Number(text) : NaN;
}
