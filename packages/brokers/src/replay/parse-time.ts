import { ByteScanner } from './byte-scanner.js';
import { midnight } from './midnight.js';

const ZERO = 48;
const COLON = 58;
const POINT = 46;
const COMMA = 44;
const PLUS = 43;
const MINUS = 45;
const SLASH = 47;
const SPACE = 32;
const MINUTE_MS = 60_000;
/** Kiritimati is 14 hours ahead. */
const FURTHEST_ZONE_HOURS = 14;

/** Which comes first where the year comes last, as in 02/01/2017. */
export type DateOrder = 'dmy' | 'mdy';

/**
 * Reads times from bytes: years first (2025-01-06, 2025.01.06, 2025/01/06, 20250106) or last (06.01.2025, 06/01/2025),
 * alone or with a time of day (HH:MM, HH:MM:SS, HHMMSS, decimals), alone or with a zone (Z, UTC, GMT, +02:00, +0200),
 * and seconds, milli-, micro- and nanoseconds since 1970 by their number of digits.
 */
export class TimeParser {
  /** Whether the last time named its zone and so is UTC already. */
  zoned = false;
  readonly #order: DateOrder;
  readonly #scan = new ByteScanner();
  #dayKey = NaN;
  #dayMs = NaN;

  constructor(order: DateOrder) {
    this.#order = order;
  }

  /** Milliseconds, UTC where `zoned`, of the local clock otherwise; `NaN` where it is no time. */
  parse(bytes: Uint8Array, start: number, end: number): number {
    this.zoned = false;
    this.#scan.take(bytes, start, end);
    if (this.#isUsual(start)) return this.#usual(start);
    const digits = this.#scan.digitsAhead();
    if (digits >= 9 && digits <= 19 && digits !== 14) return this.#sinceEpoch(digits);
    const day = this.#day(digits);
    if (this.#scan.atEnd) return day;
    if (digits !== 14 && !this.#skipGap()) return NaN;
    return day + this.#timeOfDay();
  }

  /** Milliseconds since midnight, for a time of day in a cell of its own. */
  parseTimeOfDay(bytes: Uint8Array, start: number, end: number): number {
    this.zoned = false;
    this.#scan.take(bytes, start, end);
    return this.#timeOfDay();
  }

  #isUsual(start: number): boolean {
    const bytes = this.#scan.bytes;
    if (this.#scan.end - start < 19 || bytes[start + 13] !== COLON || bytes[start + 16] !== COLON) return false;
    const mark = bytes[start + 4];
    const gap = bytes[start + 10] ?? 0;
    return bytes[start + 7] === mark && (mark === MINUS || mark === POINT || mark === SLASH) && isGap(gap);
  }

  /** The short way for the most frequent form, `YYYY-MM-DD HH:MM:SS`, whatever follows it. */
  #usual(start: number): number {
    const bytes = this.#scan.bytes;
    const year = twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2);
    const day = this.#midnight(year, twoDigits(bytes, start + 5), twoDigits(bytes, start + 8));
    const hours = twoDigits(bytes, start + 11);
    const minutes = twoDigits(bytes, start + 14);
    const seconds = twoDigits(bytes, start + 17);
    if (!(hours < 24 && minutes < 60 && seconds < 60)) return NaN;
    this.#scan.at = start + 19;
    return day + this.#withRest(((hours * 60 + minutes) * 60 + seconds) * 1_000);
  }

  /** 10 digits are seconds, 13 milli-, 16 micro- and 19 nanoseconds of our years; one fewer, those before 2001. */
  #sinceEpoch(digits: number): number {
    this.zoned = true;
    const unit = Math.floor((digits - 9) / 3);
    if (digits - 9 - unit * 3 > 1) return NaN;
    const ms = unit === 0 ? this.#scan.number(digits) * 1_000 : this.#scan.number(digits - (unit - 1) * 3);
    this.#scan.at += Math.max(0, unit - 1) * 3;
    const decimals = this.#decimals();
    if (!this.#scan.atEnd) return NaN;
    return unit === 0 ? ms + decimals : ms;
  }

  #day(digits: number): number {
    if (digits === 8 || digits === 14)
      return this.#midnight(this.#scan.number(4), this.#scan.number(2), this.#scan.number(2));
    const first = this.#scan.number(digits);
    const mark = this.#scan.byte();
    if (mark !== MINUS && mark !== POINT && mark !== SLASH) return NaN;
    this.#scan.at += 1;
    const second = this.#scan.number(this.#scan.digitsAhead());
    if (this.#scan.byte() !== mark) return NaN;
    this.#scan.at += 1;
    const thirdDigits = this.#scan.digitsAhead();
    const third = this.#scan.number(thirdDigits);
    if (digits === 4) return this.#midnight(first, second, third);
    if (thirdDigits !== 4) return NaN;
    return this.#order === 'dmy' ? this.#midnight(third, second, first) : this.#midnight(third, first, second);
  }

  /** Neighbouring rows are mostly of one day: it is worked out once. */
  #midnight(year: number, month: number, day: number): number {
    if (month > 12 || day > 31) return NaN;
    const key = (year * 16 + month) * 32 + day;
    if (key !== this.#dayKey) {
      this.#dayKey = key;
      this.#dayMs = midnight(year, month, day);
    }
    return this.#dayMs;
  }

