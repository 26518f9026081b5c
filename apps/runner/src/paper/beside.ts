import type { Journal } from '@q/events';

/** Where the history of a run goes. */
export interface Histories {
  /** From which the run can go on; `undefined` where it has none. */
  readonly journal: Journal | undefined;
  /** The same, for other verbs; `undefined` where none is kept. */
  readonly copy: Journal | undefined;
  /** What is done to each line before. */
  readonly clean: (line: string) => string;
  /** The copy failed and is given up, the journal goes on. */
  readonly onLost: (error: unknown) => void;
}

const TEXT = new TextDecoder();

/** One history of a journal and its copy. The journal comes first. */
export function beside({ journal, copy, clean, onLost }: Histories): Journal | undefined {
  const main = journal ?? copy;
  if (main === undefined) return undefined;
  let second = journal === undefined ? undefined : copy;
  const appendJson = (lines: readonly string[]): number => {
    const cleaned = lines.map(clean);
    const written = main.appendJson?.(cleaned) ?? 0;
    try {
      second?.appendJson?.(cleaned);
    } catch (error) {
      second = undefined;
      onLost(error);
    }
    return written;
  };
  // Of a run without a journal most lines are as they were written, and go on as bytes.
  const appendBytes = (bytes: Uint8Array, count: number): number => {
    const lines = TEXT.decode(bytes).split('\n').slice(0, count);
    const isClean = lines.every((line) => clean(line) === line);
    return isClean ? (main.appendBytes?.(bytes, count) ?? 0) : appendJson(lines);
  };
  return {
    ...(main.isDurable === undefined ? {} : { isDurable: main.isDurable }),
    append: (records) => appendJson(records.map((record) => JSON.stringify(record))),
    appendJson,
    ...(main.appendBytes === undefined || second !== undefined ? {} : { appendBytes }),
    scan: (from) => main.scan(from),
    snapshot: (state, at) => main.snapshot(state, at),
    verify: () => main.verify(),
    close: () => main.close(),
  };
}
