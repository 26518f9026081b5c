import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Check } from './check.js';
import { nearestExisting } from './config-folders.js';
import type { Finding } from './finding.js';
import { ok, skip, warn } from './finding.js';

const BLOCK_BYTES = 4_096;
const MOST_WRITES = 40;
const LONGEST_MS = 2_000;
/** A disk that needs longer holds every cycle up in a way that a person notices. */
const SLOW_MS = 20;

/** How long the disk of the journal takes until what it was given is safe. */
export const checkFsync: Check = {
  name: 'fsync',
  lookAt({ config: { mode, journal } }) {
    if (mode !== 'paper' || !journal.enabled) return skip('nothing is written durably');
    return fsyncFinding(measureFsync(nearestExisting(dirname(journal.file))));
  },
};

/** Durations of single writes in ms. The folder is left as it was. */
export function measureFsync(folder: string): readonly number[] {
  const own = mkdtempSync(join(folder, '.qbot-doctor-'));
  try {
    const fd = openSync(join(own, 'fsync'), 'w', 0o600);
    try {
      return durations(fd);
    } finally {
      closeSync(fd);
    }
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

function durations(fd: number): readonly number[] {
  const block = Buffer.alloc(BLOCK_BYTES, 1);
  const beganAt = performance.now();
  const taken: number[] = [];
  while (taken.length < MOST_WRITES && performance.now() - beganAt < LONGEST_MS) {
    const before = performance.now();
    writeSync(fd, block);
    fsyncSync(fd);
    taken.push(performance.now() - before);
  }
  return taken;
}

export function fsyncFinding(durationsMs: readonly number[]): Finding {
  const sorted = [...durationsMs].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const text = `${median.toFixed(1)} ms, worst of ${sorted.length} ${(sorted.at(-1) ?? 0).toFixed(1)} ms`;
  if (median <= SLOW_MS) return ok(text);
  return warn(`${text}: every record waits so long`, 'put journal.file on a local SSD');
}
