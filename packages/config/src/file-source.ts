import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { configText, type ConfigText } from './config-text.js';
import type { ConfigProblem } from './problems/config-problem.js';
import { PROBLEM_CODES } from './problems/problem-codes.js';
import { MAX_FILE_BYTES } from './yaml/read-yaml.js';

/** Reads YAML files and remembers their texts, so that messages can show the lines. */
export class FileSource {
  readonly texts = new Map<string, string>();
  readonly #cwd: string;

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  /** A file as messages name it: relative to the working directory where it lies in it. */
  nameOf(path: string): string {
    const name = relative(this.#cwd, resolve(this.#cwd, path));
    return name === '' || name.startsWith('..') || isAbsolute(name) ? path : name;
  }

  read(path: string): ConfigText | ConfigProblem {
    const file = this.nameOf(path);
    const full = resolve(this.#cwd, path);
    try {
      const { size } = statSync(full);
      // Not even read: the size is refused with the words of the reader.
      const text = size > MAX_FILE_BYTES ? ' '.repeat(MAX_FILE_BYTES + 1) : readFileSync(full, 'utf8');
      if (size <= MAX_FILE_BYTES) this.texts.set(file, text);
      return configText(file, text);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      const reason = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
      return { code: PROBLEM_CODES['file-not-found'].code, file, path: '', message: `the file ${file} ${reason}` };
    }
  }
}
