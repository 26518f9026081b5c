import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const MODULES = {
  'package.json': JSON.stringify({
    type: 'module',
    sideEffects: false,
    exports: {
      '.': { import: { default: './dist/esm/index.js' }, require: { default: './dist/cjs/index.js' } },
      './worker': { import: { default: './dist/esm/search/worker.js' } },
      './package.json': './package.json',
    },
  }),
  'dist/esm/index.js':
    "import './announce.js'; import { known } from './known.js'; export { known }; export * as path from 'node:path';",
  'dist/esm/announce.js': "globalThis.announced = 'index';",
  'dist/esm/known.js': 'export const known = new Set();',
  'dist/esm/known.d.ts': 'export declare const known: Set<string>;',
  'dist/esm/search/worker.js':
    "import { known } from '../known.js'; import { name } from '../inner/name.js'; known.add(name()); export const isIn = true;",
  'dist/esm/inner/name.js': "import { load } from './later.cjs'; export const name = () => load();",
  'dist/esm/inner/later.cjs': "exports.load = () => require('other').name;",
  'node_modules/other/index.js': "exports.name = 'worker';",
};

/** A Node of its own runs it in the folder: the scripts are ES modules, which Jest's CommonJS cannot import. */
function run(folder: string, code: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (stderr !== '') throw new Error(stderr);
  return stdout.trim();
}

test('puts modules together into what is exported: what is common is there once, what a module does is done, CommonJS and types stay', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  try {
    for (const [file, text] of Object.entries(MODULES)) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const script = pathToFileURL(resolve(__dirname, '../bin/bundle.mjs')).href;
    const entries = run(
      folder,
      `import { bundle, exportedEntries } from '${script}'; await bundle(exportedEntries()); console.log(exportedEntries().join(' '));`,
    );
    expect(entries).toBe('index.js search/worker.js');
    const files = readdirSync(join(folder, 'dist/esm'), { recursive: true })
      .map(String)
      .filter((name) => /\.(c?js|ts)$/.test(name));
    expect(files.map((name) => name.replace(/-.*/, '')).sort()).toEqual([
      'chunk',
      'index.js',
      'inner/later.cjs',
      'known.d.ts',
      'search/worker.js',
    ]);
    const code =
      "await import('./dist/esm/search/worker.js'); const { known } = await import('./dist/esm/index.js'); console.log([...known, announced].join(' '));";
    expect(run(folder, code)).toBe('worker index');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
