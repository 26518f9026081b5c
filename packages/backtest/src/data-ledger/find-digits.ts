export interface FoundDigits {
  /** Candles whose close has more decimals than the instrument. Half a tick is allowed: the middle of two quotes has it. */
  readonly tooFine: { readonly count: number; readonly first: number | undefined };
  /** Where the decimals in use change: the place, and the decimals from there on. The first stands for the beginning. */
  readonly stretches: readonly { readonly from: number; readonly decimals: number }[];
}

/** So many changed closes in a row without one that uses the last decimal do not come about by chance: one in 10^64. */
const BLOCK = 64;
/** What binary fractions are off by, in units of the last digit: always, and in proportion to the price. */
const DUST = 1e-6;
const DUST_SHARE = 4 * Number.EPSILON;

/**
 * How many decimals the closes of a series use, told for blocks of 64 changed closes: the most that one of them needs. A feed that went
 * from five digits to three, or a file that two sources were put together in, shows as a further stretch.
 */
export function findDigits(close: Float64Array, digits: number): FoundDigits {
  const scale = 10 ** digits;
  const blocks = new Stretches();
  let tooFine = 0;
  let firstTooFine = -1;
  let begin = 0;
  let changes = 0;
  let decimals = 0;
  let before = NaN;
  const { length } = close;
  for (let at = 0; at < length; at += 1) {
    const price = close[at] as number;
    if (price === before) continue;
    before = price;
    const ticks = price * scale;
    const whole = Math.floor(ticks + 0.5);
    const off = Math.abs(ticks - whole);
    if (off > DUST && isTooFine(ticks, off)) {
      tooFine += 1;
      if (firstTooFine < 0) firstTooFine = at;
    }
    if (decimals < digits) decimals = Math.max(decimals, decimalsOf(whole, digits));
    changes += 1;
    if (changes < BLOCK) continue;
    blocks.add(begin, decimals);
    begin = at + 1;
    changes = 0;
    decimals = 0;
  }
  if (blocks.list.length === 0 && changes > 0) blocks.add(begin, decimals);
  return { tooFine: { count: tooFine, first: firstTooFine < 0 ? undefined : firstTooFine }, stretches: blocks.list };
}

/** Whether a price is off its grid of ticks, and not half of one. */
function isTooFine(ticks: number, off: number): boolean {
  const dust = DUST + ticks * DUST_SHARE;
  return off > dust && Math.abs(off - 0.5) > dust;
}

/** Blocks of the same decimals in a row are one stretch. */
class Stretches {
  readonly list: { from: number; decimals: number }[] = [];

  add(from: number, decimals: number): void {
    if (this.list.at(-1)?.decimals !== decimals) this.list.push({ from, decimals });
  }
}

/** Of a price in units of the last digit. */
function decimalsOf(whole: number, digits: number): number {
  let rest = whole;
  let decimals = digits;
  while (decimals > 0 && rest % 10 === 0) {
    rest /= 10;
    decimals -= 1;
  }
  return decimals;
}
