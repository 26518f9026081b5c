import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';

const OWNER_ONLY_FILE = 0o600;
const OWNER_ONLY_FOLDER = 0o700;
// A link planted at the path is not followed (where the system can tell).
const APPEND = constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0);

export interface RotatingFileOptions {
  readonly path: string;
  /** The size in bytes beyond which the file is put aside; without it the file grows. */
  readonly maxBytes?: number | undefined;
  /** How many files are kept, the current one included. */
  readonly maxFiles: number;
}

/** What became of an append: how many bytes are in the file, and why not all of them. */
export interface Appended {
  readonly bytes: number;
  readonly error?: unknown;
}

/** An append-only file in a folder that it makes; full files become `path.1`, `path.2`, ... up to the number kept. */
export class RotatingFile {
  readonly path: string;
  readonly #maxBytes: number;
  readonly #maxFiles: number;
  #descriptor: number | undefined;
  #bytes = 0;

  constructor({ path, maxBytes = Number.POSITIVE_INFINITY, maxFiles }: RotatingFileOptions) {
    this.path = resolve(path);
    this.#maxBytes = maxBytes;
    this.#maxFiles = maxFiles;
  }

  /** Whether a line of this size, after the bytes that wait, makes the file too large; an empty file takes any line. */
  isFullFor(lineBytes: number, waitingBytes: number): boolean {
    const before = this.#bytes + waitingBytes;
    return before > 0 && before + lineBytes > this.#maxBytes;
  }

  /** Opens the file if it is not open. @throws the system's error */
  open(): number {
    if (this.#descriptor !== undefined) return this.#descriptor;
    mkdirSync(dirname(this.path), { recursive: true, mode: OWNER_ONLY_FOLDER });
    const descriptor = openSync(this.path, APPEND, OWNER_ONLY_FILE);
    this.#bytes = fstatSync(descriptor).size;
    this.#descriptor = descriptor;
    return descriptor;
  }

  /** Writes all bytes, or as many as the system takes; after an error the file is opened anew the next time. */
  append(chunk: Uint8Array): Appended {
    let done = 0;
    try {
      const descriptor = this.open();
      while (done < chunk.length) {
        const taken = writeSync(descriptor, chunk, done, chunk.length - done);
        done += taken;
        this.#bytes += taken;
      }
      return { bytes: done };
    } catch (error) {
      this.close();
      return { bytes: done, error };
    }
  }

  /** Puts the file aside and begins a new one. @throws the system's error */
  rotate(): void {
    this.close();
    const nameOf = (age: number): string => (age === 0 ? this.path : `${this.path}.${age}`);
    rmSync(nameOf(this.#maxFiles - 1), { force: true });
    for (let age = this.#maxFiles - 2; age >= 0; age -= 1) {
      if (existsSync(nameOf(age))) renameSync(nameOf(age), nameOf(age + 1));
    }
    this.open();
  }

  close(): void {
    const descriptor = this.#descriptor;
    this.#descriptor = undefined;
    if (descriptor === undefined) return;
    try {
      closeSync(descriptor);
    } catch {
      // The descriptor is gone either way.
    }
  }
}
