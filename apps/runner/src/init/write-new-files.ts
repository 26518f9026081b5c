import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { NewFile } from './new-file.js';

/** Which of the files are there already. */
export function existing(folder: string, files: readonly NewFile[]): readonly string[] {
  return files.map(({ path }) => path).filter((path) => existsSync(join(folder, path)));
}

/** Writes files below a folder. @throws Error where one of them is there already: nothing is ever written over */
export function writeNewFiles(folder: string, files: readonly NewFile[]): void {
  for (const { path, text } of files) {
    const full = join(folder, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text, { flag: 'wx' });
  }
}
