import type { LogOutput, OutputMetrics } from './log-output.js';

const KEPT_BYTES = 8_388_608;

/** Where console lines go; `process.stderr` and any writable stream will do. */
export interface LogStream {
  write(text: string): unknown;
  /** How much waits inside the stream. */
  readonly writableLength?: number;
  on?(event: 'error', listener: (error: Error) => void): unknown;
  off?(event: 'error', listener: (error: Error) => void): unknown;
}

/** Writes lines to a stream; a reader that is gone or too slow costs lines (counted), never the process. */
export class ConsoleOutput implements LogOutput {
  readonly #stream: LogStream;
  readonly #counts = { written: 0, dropped: 0, failedWrites: 0, rotations: 0 };
  readonly #onError = (): void => {
    this.#counts.failedWrites += 1;
  };

  constructor(stream: LogStream) {
    this.#stream = stream;
    stream.on?.('error', this.#onError);
  }

  get metrics(): OutputMetrics {
    return { ...this.#counts };
  }

  write(line: string): void {
    if ((this.#stream.writableLength ?? 0) > KEPT_BYTES) {
      this.#counts.dropped += 1;
      return;
    }
    try {
      this.#stream.write(`${line}\n`);
      this.#counts.written += 1;
    } catch {
      this.#counts.failedWrites += 1;
    }
  }

  flush(): void {
    // The stream keeps no lines back.
  }

  close(): void {
    this.#stream.off?.('error', this.#onError);
  }
}
