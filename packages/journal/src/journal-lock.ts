import { readFileSync, rmSync } from 'node:fs';
import { isFull } from './journal-error.js';
import { replaceFile } from './replace-file.js';

/** Another process, or another part of this one, has the journal open. */
export class JournalLockedError extends Error {
  readonly file: string;
  /** The process that said it holds it; `undefined` where it is not known. */
  readonly pid: number | undefined;

  constructor(file: string, pid: number | undefined) {
    const holder = pid === undefined ? 'another process' : `process ${pid}`;
    super(`the journal "${file}" is in use by ${holder}: stop that one first; a journal serves one run at a time`);
    this.name = 'JournalLockedError';
    this.file = file;
    this.pid = pid;
  }
}

/** Says who holds the journal. It only names the holder: the lock itself is SQLite's, and goes with the process. */
export function writeHolder(file: string): void {
  try {
    replaceFile(holderFile(file), `${process.pid}\n`);
  } catch (error) {
    // A name for messages is no reason to keep a run from its journal.
    if (!isFull(error)) throw error;
  }
}

export function removeHolder(file: string): void {
  rmSync(holderFile(file), { force: true });
}

/** @returns the process that holds the journal, `undefined` where it said nothing or is gone */
export function readHolder(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(holderFile(file), 'utf8').trim());
    return Number.isSafeInteger(pid) && pid > 0 && isAlive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

function holderFile(file: string): string {
  return `${file}.pid`;
}

/** Signal 0 reaches nobody: it only asks. A process of another user answers with an error of its own. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EPERM';
  }
}
