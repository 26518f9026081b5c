import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { appRights, scriptRights, table } from './table.mjs';

const skipped = new Set(['node_modules', 'dist', 'coverage', 'etc']);
/** Bots of strangers: they are installed elsewhere, with packages from a registry. */
const apart = 'packages/tooling/e2e/bots';
const sourceFile = /\.[cm]?[jt]sx?$/;

/** The packages of a workspace with their rights and source files; `rights` is undefined for an unlisted package. */
export function readWorkspace(rootDir) {
  const folders = [...below(rootDir, 'packages'), ...below(rootDir, 'apps'), 'benchmarks', 'examples'];
  return folders.filter((folder) => existsSync(join(rootDir, folder, 'package.json'))).map(readPackage(rootDir));
}

function readPackage(rootDir) {
  return (folder) => ({
    folder,
    name: basename(folder),
    manifest: JSON.parse(readFileSync(join(rootDir, folder, 'package.json'), 'utf8')),
    rights: rightsOf(folder),
    files: filesBelow(rootDir, folder).filter((file) => sourceFile.test(file)),
  });
}

function rightsOf(folder) {
  if (folder.startsWith('apps/')) return appRights;
  if (['benchmarks', 'examples', 'packages/tooling'].includes(folder)) return scriptRights;
  const name = basename(folder);
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function below(rootDir, folder) {
  if (!existsSync(join(rootDir, folder))) return [];
  return readdirSync(join(rootDir, folder)).map((name) => `${folder}/${name}`);
}

/** Paths relative to the root, with `/`. */
function filesBelow(rootDir, folder) {
  return readdirSync(join(rootDir, folder), { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && !skipped.has(entry.name))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (path === apart) return [];
      return entry.isDirectory() ? filesBelow(rootDir, path) : [path];
    });
}
