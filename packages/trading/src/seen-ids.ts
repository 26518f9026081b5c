/** Ids that are remembered at least, beside those of the run: a venue repeats a fill soon or never. */
const KEPT = 100_000;

/** Longer numbers are no exact ones: they are of no run. */
const MOST_DIGITS = 15;
const MOST = 10 ** MOST_DIGITS - 1;

/** What is no number of the run. */
const NONE = -1;

/**
 * Ids that were seen, each said to be new once. Many venues count: ids that begin alike, end in a number and leave none out make a run, of
 * which only the first and the last number are kept. All others are kept as they are.
 */
export class SeenIds {
  /** An id is of the run where it is this and a number from the first to the last, in the one way in which numbers are written. */
  #prefix = '';
  #first = NONE;
  #last = NONE;
  #others = new Set<string>();
  /** The ones before: given up all together, for to drop the oldest of many one by one takes ever longer. */
  #othersBefore: ReadonlySet<string> = new Set();

  /** @returns false where it was seen before */
  add(id: string): boolean {
    if (this.#first === NONE) this.#begin(id);
    const number = id.startsWith(this.#prefix) ? numberFrom(id, this.#prefix.length) : NONE;
    if (number >= this.#first && number <= this.#last && number !== NONE) return false;
    if (this.#isKept(id)) return false;
    if (number !== NONE && number === this.#last + 1) this.#extend();
    else this.#keep(id);
    return true;
  }

  /** The first id that ends in a number begins the run. */
  #begin(id: string): void {
    let start = id.length;
    while (start > 0 && isDigit(id.charCodeAt(start - 1))) start -= 1;
    const number = numberFrom(id, start);
    if (number === NONE) return;
    this.#prefix = id.slice(0, start);
    this.#first = number;
    this.#last = number - 1;
  }

  /** By the next number, and by those that came before their turn. */
  #extend(): void {
    do this.#last += 1;
    while (this.#last < MOST && this.#others.size > 0 && this.#others.delete(`${this.#prefix}${this.#last + 1}`));
  }

  #isKept(id: string): boolean {
    // To look up a text that was put together costs more than to count.
    return (
      (this.#others.size > 0 && this.#others.has(id)) || (this.#othersBefore.size > 0 && this.#othersBefore.has(id))
    );
  }

  #keep(id: string): void {
    this.#others.add(id);
    if (this.#others.size < KEPT) return;
    this.#othersBefore = this.#others;
    this.#others = new Set();
  }
}

const [ZERO, NINE] = [0x30, 0x39];

/** The number that a text ends in from a place on, if it is written as numbers are: in digits, and no zero leads others. */
function numberFrom(text: string, start: number): number {
  const count = text.length - start;
  if (count < 1 || count > MOST_DIGITS) return NONE;
  if (count > 1 && text.charCodeAt(start) === ZERO) return NONE;
  let number = 0;
  for (let place = start; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    if (!isDigit(code)) return NONE;
    number = number * 10 + code - ZERO;
  }
  return number;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}
