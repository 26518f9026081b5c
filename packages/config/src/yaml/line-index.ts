/** Line and column of an offset in a text, both from 1. */
export class LineIndex {
  readonly #starts: readonly number[];
  readonly #end: number;

  constructor(text: string) {
    const starts = [0];
    for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
    this.#starts = starts;
    this.#end = text.length;
  }

  at(offset: number): { readonly line: number; readonly column: number } {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }

  /** How much of a range lies in its first line. */
  lengthInLine(start: number, end: number): number {
    const { line } = this.at(start);
    const next = this.#starts[line] ?? this.#end + 1;
    return Math.max(1, Math.min(end, next - 1) - start);
  }
}
