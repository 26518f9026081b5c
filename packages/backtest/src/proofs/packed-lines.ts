import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Lines of text in deflated blocks, about a tenth of their size: plain values that can be handed to another thread. */
export interface PackedLines {
  readonly count: number;
  readonly blocks: readonly Uint8Array[];
}

const LINES_PER_BLOCK = 4_096;
const FASTEST = 1;

/** Takes line after line; none may hold a line break. */
export class LinePacker {
  #count = 0;
  #lines: string[] = [];
  readonly #blocks: Uint8Array[] = [];

  add(line: string): void {
    this.#count += 1;
    if (this.#lines.push(line) === LINES_PER_BLOCK) this.#close();
  }

  get packed(): PackedLines {
    if (this.#lines.length > 0) this.#close();
    return { count: this.#count, blocks: [...this.#blocks] };
  }

  #close(): void {
    this.#blocks.push(deflateRawSync(this.#lines.join('\n'), { level: FASTEST }));
    this.#lines = [];
  }
}

/** The lines in their order; one block at a time is unpacked. */
export function* linesOf({ blocks }: PackedLines): Generator<string> {
  for (const block of blocks) yield* inflateRawSync(block).toString('utf8').split('\n');
}
