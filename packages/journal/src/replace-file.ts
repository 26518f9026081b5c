import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { onDisk } from './journal-error.js';

/** Replaces a file (0600) as a whole: after a crash or power loss there is the former text or the new one, never half of it. */
export function replaceFile(file: string, text: string): void {
  const folder = dirname(file);
  const fresh = `${file}.tmp`;
  onDisk('replace', file, () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // One that a crash left behind may have other rights, or be a link.
    rmSync(fresh, { force: true });
    try {
      writeThrough(fresh, text);
      renameSync(fresh, file);
    } catch (error) {
      rmSync(fresh, { force: true });
      throw error;
    }
    syncFolder(folder);
  });
}

function writeThrough(file: string, text: string): void {
  const fd = openSync(file, 'wx', 0o600);
  try {
    writeFileSync(fd, text, 'utf8');
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Without it a power loss could bring the former name back. Windows cannot, and need not. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
