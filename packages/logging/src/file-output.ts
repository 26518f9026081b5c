import { SEVERITY } from './log-level.js';
import type { LogOutput, OutputMetrics } from './log-output.js';
import { plainText } from './exception-text.js';
import { RetryPause } from './retry-pause.js';
import { RotatingFile, type RotatingFileOptions } from './rotating-file.js';

const FLUSH_BYTES = 65_536;
const KEPT_BYTES = 1_048_576;
const LINE_FEED = 10;

export interface FileOutputOptions extends RotatingFileOptions {
  /** Wall time in milliseconds. */
  readonly now: () => number;
  /** Takes one line when the file stops or begins again to accept lines. */
  readonly report: (line: string) => void;
}

/**
 * Gathers lines and writes them at 64 KiB, at the end of the running turn of the event loop, or at once from ERROR
 * on. While the file cannot be written up to 1 MiB is kept, later lines are dropped and counted, and the
 * file is tried again every second as long as lines come.
 */
export class FileOutput implements LogOutput {
  readonly #file: RotatingFile;
  readonly #report: (line: string) => void;
  readonly #writing: RetryPause;
  readonly #rotating: RetryPause;
  readonly #counts = { written: 0, dropped: 0, failedWrites: 0, rotations: 0 };
  #unwritten: Uint8Array = new Uint8Array();
  #pending = '';
  #pendingBytes = 0;
  #flushPlanned = false;
  #droppedBefore = 0;

  constructor({ now, report, ...file }: FileOutputOptions) {
    this.#file = new RotatingFile(file);
    this.#report = report;
    this.#writing = new RetryPause(now);
    this.#rotating = new RetryPause(now);
    this.#append(new Uint8Array());
  }

  get metrics(): OutputMetrics {
    return { ...this.#counts };
  }

  write(line: string, severity: number): void {
    const bytes = Buffer.byteLength(line) + 1;
    if (this.#waitingBytes + bytes > KEPT_BYTES && this.#waitingBytes > 0) {
      this.#counts.dropped += 1;
      this.#tryFlush();
      return;
    }
    if (this.#file.isFullFor(bytes, this.#waitingBytes)) this.#makeRoom(bytes);
    this.#pending += `${line}\n`;
    this.#pendingBytes += bytes;
    this.#counts.written += 1;
    if (severity >= SEVERITY.ERROR || this.#pendingBytes >= FLUSH_BYTES) this.#tryFlush();
    else this.#planFlush();
  }

  flush(): void {
    if (this.#waitingBytes === 0) return;
    const chunk = this.#waitingChunk();
    this.#pending = '';
    this.#pendingBytes = 0;
    this.#unwritten = chunk.subarray(this.#append(chunk));
  }

  close(): void {
    this.flush();
    const lost = this.#unwritten.filter((byte) => byte === LINE_FEED).length;
    this.#unwritten = new Uint8Array();
    this.#counts.written -= lost;
    this.#counts.dropped += lost;
    if (lost > 0) this.#report(`Log file "${this.#file.path}" could not be written; ${lost} kept lines are lost.`);
    this.#file.close();
  }

  get #waitingBytes(): number {
    return this.#unwritten.length + this.#pendingBytes;
  }

  #waitingChunk(): Uint8Array {
    const fresh = Buffer.from(this.#pending);
    return this.#unwritten.length === 0 ? fresh : Buffer.concat([this.#unwritten, fresh]);
  }

  #tryFlush(): void {
    if (this.#writing.mayTry) this.flush();
  }

  #planFlush(): void {
    if (this.#flushPlanned) return;
    this.#flushPlanned = true;
    queueMicrotask(() => {
      this.#flushPlanned = false;
      this.#tryFlush();
    });
  }

  /** How many bytes the file took. */
  #append(chunk: Uint8Array): number {
    const { bytes, error } = this.#file.append(chunk);
    if (error === undefined) {
      if (this.#writing.failing) this.#reportRecovery();
      this.#writing.succeeded();
      return bytes;
    }
    this.#counts.failedWrites += 1;
    if (!this.#writing.failing) this.#reportFailure(error);
    this.#writing.failed();
    return bytes;
  }

  #makeRoom(bytes: number): void {
    this.#tryFlush();
    if (this.#waitingBytes > 0 || !this.#file.isFullFor(bytes, 0) || !this.#rotating.mayTry) return;
    try {
      this.#file.rotate();
      this.#counts.rotations += 1;
      this.#rotating.succeeded();
    } catch (error) {
      this.#counts.failedWrites += 1;
      if (!this.#rotating.failing) {
        this.#report(
          `Log file "${this.#file.path}" cannot be rotated (${plainText(error)}); it grows beyond its size.`,
        );
      }
      this.#rotating.failed();
    }
  }

  #reportFailure(error: unknown): void {
    this.#droppedBefore = this.#counts.dropped;
    this.#report(
      `Log file "${this.#file.path}" cannot be written (${plainText(error)}); up to 1 MiB of lines is kept, ` +
        'and it is tried again every second. Check the path, its permissions and the free space.',
    );
  }

  #reportRecovery(): void {
    const lost = this.#counts.dropped - this.#droppedBefore;
    this.#report(`Log file "${this.#file.path}" can be written again; ${lost} lines were lost.`);
  }
}
