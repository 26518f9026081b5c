export interface CandleDataPlace {
  /** The file as its user calls it. */
  readonly file: string;
  /** Counted from 1, the header included. */
  readonly line?: number | undefined;
  readonly cause?: unknown;
}

/** A candle file that cannot be read, or not without being told more: the message says what and how. */
export class CandleDataError extends Error {
  override readonly name = 'CandleDataError';
  readonly file: string;
  readonly line: number | undefined;

  constructor(problem: string, { file, line, cause }: CandleDataPlace) {
    super(`${line === undefined ? file : `${file}:${line}`}: ${problem}`, cause === undefined ? {} : { cause });
    this.file = file;
    this.line = line;
  }
}
