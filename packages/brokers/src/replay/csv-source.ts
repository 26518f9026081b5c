import { closeSync, openSync, readSync } from 'node:fs';
import { CandleDataError } from './candle-data-error.js';

const PIECE_BYTES = 1 << 20;
const NEWLINE = 10;

/** The bytes of a text file in pieces of whole lines. A piece is valid until the next one is asked for. */
export interface CsvSource {
  pieces(): Iterable<Uint8Array>;
}

export function csvSource(from: string | Uint8Array, file: string): CsvSource {
  return { pieces: () => (typeof from === 'string' ? filePieces(from, file) : [withoutMark(from)]) };
}

function* filePieces(path: string, file: string): Generator<Uint8Array> {
  const descriptor = reading(file, () => openSync(path, 'r'));
  try {
    const buffer = new Uint8Array(PIECE_BYTES);
    let filled = 0;
    let first = true;
    for (;;) {
      const start = filled;
      filled += reading(file, () => readSync(descriptor, buffer, start, PIECE_BYTES - start, null));
      const atEnd = filled === start;
      const end = atEnd ? filled : buffer.subarray(0, filled).lastIndexOf(NEWLINE) + 1;
      if (end === 0 && filled === PIECE_BYTES) throw new CandleDataError('holds no lines of text', { file });
      if (end > 0) yield first ? withoutMark(buffer.subarray(0, end)) : buffer.subarray(0, end);
      if (atEnd) return;
      if (end > 0) first = false;
      buffer.copyWithin(0, end, filled);
      filled -= end;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Some programs put a byte order mark before UTF-8. */
function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function reading<Result>(file: string, read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    throw new CandleDataError(problemOf(cause), { file, cause });
  }
}

function problemOf(cause: unknown): string {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : 'unknown error';
  if (code === 'ENOENT') return 'no such file';
  if (code === 'EISDIR') return 'is a directory, not a file of candles';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read: permission denied';
  return `cannot be read (${code})`;
}
