import { ShortestDecimal } from './shortest-decimal.js';

const [QUOTE, BACKSLASH, MINUS, POINT, ZERO] = [34, 92, 45, 46, 48];
const [FIRST_PRINTABLE, LAST_PRINTABLE] = [32, 126];
/** No number is longer as text, with the digits that are written over again behind it. */
const LONGEST_NUMBER = 40;
/** Four zeros. */
const ZEROS = 0x30303030;
/** Whole numbers are written in two parts, the second of eight digits: below the greatest a product or quotient of both is exact. */
const PART = 1e8;
const GREATEST_WHOLE = 1e15;
/** Numbers below the greatest with so many decimals have 14 digits at most: no other number of 15 digits is the same in binary. */
const DECIMAL_SCALE = 1e5;
const GREATEST_DECIMAL = 1e9;
/** The upper half of a number in binary: the exponent of its power of two, and the upper bits of what stands behind its 1. */
const [EXPONENT_SHIFT, EXPONENT_BIAS, UPPER_MANTISSA] = [20, 1023, 0xfffff];
/** Known bytes are written eight at a time, as a number: no UTF-8 is one that is not a number, which would not stay as it is. */
const WORD = 8;

/** Known UTF-8, made with `wordsOf`. */
export interface Words {
  readonly words: Float64Array;
  /** In bytes. */
  readonly length: number;
}

/** JSON as UTF-8, written into bytes that are used again: texts and numbers as `JSON.stringify` writes them. */
export class JsonBytes {
  #bytes: Uint8Array;
  #view: DataView;
  #length = 0;
  readonly #shortest = new ShortestDecimal();

  constructor(room: number) {
    this.#bytes = new Uint8Array(room);
    this.#view = new DataView(this.#bytes.buffer);
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
    this.#push(value);
  }

  /** So many bytes of known UTF-8, from a word on. */
  words(words: Float64Array, from: number, length: number): void {
    this.#makeRoom(length + WORD);
    const view = this.#view;
    const end = this.#length + length;
    let index = from;
    for (let place = this.#length; place < end; place += WORD, index += 1)
      view.setFloat64(place, words[index] as number, true);
    this.#length = end;
  }

  /** What was written from a place on, for `words`. */
  keep(from: number, words: Float64Array): void {
    this.#makeRoom(WORD);
    // What stood behind it before is no part of it, and need not be UTF-8 together with it.
    this.#view.setFloat64(this.#length, 0, true);
    for (let place = from, index = 0; place < this.#length; place += WORD, index += 1)
      words[index] = this.#view.getFloat64(place, true);
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
    if (value >= 0 && value < PART && (value | 0) === value) this.#eight(value | 0);
    else this.#long(value);
  }

  #long(value: number): void {
    const amount = value < 0 ? -value : value;
    const whole = Math.floor(amount);
    if (whole === amount && whole < GREATEST_WHOLE) {
      if (value < 0) this.#push(MINUS);
      this.#whole(whole);
      return;
    }
    const scaled = Math.floor(amount * DECIMAL_SCALE + 0.5);
    // Where the decimal is the number's own to the last bit, it is the shortest that reads back as it.
    if (amount < GREATEST_DECIMAL && scaled / DECIMAL_SCALE === amount) {
      if (value < 0) this.#push(MINUS);
      this.#whole(whole);
      this.#decimals((scaled - whole * DECIMAL_SCALE) | 0);
      return;
    }
    if (value - value !== 0) this.#ascii('null');
    else {
      if (value < 0) this.#push(MINUS);
      this.#fraction(amount, whole);
    }
  }

  /** No whole number. */
  #fraction(amount: number, whole: number): void {
    const view = this.#view;
    view.setFloat64(this.#length, amount);
    const upper = view.getUint32(this.#length);
    const exponent = (upper >>> EXPONENT_SHIFT) - EXPONENT_BIAS;
    const isPower = (upper & UPPER_MANTISSA) === 0 && view.getUint32(this.#length + 4) === 0;
    if (isPower || !this.#shortest.find(amount, exponent)) {
      this.#ascii(`${amount}`);
      return;
    }
    const { parts, widths } = this.#shortest;
    this.#eight(whole | 0);
    this.#push(POINT);
    for (let part = 0; part < parts.length; part += 1) {
      const digits = parts[part] as number;
      const front = (digits / 10_000) | 0;
      view.setInt32(this.#length, fourDigits(front), true);
      view.setInt32(this.#length + 4, fourDigits(digits - front * 10_000), true);
      this.#length += widths[part] as number;
    }
  }

  #ascii(text: string): void {
    for (let index = 0; index < text.length; index += 1) this.#push(text.charCodeAt(index));
  }

  #push(value: number): void {
    this.#bytes[this.#length] = value;
    this.#length += 1;
  }

  #whole(value: number): void {
    if (value < PART) {
      this.#eight(value | 0);
      return;
    }
    const front = Math.floor(value / PART);
    const back = (value - front * PART) | 0;
    this.#eight(front | 0);
    const middle = (back / 10_000) | 0;
    this.#four(middle);
    this.#four(back - middle * 10_000);
  }

  /** A whole number of eight digits at most, without zeros before it. */
  #eight(value: number): void {
    const front = (value / 10_000) | 0;
    if (front === 0) {
      this.#first(value);
      return;
    }
    this.#first(front);
    this.#four(value - front * 10_000);
  }

  /** A whole number of four digits at most, without zeros before it. */
  #first(value: number): void {
    const count = value < 100 ? (value < 10 ? 1 : 2) : value < 1_000 ? 3 : 4;
    this.#view.setInt32(this.#length, fourDigits(value) >> (32 - 8 * count), true);
    this.#length += count;
  }

  #four(value: number): void {
    this.#view.setInt32(this.#length, fourDigits(value), true);
    this.#length += 4;
  }

  /** What stands behind the point, as a whole number of five digits; not 0. */
  #decimals(value: number): void {
    this.#push(POINT);
    const front = (value / 10) | 0;
    this.#four(front);
    this.#push(ZERO + value - 10 * front);
    while (this.#bytes[this.#length - 1] === ZERO) this.#length -= 1;
  }

  #makeRoom(count: number): void {
    if (this.#length + count > this.#bytes.length) this.#grow(count);
  }

  #grow(count: number): void {
    const wider = new Uint8Array(2 * (this.#length + count));
    wider.set(this.#bytes);
    this.#bytes = wider;
    this.#view = new DataView(wider.buffer);
  }
}

/** A whole number of four digits at most as ASCII, the first digit in the lowest byte. */
function fourDigits(value: number): number {
  // Both halves beside each other, and then the tens and ones of both at once: 103 / 1024 is a tenth for whole numbers below 100.
  const front = (value / 100) | 0;
  const halves = front | ((value - front * 100) << 16);
  const tens = (Math.imul(halves, 103) >> 10) & 0x000f000f;
  return ZEROS + tens + ((halves - Math.imul(tens, 10)) << 8);
}

/** A text for `JsonBytes.words`, with zeros behind it in its last word. */
export function wordsOf(text: string): Words {
  const json = new JsonBytes(3 * text.length);
  json.utf8(text);
  const { written } = json;
  const padded = new Uint8Array(WORD * Math.ceil(written.length / WORD));
  padded.set(written);
  const view = new DataView(padded.buffer);
  const words = Float64Array.from({ length: padded.length / WORD }, (_, index) => view.getFloat64(WORD * index, true));
  return { words, length: written.length };
}
