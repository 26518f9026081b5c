/** Whole numbers are written in two parts, the second of eight digits: below the greatest a product or quotient of both is exact. */
export const PART = 1e8;
export const GREATEST_WHOLE = 1e15;
/** How many decimals `writeDecimals` takes. */
export const DECIMAL_SCALE = 1e5;

const [POINT, ZERO] = [46, 48];
/** Four zeros. */
const ZEROS = 0x30303030;

/*
 * Digits in ASCII. Each function writes from a place on and returns the place behind what it wrote; up to eight bytes more may have been written over.
 */

/** A whole number below 10^15, without zeros before it, in two parts: one that does not fit in 32 bits would be put into memory to be handed over. */
export function writeWhole(view: DataView, place: number, front: number, back: number): number {
  if (front === 0) return writeEight(view, place, back);
  const behind = writeEight(view, place, front);
  writeEightDigits(view, behind, back);
  return behind + 8;
}

/** A whole number of eight digits at most, without zeros before it. */
export function writeEight(view: DataView, place: number, value: number): number {
  if (value < 10) {
    view.setUint8(place, ZERO + value);
    return place + 1;
  }
  if (value < 10_000) return writeFour(view, place, value);
  const front = (value / 10_000) | 0;
  const behind = writeFour(view, place, front);
  view.setInt32(behind, fourDigits(value - front * 10_000), true);
  return behind + 4;
}

/** A whole number of eight digits at most, with zeros before it. */
export function writeEightDigits(view: DataView, place: number, value: number): void {
  const front = (value / 10_000) | 0;
  view.setInt32(place, fourDigits(front), true);
  view.setInt32(place + 4, fourDigits(value - front * 10_000), true);
}

/** The point and what stands behind it, as a whole number of five digits that is not 0; zeros at its end are left out. */
export function writeDecimals(view: DataView, place: number, value: number): number {
  view.setUint8(place, POINT);
  const hundredths = (value / 1_000) | 0;
  if (hundredths * 1_000 === value) {
    const tenths = (hundredths / 10) | 0;
    view.setUint8(place + 1, ZERO + tenths);
    view.setUint8(place + 2, ZERO + hundredths - 10 * tenths);
    return tenths * 10 === hundredths ? place + 2 : place + 3;
  }
  const front = (value / 10) | 0;
  view.setInt32(place + 1, fourDigits(front), true);
  if (front * 10 !== value) {
    view.setUint8(place + 5, ZERO + value - 10 * front);
    return place + 6;
  }
  return front % 10 === 0 ? place + 4 : place + 5;
}

/** A whole number of four digits at most, without zeros before it. */
function writeFour(view: DataView, place: number, value: number): number {
  const count = value < 100 ? (value < 10 ? 1 : 2) : value < 1_000 ? 3 : 4;
  view.setInt32(place, fourDigits(value) >> (32 - 8 * count), true);
  return place + count;
}

/** A whole number of four digits at most as ASCII, the first digit in the lowest byte. */
function fourDigits(value: number): number {
  // Both halves beside each other, and then the tens and ones of both at once: 103 / 1024 is a tenth for whole numbers below 100.
  const front = (value / 100) | 0;
  const halves = front | ((value - front * 100) << 16);
  const tens = (Math.imul(halves, 103) >> 10) & 0x000f000f;
  return ZEROS + tens + ((halves - Math.imul(tens, 10)) << 8);
}
