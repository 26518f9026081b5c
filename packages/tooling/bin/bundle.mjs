import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { build } from 'esbuild';

const FOLDER = 'dist/esm';

/** What the package in the current folder exports as ESM, below `dist/esm`. */
export function exportedEntries() {
  const { exports = {} } = JSON.parse(readFileSync('package.json', 'utf8'));
  const files = Object.values(exports).map((one) => one.import?.default);
  return files.filter((file) => file?.startsWith(`./${FOLDER}/`)).map((file) => relative(FOLDER, file));
}

/**
 * Puts the compiled modules behind some entries together, one file for each entry and for what several have in common, in place of the
 * modules: a process that loads hundreds of small files does little else for the first half second. Types stay as they are, and other
 * packages are imported as before.
 */
export async function bundle(entries) {
  const { outputFiles } = await build({
    entryPoints: entries.map((entry) => join(FOLDER, entry)),
    outdir: FOLDER,
    outbase: FOLDER,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.11',
    packages: 'external',
    sourcemap: 'linked',
    // The sources are published beside it.
    sourcesContent: false,
    // A module that is imported for what it does must not be left out.
    ignoreAnnotations: true,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    write: false,
  });
  const made = new Set(outputFiles.map(({ path }) => path));
  for (const name of readdirSync(FOLDER, { recursive: true })) {
    const path = resolve(FOLDER, name);
    if (/\.js(\.map)?$/.test(name) && !made.has(path)) rmSync(path);
  }
  for (const { path, contents } of outputFiles) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents);
  }
}
