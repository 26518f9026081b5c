const [QUOTE, BACKSLASH, MINUS, POINT, ZERO] = [34, 92, 45, 46, 48];
const [FIRST_PRINTABLE, LAST_PRINTABLE] = [32, 126];
/** No number is longer as text. */
const LONGEST_NUMBER = 32;
/** Whole numbers are written in two halves of so many digits at most: below it a product or quotient of both is exact. */
const HALF_DIGITS = 6;
const HALF = 1e6;
const GREATEST_WHOLE = 1e15;
/** Numbers below the greatest with so many decimals have 14 digits at most: no other number of 15 digits is the same in binary. */
const DECIMALS = 5;
const DECIMAL_SCALE = 1e5;
const GREATEST_DECIMAL = 1e9;

/** JSON as UTF-8, written into bytes that are used again: texts and numbers as `JSON.stringify` writes them. */
export class JsonBytes {
  #bytes: Uint8Array;
  #length = 0;

  constructor(room = 64) {
    this.#bytes = new Uint8Array(room);
  }

  get length(): number {
    return this.#length;
  }

  /** What was written, until more is. */
  get written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Goes back to where the length was less; what stood behind it is written over. */
  cut(length: number): void {
    this.#length = length;
  }

  byte(value: number): void {
    this.#makeRoom(1);
    this.#bytes[this.#length] = value;
    this.#length += 1;
  }

  /** ASCII that needs no escape, or is escaped. */
  ascii(text: string): void {
    this.#makeRoom(text.length);
    const bytes = this.#bytes;
    const start = this.#length;
    for (let index = 0; index < text.length; index += 1) bytes[start + index] = text.charCodeAt(index);
    this.#length = start + text.length;
  }

  /** Bytes as they are, from the first or a later one on. */
  raw(source: Uint8Array, from = 0): void {
    this.#makeRoom(source.length);
    const bytes = this.#bytes;
    const shift = this.#length - from;
    for (let index = from; index < source.length; index += 1) bytes[shift + index] = source[index] as number;
    this.#length = shift + source.length;
  }

  /** The bytes from one place to another once more. */
  again(from: number, to: number): void {
    this.#makeRoom(to - from);
    this.#bytes.copyWithin(this.#length, from, to);
    this.#length += to - from;
  }

  /** A text with its quotes. */
  text(text: string): void {
    const { length } = text;
    this.#makeRoom(length + 2);
    const bytes = this.#bytes;
    let place = this.#length;
    bytes[place] = QUOTE;
    for (let index = 0; index < length; index += 1) {
      const code = text.charCodeAt(index);
      if (code < FIRST_PRINTABLE || code > LAST_PRINTABLE || code === QUOTE || code === BACKSLASH) {
        this.utf8(JSON.stringify(text));
        return;
      }
      place += 1;
      bytes[place] = code;
    }
    bytes[place + 1] = QUOTE;
    this.#length = place + 2;
  }

  /** A text as it is. It has no lone surrogates, as no JSON has. */
  utf8(text: string): void {
    this.#makeRoom(3 * text.length);
    for (const character of text) {
      const code = character.codePointAt(0) ?? 0;
      if (code < 0x80) this.#push(code);
      else {
        if (code < 0x800) this.#push(0xc0 | (code >> 6));
        else {
          if (code < 0x10000) this.#push(0xe0 | (code >> 12));
          else {
            this.#push(0xf0 | (code >> 18));
            this.#push(0x80 | ((code >> 12) & 0x3f));
          }
          this.#push(0x80 | ((code >> 6) & 0x3f));
        }
        this.#push(0x80 | (code & 0x3f));
      }
    }
  }

  number(value: number): void {
    this.#makeRoom(LONGEST_NUMBER);
    if (value - value !== 0) {
      this.ascii('null');
      return;
    }
    const amount = value < 0 ? -value : value;
    const whole = Math.floor(amount);
    if (whole === amount && whole < GREATEST_WHOLE) {
      if (value < 0) this.#push(MINUS);
      this.#whole(whole);
      return;
    }
    const scaled = Math.round(amount * DECIMAL_SCALE);
    // Where the decimal is the number's own to the last bit, it is the shortest that reads back as it.
    if (amount < GREATEST_DECIMAL && scaled / DECIMAL_SCALE === amount) {
      if (value < 0) this.#push(MINUS);
      this.#whole(whole);
      this.#decimals(scaled - whole * DECIMAL_SCALE);
      return;
    }
    this.ascii(`${value}`);
  }

  #push(value: number): void {
    this.#bytes[this.#length] = value;
    this.#length += 1;
  }

  #whole(value: number): void {
    if (value < HALF) {
      this.#digits(value, digitsOf(value));
      return;
    }
    const front = Math.floor(value / HALF);
    this.#digits(front, digitsOf(front));
    this.#digits(value - front * HALF, HALF_DIGITS);
  }

  /** What stands behind the point, as a whole number of five digits; not 0. */
  #decimals(value: number): void {
    let [left, count] = [value, DECIMALS];
    for (; left % 10 === 0; left /= 10) count -= 1;
    this.#push(POINT);
    this.#digits(left, count);
  }

  /** A whole number below 2^31 as so many digits. */
  #digits(value: number, count: number): void {
    const bytes = this.#bytes;
    const start = this.#length;
    let left = value | 0;
    for (let place = start + count - 1; place >= start; place -= 1) {
      const rest = (left / 10) | 0;
      bytes[place] = ZERO + left - rest * 10;
      left = rest;
    }
    this.#length = start + count;
  }

  #makeRoom(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const wider = new Uint8Array(2 * (this.#length + count));
    wider.set(this.#bytes);
    this.#bytes = wider;
  }
}

function digitsOf(value: number): number {
  let count = 1;
  for (let limit = 10; value >= limit; limit *= 10) count += 1;
  return count;
}
