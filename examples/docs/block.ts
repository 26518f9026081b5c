/** A fenced code block of a page, with the hints that stand before it: `<!-- name -->` or `<!-- name: value -->`. */
export interface Block {
  /** From the root of the repository. */
  readonly page: string;
  /** Line of its fence, from 1. */
  readonly line: number;
  /** What stands behind the fence; empty where nothing does. */
  readonly language: string;
  readonly text: string;
  /** Hints by their names; the value of one without is empty. */
  readonly hints: ReadonlyMap<string, string>;
}

const FENCE = /^ *```(\S*)/;
const HINT = /^ *<!-- *([a-z][a-z ]*?) *(?:: *(.*?) *)?-->$/;

/** The code blocks of a page, in their order. */
export function blocksOf(page: string, text: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = text.split('\n');
  let hints = new Map<string, string>();
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const language = FENCE.exec(line)?.[1];
    const hint = HINT.exec(line);
    if (language !== undefined) {
      const end = lines.findIndex((one, at) => at > index && /^ *```$/.test(one));
      if (end < 0) throw new Error(`${page}:${index + 1}: the block has no end`);
      const body = lines.slice(index + 1, end).join('\n');
      blocks.push({ page, line: index + 1, language, text: `${body}\n`, hints });
      index = end;
      hints = new Map();
    } else if (hint !== null) hints.set(hint[1] ?? '', hint[2] ?? '');
    else if (line.trim() !== '') hints = new Map();
  }
  return blocks;
}

export function placeOf({ page, line }: Block): string {
  return `${page}:${line}`;
}
