import { statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import type { Check } from './check.js';
import { nearestExisting, writtenFolders } from './config-folders.js';
import type { Finding } from './finding.js';
import { fail, ok, warn } from './finding.js';

const MEGABYTE = 1_000_000;
const LITTLE = 1_000 * MEGABYTE;
const NEXT_TO_NOTHING = 100 * MEGABYTE;

/** Room on every disk that a run writes to. */
export const checkDisk: Check = {
  name: 'disk',
  async lookAt({ config }) {
    const disks = new Map<number, { readonly folder: string; readonly keys: string[] }>();
    for (const { key, path } of writtenFolders(config)) {
      const folder = nearestExisting(path);
      const { dev } = statSync(folder);
      const disk = disks.get(dev);
      if (disk === undefined) disks.set(dev, { folder, keys: [key] });
      else disk.keys.push(key);
    }
    const findings: Finding[] = [];
    for (const { folder, keys } of disks.values()) {
      const { bavail, bsize, files, ffree } = await statfs(folder);
      findings.push(diskFinding({ freeBytes: bavail * bsize, hasFreeFiles: files === 0 || ffree > 0, folder, keys }));
    }
    return findings;
  },
};

export interface Disk {
  /** For this user. */
  readonly freeBytes: number;
  /** Whether another file can be made. */
  readonly hasFreeFiles: boolean;
  readonly folder: string;
  /** What is written there. */
  readonly keys: readonly string[];
}

export function diskFinding({ freeBytes, hasFreeFiles, folder, keys }: Disk): Finding {
  const where = `${folder} (${keys.join(', ')})`;
  const text = `${sizeText(freeBytes)} free in ${where}`;
  const mend = `free some room: old runs and logs may go; or name a folder on another disk`;
  if (!hasFreeFiles)
    return fail(`no file can be made any more in ${where}`, 'remove files that are not needed: it has no free inodes');
  if (freeBytes < NEXT_TO_NOTHING) return fail(text, mend);
  return freeBytes < LITTLE ? warn(text, mend) : ok(text);
}

function sizeText(bytes: number): string {
  const megabytes = bytes / MEGABYTE;
  return megabytes < 10_000 ? `${Math.floor(megabytes)} MB` : `${Math.floor(megabytes / 1_000)} GB`;
}
