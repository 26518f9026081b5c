const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
/** Nothing from here on ends a cell, but for a separator. */
const MINUS = 45;
const MOST_CELLS = 256;

/** Splits rows of bytes into cells without allocating: one is reused for all rows of a file. */
export class RowCells {
  /** How many cells the last row had; 0 for a blank line. */
  count = 0;
  readonly #separator: number;
  readonly #starts = new Int32Array(MOST_CELLS);
  readonly #ends = new Int32Array(MOST_CELLS);

  constructor(separator: number) {
    this.#separator = separator;
  }

  /** How many it had without empty ones at its end. */
  get filled(): number {
    let filled = this.count;
    while (filled > 0 && this.isEmpty(filled - 1)) filled -= 1;
    return filled;
  }

  start(cell: number): number {
    return this.#starts[cell] ?? 0;
  }

  end(cell: number): number {
    return this.#ends[cell] ?? 0;
  }

  isEmpty(cell: number): boolean {
    return this.start(cell) === this.end(cell);
  }

  text(bytes: Uint8Array, cell: number): string {
    return new TextDecoder().decode(bytes.subarray(this.start(cell), this.end(cell)));
  }

  texts(bytes: Uint8Array): string[] {
    return Array.from({ length: this.count }, (_, cell) => this.text(bytes, cell));
  }

  /** Splits the row that begins at `start` and says where the next one begins. */
  split(bytes: Uint8Array, start: number): number {
    const length = bytes.length;
    const separator = this.#separator;
    this.count = 0;
    let cellStart = start;
    let at = start;
    let filled = false;
    for (;;) {
      const byte = at < length ? (bytes[at] ?? NEWLINE) : NEWLINE;
      if (byte >= MINUS && byte !== separator) {
        at += 1;
        continue;
      }
      if (byte === QUOTE && at === cellStart) at = closingQuote(bytes, at);
      if (byte === separator || byte === NEWLINE) {
        if (this.#keep(bytes, cellStart, at)) filled = true;
        cellStart = at + 1;
        if (byte === NEWLINE) break;
      }
      at += 1;
    }
    if (!filled) this.count = 0;
    return at + 1;
  }

  /** Keeps a cell without the blanks and quotes around it; says whether anything is left. */
  #keep(bytes: Uint8Array, from: number, to: number): boolean {
    let start = from;
    let end = to;
    while (end > start && isBlank(bytes[end - 1])) end -= 1;
    while (start < end && isBlank(bytes[start])) start += 1;
    if (bytes[start] === QUOTE && end - start >= 2 && bytes[end - 1] === QUOTE) {
      start += 1;
      end -= 1;
    }
    const cell = this.count;
    this.#starts[cell] = start;
    this.#ends[cell] = end;
    if (cell < MOST_CELLS) this.count = cell + 1;
    return end > start;
  }
}

function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === CARRIAGE_RETURN;
}

/** A separator inside quotes is part of its cell; a quote that is never closed ends with its line. */
function closingQuote(bytes: Uint8Array, opening: number): number {
  for (let at = opening + 1; at < bytes.length && bytes[at] !== NEWLINE; at += 1) {
    if (bytes[at] === QUOTE) return at;
  }
  return opening;
}
