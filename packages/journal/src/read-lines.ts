import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK_BYTES = 65_536;
const LINE_END = 0x0a;

/**
 * The lines of a file up to byte `end`, without their line ends, read piece by piece. Bytes after the last line end come as a last line.
 * A line is only good until the next one is asked for: its memory is used again.
 */
export function* readLines(file: string, end: number): Generator<Buffer> {
  const fd = openSync(file, 'r');
  try {
    let rest: Buffer = Buffer.alloc(0);
    for (const chunk of chunksOf(fd, end)) {
      let start = 0;
      for (let stop = chunk.indexOf(LINE_END); stop >= 0; stop = chunk.indexOf(LINE_END, start)) {
        const line = chunk.subarray(start, stop);
        yield rest.length === 0 ? line : Buffer.concat([rest, line]);
        rest = Buffer.alloc(0);
        start = stop + 1;
      }
      rest = Buffer.concat([rest, chunk.subarray(start)]);
    }
    if (rest.length > 0) yield rest;
  } finally {
    closeSync(fd);
  }
}

/** Complete lines of an open file, and the byte after the last of them. */
export function countLines(fd: number): { readonly lines: number; readonly end: number } {
  let lines = 0;
  let end = 0;
  let offset = 0;
  for (const chunk of chunksOf(fd, Infinity)) {
    for (let at = chunk.indexOf(LINE_END); at >= 0; at = chunk.indexOf(LINE_END, at + 1)) {
      lines += 1;
      end = offset + at + 1;
    }
    offset += chunk.length;
  }
  return { lines, end };
}

function* chunksOf(fd: number, end: number): Generator<Buffer> {
  const chunk = Buffer.alloc(CHUNK_BYTES);
  for (let offset = 0; offset < end;) {
    const read = readSync(fd, chunk, 0, Math.min(CHUNK_BYTES, end - offset), offset);
    if (read === 0) return;
    yield chunk.subarray(0, read);
    offset += read;
  }
}
