import {
  DECIMAL_SCALE,
  GREATEST_WHOLE,
  PART,
  writeDecimals,
  writeEight,
  writeEightDigits,
  writeWhole,
} from './number-bytes.js';
import { ShortestDecimal } from './shortest-decimal.js';

const [QUOTE, BACKSLASH, MINUS, POINT] = [34, 92, 45, 46];
const [FIRST_PRINTABLE, LAST_PRINTABLE] = [32, 126];
/** No number is longer as text, with the digits that are written over again behind it. */
const LONGEST_NUMBER = 40;
/** Numbers below it with five decimals have 14 digits at most: no other number of 15 digits is the same in binary. */
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
    if (value >= 0 && value < PART && (value | 0) === value)
      this.#length = writeEight(this.#view, this.#length, value | 0);
    else this.#long(value);
  }

  #long(value: number): void {
    const view = this.#view;
    const amount = value < 0 ? -value : value;
    const whole = Math.floor(amount);
    const front = whole < PART ? 0 : Math.floor(whole / PART);
    const back = whole - front * PART;
    let place = this.#length;
    if (value < 0) {
      view.setUint8(place, MINUS);
      place += 1;
    }
    if (whole === amount && whole < GREATEST_WHOLE) {
      this.#length = writeWhole(view, place, front | 0, back | 0);
      return;
    }
    const scaled = Math.floor(amount * DECIMAL_SCALE + 0.5);
    // Where the decimal is the number's own to the last bit, it is the shortest that reads back as it.
    if (amount < GREATEST_DECIMAL && scaled / DECIMAL_SCALE === amount) {
      const behind = writeWhole(view, place, front | 0, back | 0);
      this.#length = writeDecimals(view, behind, (scaled - whole * DECIMAL_SCALE) | 0);
      return;
    }
    if (this.#isShortestFound(amount)) this.#length = this.#writeShortest(writeWhole(view, place, front | 0, back | 0));
    else this.#ascii(value - value === 0 ? `${value}` : 'null');
  }

  /** @param amount above 0 and no whole number, or none at all */
  #isShortestFound(amount: number): boolean {
    const view = this.#view;
    // Behind the sign.
    const place = this.#length + 1;
    view.setFloat64(place, amount);
    const upper = view.getUint32(place);
    const isPower = (upper & UPPER_MANTISSA) === 0 && view.getUint32(place + 4) === 0;
    return !isPower && this.#shortest.find(amount, (upper >>> EXPONENT_SHIFT) - EXPONENT_BIAS);
  }

  #writeShortest(behind: number): number {
    const view = this.#view;
    const { parts, widths } = this.#shortest;
    view.setUint8(behind, POINT);
    let place = behind + 1;
    for (let part = 0; part < parts.length; part += 1) {
      writeEightDigits(view, place, parts[part] as number);
      place += widths[part] as number;
    }
    return place;
  }

  #ascii(text: string): void {
    for (let index = 0; index < text.length; index += 1) this.#push(text.charCodeAt(index));
  }

  #push(value: number): void {
    this.#bytes[this.#length] = value;
    this.#length += 1;
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
