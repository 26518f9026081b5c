import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The scripts are ES modules, which Jest's CommonJS cannot import: a Node of their own calls the function. */
function call(file: string, name: string, ...args: readonly unknown[]): unknown {
  const url = pathToFileURL(resolve(__dirname, '../q', file)).href;
  const code = `const { ${name}: work } = await import(${JSON.stringify(url)});
    console.log(JSON.stringify(await work(...${JSON.stringify(args)})));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

const manifest = {
  main: './dist/cjs/index.js',
  types: './dist/cjs/index.d.ts',
  bin: { bot: './bin/bot.mjs' },
  exports: { '.': { import: { types: './dist/esm/index.d.ts', default: './dist/esm/index.js' } } },
};
const files = ['dist/cjs/index.js', 'dist/cjs/index.d.ts', 'bin/bot.mjs', 'dist/esm/index.d.ts', 'dist/esm/index.js'];

test('a package that has what it names may go out', () => {
  expect(call('content-problems.mjs', 'contentProblems', manifest, files)).toEqual([]);
});

test.each([
  [{ ...manifest, scripts: { postinstall: 'node-gyp rebuild' } }, files, 'has a script postinstall'],
  [manifest, [...files, 'build/addon.node'], 'brings a native build: build/addon.node'],
  [manifest, [...files, 'binding.gyp'], 'brings a native build: binding.gyp'],
  [manifest, [...files, 'src/bus.test.ts'], 'brings a test: src/bus.test.ts'],
  [manifest, [...files, 'dist/esm/testing/bench.js'], 'brings a test: dist/esm/testing/bench.js'],
  [manifest, files.slice(1), 'names dist/cjs/index.js, which is not in it'],
])('a package is kept back that breaks a promise (%#)', (own, contents, problem) => {
  expect(call('content-problems.mjs', 'contentProblems', own, contents)).toEqual([problem]);
});

test.each([
  ['https://registry.npmjs.org/', true],
  ['https://registry.npmjs.org', true],
  ['https://REGISTRY.npmjs.org./', true],
  ['https://registry.yarnpkg.com/', true],
  ['http://127.0.0.1:4873/', false],
  ['https://npm.example.com/registry.npmjs.org/', false],
])('%s: public is %s', (registry, isPublic) => {
  expect(call('registry-of.mjs', 'isPublic', registry)).toBe(isPublic);
});
