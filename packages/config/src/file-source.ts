import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { configText, type ConfigText } from './config-text.js';
import type { ConfigProblem } from './problems/config-problem.js';
import { PROBLEM_CODES } from './problems/problem-codes.js';
import { MAX_FILE_BYTES } from './yaml/read-yaml.js';

/** Reads files and remembers their texts, so that messages can show the lines. */
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
    const read = this.#read(path);
    if ('code' in read) return read;
    // Not even read: the size is refused with the words of the reader.
    return configText(read.file, read.text ?? ' '.repeat(MAX_FILE_BYTES + 1));
  }

  /** A file that is no YAML. */
  readText(path: string): { readonly file: string; readonly text: string } | ConfigProblem {
    const read = this.#read(path);
    if ('code' in read) return read;
    const { file, text } = read;
    if (text !== undefined) return { file, text };
    const message = `the file ${file} is larger than ${MAX_FILE_BYTES} bytes`;
    return { code: PROBLEM_CODES['file-not-found'].code, file, path: '', message };
  }

  /** Without its text where it is too large. */
  #read(path: string): { readonly file: string; readonly text?: string } | ConfigProblem {
    const file = this.nameOf(path);
    const full = resolve(this.#cwd, path);
    try {
      if (statSync(full).size > MAX_FILE_BYTES) return { file };
      const text = readFileSync(full, 'utf8');
      this.texts.set(file, text);
      return { file, text };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      const reason = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
      return { code: PROBLEM_CODES['file-not-found'].code, file, path: '', message: `the file ${file} ${reason}` };
    }
  }
}
