import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { codeOf } from './journal-error.js';

/** What the end of a `-wal` file tells. */
export interface WalEnd {
  /** Bytes of a write that was not finished; SQLite passes over them. */
  readonly unfinishedBytes: number;
  /** What was finished and cannot be read any more, so that SQLite would silently pass over it too. */
  readonly lost: string | undefined;
}

interface Frame {
  /** Of this round of the file; others are left over from an earlier one. */
  readonly isCurrent: boolean;
  readonly isCommit: boolean;
  /** Continues the frame that stands before it. */
  readonly isSound: boolean;
  readonly bytes: number;
}

interface WalFile {
  readonly fd: number;
  readonly size: number;
  readonly frameBytes: number;
  readonly salt: Buffer;
  readonly isBigEndian: boolean;
  readonly sum: Sum;
}

type Sum = readonly [number, number];

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const MAGIC = 0x377f0682;

/** Reads a `-wal` file as SQLite would (https://www.sqlite.org/fileformat2.html#the_write_ahead_log). One that is not there is fine. */
export function readWalEnd(path: string): WalEnd {
  const fd = openIfThere(path);
  if (fd === undefined) return { unfinishedBytes: 0, lost: undefined };
  try {
    const { size } = fstatSync(fd);
    const wal = openWal(fd, size);
    if (wal !== undefined) return endOf(framesOf(wal));
    // The header is on disk before the first frame is: without frames it may be torn, with frames it was whole once.
    const lost = size > HEADER_BYTES + FRAME_HEADER_BYTES ? 'the header of its -wal file is damaged' : undefined;
    return { unfinishedBytes: size, lost };
  } finally {
    closeSync(fd);
  }
}

function endOf(frames: Iterable<Frame>): WalEnd {
  let unfinishedBytes = 0;
  let isBroken = false;
  let isPastTorn = false;
  for (const frame of frames) {
    isBroken ||= !frame.isCurrent || !frame.isSound;
    if (!isBroken && frame.isCommit) unfinishedBytes = 0;
    else if (frame.isCurrent) unfinishedBytes += frame.bytes;
    // Each write was on disk before the next began: a whole one after a broken one says that the broken one was whole once.
    if (isPastTorn && frame.isCurrent && frame.isCommit && frame.isSound) {
      return { unfinishedBytes, lost: 'a write in the middle of its -wal file is damaged' };
    }
    isPastTorn ||= isBroken && frame.isCommit;
  }
  return { unfinishedBytes, lost: undefined };
}

function* framesOf({ fd, size, frameBytes, salt, isBigEndian, sum }: WalFile): Generator<Frame> {
  const frame = Buffer.alloc(frameBytes);
  let before = sum;
  for (let at = HEADER_BYTES; at < size; at += frameBytes) {
    const bytes = readSync(fd, frame, 0, frameBytes, at);
    const header = frame.subarray(0, FRAME_HEADER_BYTES);
    // Too short to show its salt: it can only be what was being written.
    const isCurrent = bytes < 16 || header.subarray(8, 16).equals(salt);
    const stored: Sum = [header.readUInt32BE(16), header.readUInt32BE(20)];
    const made = sumOf(
      sumOf(before, header.subarray(0, 8), isBigEndian),
      frame.subarray(FRAME_HEADER_BYTES),
      isBigEndian,
    );
    const isSound =
      bytes === frameBytes && header.readUInt32BE(0) !== 0 && made[0] === stored[0] && made[1] === stored[1];
    yield { isCurrent, isCommit: bytes >= 8 && header.readUInt32BE(4) !== 0, isSound, bytes };
    before = stored;
  }
}

function openWal(fd: number, size: number): WalFile | undefined {
  const header = Buffer.alloc(HEADER_BYTES);
  if (readSync(fd, header, 0, HEADER_BYTES, 0) < HEADER_BYTES) return undefined;
  const magic = header.readUInt32BE(0);
  if ((magic & ~1) >>> 0 !== MAGIC) return undefined;
  const isBigEndian = (magic & 1) === 1;
  const sum = sumOf([0, 0], header.subarray(0, 24), isBigEndian);
  if (sum[0] !== header.readUInt32BE(24) || sum[1] !== header.readUInt32BE(28)) return undefined;
  const frameBytes = FRAME_HEADER_BYTES + header.readUInt32BE(8);
  return { fd, size, frameBytes, salt: header.subarray(16, 24), isBigEndian, sum };
}

function sumOf([first, second]: Sum, bytes: Buffer, isBigEndian: boolean): Sum {
  let [a, b] = [first, second];
  for (let at = 0; at + 8 <= bytes.length; at += 8) {
    a = (a + b + (isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at))) >>> 0;
    b = (b + a + (isBigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4))) >>> 0;
  }
  return [a, b];
}

function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
