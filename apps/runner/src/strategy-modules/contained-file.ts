import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { CodeModuleError } from './code-module-error.js';

const ENDINGS = /\.[cm]?[jt]s$/;

/**
 * The file behind a path of the configuration, without links in it.
 * @param key that names it, for messages
 * @param folder of the configuration file
 * @throws CodeModuleError where it is no file with code inside of the project
 */
export function containedFile(path: string, key: string, folder: string): string {
  const full = resolve(folder, path);
  const fail = (what: string): never => {
    throw new CodeModuleError(`${key}: ${path} ${what}`);
  };
  if (!ENDINGS.test(full)) return fail('is no file with code: name a .ts, .mts, .js or .mjs file');
  if (!existsSync(full)) return fail(`does not exist (${full}): paths are relative to the configuration file`);
  const [file, project] = [realpathSync(full), projectOf(folder)];
  if (!isInside(file, project))
    return fail(`leads out of the project ${project}: only code that lies in it is loaded, also behind links`);
  return statSync(file).isFile() ? file : fail('is a folder: name the files');
}

/** The nearest folder with a `package.json` at or above the configuration file, else its own; without links in it. */
export function projectOf(folder: string): string {
  const own = realpathSync(folder);
  for (let at = own; ; at = dirname(at)) {
    if (existsSync(join(at, 'package.json'))) return at;
    if (dirname(at) === at) return own;
  }
}

function isInside(file: string, folder: string): boolean {
  const way = relative(folder, file);
  return way !== '' && !way.startsWith('..') && !isAbsolute(way);
}
