import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const ENTRIES = { 'ES module': 'dist/esm/index.js', CommonJS: 'dist/cjs/index.js' };

/** Makes every indicator of the catalog, with 5 for what has no default, and tells what could not be made. */
const MAKE_ALL = `
  const made = [];
  const paramsOf = (name) =>
    Object.fromEntries(
      Object.entries(catalogEntry(name).parameters)
        .filter(([, one]) => one.default === undefined)
        .map(([parameter]) => [parameter, 5]),
    );
  for (const name of INDICATOR_NAMES)
    try {
      createIndicator(name, paramsOf(name));
      made.push(name);
    } catch (error) {
      console.log(name + ': ' + error.message);
    }
  console.log(made.length);`;

// What users get is built: there the library of the catalog is loaded in another way than in these tests.
test.each(Object.entries(ENTRIES))('the built %s makes every indicator of the catalog', (_kind, entry) => {
  const url = JSON.stringify(pathToFileURL(join(__dirname, '..', entry)).href);
  const script = `import { INDICATOR_NAMES, catalogEntry, createIndicator } from ${url};${MAKE_ALL}`;
  // A script that is no module would have a `require` for all.
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect([stderr, stdout.trim().split('\n')]).toEqual(['', [expect.stringMatching(/^[5-9]\d$/)]]);
});
