import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, lstatSync, openSync, rmSync, writeSync } from 'node:fs';
import { isFull, onDisk } from './journal-error.js';

const BLOCK_BYTES = 1_048_576;

/** A file that only takes up room, so that there is some to give back when the disk is full. */
export interface Ballast {
  readonly isThere: boolean;
  release(): void;
  /** @returns whether it is there now, or none is wanted; where there is no room for all of it, nothing of it is kept */
  restore(): boolean;
}

/** @param bytes of the ballast; 0 for none */
export function ballastOf(file: string, bytes: number): Ballast {
  const path = `${file}.ballast`;
  const isThere = (): boolean => bytes > 0 && lstatSync(path, { throwIfNoEntry: false })?.size === bytes;
  const release = (): void => onDisk('remove', path, () => rmSync(path, { force: true }));
  return {
    get isThere() {
      return isThere();
    },
    release,
    restore() {
      if (isThere()) return true;
      release();
      if (bytes === 0) return true;
      try {
        onDisk('write', path, () => fill(path, bytes));
        return true;
      } catch (error) {
        release();
        if (isFull(error)) return false;
        throw error;
      }
    },
  };
}

/** Bytes that no file system can leave out or compress. */
function fill(path: string, bytes: number): void {
  const block = createHash('shake256', { outputLength: BLOCK_BYTES }).update('ballast').digest();
  const fd = openSync(path, 'wx', 0o600);
  try {
    for (let left = bytes; left > 0;) left -= writeSync(fd, block, 0, Math.min(left, BLOCK_BYTES));
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
