import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
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
    plugins: [commonJsStays],
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
  for (const { path, contents, text } of outputFiles) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, path.endsWith('.js') ? besideIt(path, text) : contents);
  }
}

/** A module of CommonJS is there to load a package when it is asked to. Put into an ES module it would have no `require`: it stays a file. */
const commonJsStays = {
  name: 'commonjs-stays',
  setup({ onResolve }) {
    onResolve({ filter: /^\..*\.cjs$/ }, ({ path, resolveDir }) => {
      return { path: pathToFileURL(resolve(resolveDir, path)).href, external: true };
    });
  },
};

/** The text with such files named as they lie beside the file that it becomes. */
function besideIt(path, text) {
  return text.replace(/(?<=from ")file:[^"]+\.cjs(?=";$)/gm, (url) => {
    const there = relative(dirname(path), fileURLToPath(url)).replaceAll('\\', '/');
    return there.startsWith('.') ? there : `./${there}`;
  });
}
