const ZERO = 48;

/** A place in a cell of bytes that moves on as numbers are read. */
export class ByteScanner {
  bytes: Uint8Array = new Uint8Array();
  at = 0;
  end = 0;

  take(bytes: Uint8Array, start: number, end: number): void {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  get atEnd(): boolean {
    return this.at === this.end;
  }

  /** The next byte, 0 at the end. */
  byte(): number {
    return this.at < this.end ? (this.bytes[this.at] ?? 0) : 0;
  }

  isDigit(): boolean {
    const digit = this.byte() - ZERO;
    return digit >= 0 && digit <= 9;
  }

  digitsAhead(): number {
    const start = this.at;
    while (this.isDigit()) this.at += 1;
    const digits = this.at - start;
    this.at = start;
    return digits;
  }

  /** Exactly so many digits as a number, `NaN` where they are not there. */
  number(digits: number): number {
    let value = digits === 0 ? NaN : 0;
    for (let left = digits; left > 0; left -= 1) {
      if (!this.isDigit()) return NaN;
      value = value * 10 + this.byte() - ZERO;
      this.at += 1;
    }
    return value;
  }
}
