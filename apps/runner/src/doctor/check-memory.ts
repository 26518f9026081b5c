import { freemem, totalmem } from 'node:os';
import type { Check } from './check.js';
import type { Finding } from './finding.js';
import { fail, ok, warn } from './finding.js';

const MEGABYTE = 1_048_576;
const LITTLE = 256 * MEGABYTE;
const TOO_LITTLE = 64 * MEGABYTE;

/** Memory that is left for a run. */
export const checkMemory: Check = {
  name: 'memory',
  look() {
    const limit = process.constrainedMemory();
    return memoryFinding({
      freeBytes: freemem(),
      totalBytes: totalmem(),
      // Where there is no limit, some systems say 0 and others a number beyond all memory.
      limitBytes: limit > 0 && limit < totalmem() ? limit : undefined,
      usedBytes: process.memoryUsage.rss(),
    });
  },
};

export interface MemoryReading {
  /** Of the machine. */
  readonly freeBytes: number;
  readonly totalBytes: number;
  /** What this process and its neighbours in a container or unit may use together; `undefined` without a limit. */
  readonly limitBytes: number | undefined;
  /** By this process. */
  readonly usedBytes: number;
}

export function memoryFinding({ freeBytes, totalBytes, limitBytes, usedBytes }: MemoryReading): Finding {
  const left = limitBytes === undefined ? freeBytes : Math.min(freeBytes, limitBytes - usedBytes);
  const of = limitBytes === undefined ? `${megabytes(totalBytes)} MB` : `a limit of ${megabytes(limitBytes)} MB`;
  const text = `${megabytes(left)} MB free of ${of}`;
  const mend = 'end what is not needed, or give the machine or container more';
  if (left < TOO_LITTLE) return fail(text, mend);
  return left < LITTLE ? warn(text, mend) : ok(text);
}

function megabytes(bytes: number): number {
  return Math.floor(bytes / MEGABYTE);
}
