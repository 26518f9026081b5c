import { closeSync, constants, fstatSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { JournalError, onDisk } from './journal-error.js';
import { parseRecord } from './parse-record.js';
import { countLines } from './read-lines.js';

export type Write = (fd: number, bytes: Uint8Array) => number;

/** Somewhat more than commonly waits for a try. */
const FRESH_BYTES = 131_072;

/** A file that only grows, written in blocks. A failed write keeps what it did not write and goes on from there. */
export class AppendFile {
  readonly #file: string;
  readonly #fd: number;
  readonly #write: Write;
  /** What came since the last try, at the beginning of room that is used again, and the blocks that no try could write. */
  #fresh = new Uint8Array(FRESH_BYTES);
  #freshBytes = 0;
  #blocks: Uint8Array[] = [];
  #waitingBytes = 0;
  #size: number;
  /** Complete lines that were there when it was opened. */
  readonly lines: number;
  /** The last line, where it was torn and cut off. */
  readonly torn: string | undefined;

  /** Makes the folder (0700) and the file (0600) where they are not there, and cuts off a last line that was not written to its end. */
  constructor(file: string, write: Write = writeSync) {
    this.#file = file;
    this.#write = write;
    onDisk('make the folder of', file, () => mkdirSync(dirname(file), { recursive: true, mode: 0o700 }));
    this.#fd = onDisk('open', file, () => openForAppending(file));
    const { lines, torn, size } = onDisk('open', file, () => mendEnd(this.#fd));
    this.lines = lines;
    this.torn = torn;
    this.#size = size;
  }

  /** Bytes in the file itself. */
  get size(): number {
    return this.#size;
  }

  /** Bytes that still wait in memory. */
  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  /** Copies the bytes: they may be changed afterwards. */
  add(bytes: Uint8Array): void {
    const needed = this.#freshBytes + bytes.length;
    if (needed > this.#fresh.length) {
      const wider = new Uint8Array(2 * needed);
      wider.set(this.#fresh.subarray(0, this.#freshBytes));
      this.#fresh = wider;
    }
    this.#fresh.set(bytes, this.#freshBytes);
    this.#freshBytes = needed;
    this.#waitingBytes += bytes.length;
  }

  /** Adds bytes and flushes: only what the disk does not take is copied. @throws as `flush` does */
  addAndFlush(bytes: Uint8Array): void {
    const isAlone = this.#waitingBytes === 0 && bytes.length > 0;
    if (isAlone) {
      this.#blocks.push(bytes);
      this.#waitingBytes = bytes.length;
    } else this.add(bytes);
    try {
      this.flush();
    } finally {
      if (isAlone && this.#waitingBytes > 0) this.#blocks = this.#blocks.map((block) => new Uint8Array(block));
    }
  }

  /** @throws JournalError where the disk does not take it; then it can be tried again */
  flush(): void {
    if (this.#waitingBytes === 0) return;
    if (this.#freshBytes > 0) this.#blocks.push(this.#fresh.subarray(0, this.#freshBytes));
    this.#freshBytes = 0;
    let done = 0;
    try {
      for (; done < this.#blocks.length; done += 1) this.#writeBlock(done);
    } catch (error) {
      throw new JournalError('write', this.#file, error);
    } finally {
      this.#blocks = this.#blocks.slice(done);
      // A block that is left lies in the room of what was fresh.
      if (this.#blocks.length > 0) this.#fresh = new Uint8Array(FRESH_BYTES);
    }
  }

  /** Writes may take a part only: what is left of the block stays in its place. */
  #writeBlock(index: number): void {
    for (let left = this.#blocks[index]; left !== undefined && left.length > 0; left = this.#blocks[index]) {
      const written = this.#write(this.#fd, left);
      this.#blocks[index] = left.subarray(written);
      this.#size += written;
      this.#waitingBytes -= written;
    }
  }

  close(): void {
    closeSync(this.#fd);
  }
}

function openForAppending(file: string): number {
  // A symbolic link could lead what is recorded anywhere; Windows has no such flag.
  const noFollow = constants.O_NOFOLLOW ?? 0;
  const fd = openSync(file, constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | noFollow, 0o600);
  if (fstatSync(fd).isFile()) return fd;
  closeSync(fd);
  throw new Error('it is no ordinary file: name another one');
}

/** A last line without its line end is finished where the record is whole, and cut off where it is torn. */
function mendEnd(fd: number): { readonly lines: number; readonly torn: string | undefined; readonly size: number } {
  const { lines, end } = countLines(fd);
  const { size } = fstatSync(fd);
  if (end === size) return { lines, torn: undefined, size };
  const tail = Buffer.alloc(size - end);
  readSync(fd, tail, 0, tail.length, end);
  const text = tail.toString('utf8');
  if (parseRecord(text) !== undefined) return { lines: lines + 1, torn: undefined, size: size + writeSync(fd, '\n') };
  ftruncateSync(fd, end);
  return { lines, torn: text, size: end };
}
