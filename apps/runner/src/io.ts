/** Where a command writes. Results go to `out`, everything else to `err`. */
export interface Output {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  /** Whether `err` is a terminal: only then there is a progress bar. */
  readonly isTerminal: boolean;
  /** Writes to the terminal as it is, to paint over a line. */
  readonly paint: (text: string) => void;
}

/** The process's own standard output and error. */
export function processOutput(): Output {
  return {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    isTerminal: process.stderr.isTTY === true,
    paint: (text) => void process.stderr.write(text),
  };
}
