/** Numbers from 2^-6 up to 2^26: what stands behind their point is a whole number of 2^-58. */
const [LEAST_EXPONENT, GREATEST_EXPONENT] = [-6, 25];
const MANTISSA_BITS = 52;
/** It is held in two limbs: ten million times each is exact. */
const LIMB = 2 ** 29;
/** Decimals come in parts of seven digits at most; some of the last part may be left out. */
const PART_DIGITS = 7;
const PARTS = 3;
const TENS = Float64Array.of(1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8);
/** What is nearer than that to a limit is not decided here: remainders are known to 2^-50 of a unit. */
const UNSURE = 1e-6;

/** What the numbers between two powers of two have in common. */
interface Span {
  /** So many decimals tell each of them from its neighbours, in parts; fewer may do for some. */
  readonly widths: Int32Array;
  /** Half the distance of two neighbours in units of the last of them: from 0.5 to 5. */
  readonly reach: number;
}

const SPANS: readonly Span[] = Array.from({ length: GREATEST_EXPONENT - LEAST_EXPONENT + 1 }, (_, index) =>
  spanOf(LEAST_EXPONENT + index),
);

/**
 * The fewest decimals that read back as a number, and of those the nearest to it: what `Number::toString` of ECMA-262 gives, many times as fast.
 * The digits of the exact value are worked out, and left out from the end as long as what is left is nearer to it than half way to its neighbours
 * (Steele and White, "How to Print Floating-Point Numbers Accurately", 1990).
 */
export class ShortestDecimal {
  /** The decimals one behind the other: the first so many digits of each of these numbers of eight digits. */
  readonly parts = new Int32Array(PARTS);
  readonly widths = new Int32Array(PARTS);

  /**
   * @param amount above 0, no whole number and no power of two
   * @param exponent of the power of two below it
   * @returns false where it is not worked out here
   */
  find(amount: number, exponent: number): boolean {
    if (exponent < LEAST_EXPONENT || exponent > GREATEST_EXPONENT) return false;
    const { widths, reach } = SPANS[exponent - LEAST_EXPONENT] as Span;
    const scaled = (amount - Math.floor(amount)) * LIMB;
    let high = Math.floor(scaled);
    let low = (scaled - high) * LIMB;
    let digits = 0;
    for (let part = 0; part < PARTS; part += 1) {
      const width = widths[part] as number;
      const scale = TENS[width] as number;
      const carry = Math.floor((low * scale) / LIMB);
      low = low * scale - carry * LIMB;
      const raised = high * scale + carry;
      digits = Math.floor(raised / LIMB);
      high = raised - digits * LIMB;
      this.widths[part] = width;
      this.parts[part] = digits * (TENS[PART_DIGITS + 1 - width] as number);
    }
    return this.#shorten(digits, (high + low / LIMB) / LIMB, reach);
  }

  /** @param digits the last part @param rest what follows, from 0 to 1 */
  #shorten(digits: number, rest: number, reach: number): boolean {
    let unit = 1;
    let above = rest;
    let leftOut = 0;
    for (let longer = 10; ; longer *= 10) {
      const more = (digits % longer) + rest;
      const distance = Math.min(more, longer - more);
      if (distance > reach + UNSURE) break;
      if (distance > reach - UNSURE || leftOut === PART_DIGITS - 1) return false;
      leftOut += 1;
      unit = longer;
      above = more;
    }
    const isSure = Math.abs(above - unit / 2) > UNSURE;
    const kept = Math.floor(digits / unit) + (above > unit / 2 ? 1 : 0);
    this.widths[PARTS - 1] = PART_DIGITS - leftOut;
    this.parts[PARTS - 1] = kept * unit * 10;
    return isSure;
  }
}

function spanOf(exponent: number): Span {
  const bits = MANTISSA_BITS - exponent;
  let decimals = 0;
  let scale = 1;
  for (; scale < 2 ** bits; decimals += 1) scale *= 10;
  const first = Math.max(0, decimals - 2 * PART_DIGITS);
  return {
    widths: Int32Array.of(first, decimals - first - PART_DIGITS, PART_DIGITS),
    reach: scale / 2 ** (bits + 1),
  };
}