  #skipGap(): boolean {
    if (!isGap(this.#scan.byte())) return false;
    this.#scan.at += 1;
    return true;
  }

  #timeOfDay(): number {
    const compact = this.#scan.digitsAhead() === 6;
    const hours = this.#scan.number(compact ? 2 : this.#scan.digitsAhead());
    const minutes = this.#afterColon(compact, true);
    const seconds = this.#afterColon(compact, false);
    if (!(hours < 24 && minutes < 60 && seconds < 60)) return NaN;
    return this.#withRest(((hours * 60 + minutes) * 60 + seconds) * 1_000);
  }

  /** With what may follow the seconds: decimals and a zone. */
  #withRest(ms: number): number {
    if (this.#scan.atEnd) return ms;
    const precise = ms + this.#decimals();
    return this.#scan.atEnd ? precise : precise - this.#zoneMs();
  }

  #afterColon(compact: boolean, needed: boolean): number {
    if (compact) return this.#scan.number(2);
    if (this.#scan.byte() !== COLON) return needed ? NaN : 0;
    this.#scan.at += 1;
    return this.#scan.number(2);
  }

  /** The decimals of a second as milliseconds; what is finer is cut off. */
  #decimals(): number {
    if (this.#scan.byte() !== POINT && this.#scan.byte() !== COMMA) return 0;
    this.#scan.at += 1;
    let ms = 0;
    for (let scale = 100; this.#scan.isDigit(); scale /= 10) ms += Math.floor(scale) * this.#scan.number(1);
    return ms;
  }

  /** `Z`, `UTC` or `GMT`, or an offset with or without one of them before it. */
  #zoneMs(): number {
    this.zoned = true;
    if (this.#scan.byte() === SPACE) this.#scan.at += 1;
    const named = this.#skipName();
    if (named && this.#scan.atEnd) return 0;
    const sign = this.#scan.byte();
    if (sign !== PLUS && sign !== MINUS) return NaN;
    this.#scan.at += 1;
    const hours = this.#scan.number(2);
    if (this.#scan.byte() === COLON) this.#scan.at += 1;
    const minutes = this.#scan.atEnd ? 0 : this.#scan.number(2);
    const ms = (hours * 60 + minutes) * MINUTE_MS;
    if (!this.#scan.atEnd || hours > FURTHEST_ZONE_HOURS || minutes > 59) return NaN;
    return sign === MINUS ? -ms : ms;
  }

  #skipName(): boolean {
    if ((this.#scan.byte() | 32) === 122) {
      this.#scan.at += 1;
      return true;
    }
    if (!isUpper(this.#scan.byte())) return false;
    const name = String.fromCharCode(
      ...this.#scan.bytes.subarray(this.#scan.at, Math.min(this.#scan.at + 3, this.#scan.end)),
    );
    if (name !== 'UTC' && name !== 'GMT') return false;
    this.#scan.at += 3;
    return true;
  }
}

function isUpper(byte: number): boolean {
  return byte >= 65 && byte <= 90;
}

function isGap(byte: number): boolean {
  return byte === SPACE || (byte | 32) === 116;
}

function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - ZERO;
  const ones = (bytes[at + 1] ?? 0) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}
