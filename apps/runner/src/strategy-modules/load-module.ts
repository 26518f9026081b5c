import { relative, sep } from 'node:path';
import { createJiti } from 'jiti';
import { CodeModuleError, messageOf } from './code-module-error.js';
import { OWN_PACKAGES } from './own-packages.js';

/**
 * Loads a file with code, TypeScript as it is written: types are taken away, not checked. A file is loaded once in a process.
 * @param file absolute
 * @param project messages name files from here
 * @throws CodeModuleError with what is wrong and where, in this file or one that it imports
 */
export function loadModule(file: string, project: string): Promise<Exports> {
  const known = loading.get(file) ?? importFile(file, project);
  loading.set(file, known);
  return known;
}

type Exports = Readonly<Record<string, unknown>>;

/** As Node remembers modules: what a second reader gets is the very same thing. */
const loading = new Map<string, Promise<Exports>>();

async function importFile(file: string, project: string): Promise<Exports> {
  const jiti = createJiti(file, { virtualModules: { ...OWN_PACKAGES }, fsCache: false, interopDefault: false });
  try {
    return await jiti.import(file);
  } catch (error) {
    const name = relative(project, file);
    throw new CodeModuleError(`${name} cannot be loaded: ${whatAndWhere(error, project)}`, { cause: error });
  }
}

/** The files of the project that were loaded in this process, sorted; what it has installed is left out. */
export function loadedFiles(project: string): readonly string[] {
  const known = Object.keys(createJiti(project).cache);
  const own = known.filter((file) => file.startsWith(project + sep) && !/[\\/]node_modules[\\/]/.test(file));
  return own.sort();
}

/** A line is told; the column would be that of the code without its types. */
function whatAndWhere(error: unknown, project: string): string {
  const [what = ''] = messageOf(error).split('\nRequire stack');
  const text = what.replace(/\s+/g, ' ').replaceAll(`${project}/`, '').trim();
  const frames = stackOf(error)
    .split('\n')
    .filter((line) => line.includes(project));
  const place = frames.map((line) => /([^\s(]+:\d+):\d+\)?$/.exec(line)?.[1]).find((one) => one !== undefined);
  const where = place?.replace('file://', '').replace(`${project}/`, '');
  return where === undefined || text.includes(where) ? text : `${text} (${where})`;
}

function stackOf(error: unknown): string {
  const stack = typeof error === 'object' && error !== null && 'stack' in error ? error.stack : undefined;
  return typeof stack === 'string' ? stack : '';
}
