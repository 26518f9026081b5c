// Requires the package that this folder has, and finds every file that its exports name.
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const name = process.argv[2];
const { exports: entries = {} } = JSON.parse(
  readFileSync(join(__dirname, 'node_modules', name, 'package.json'), 'utf8'),
);
for (const path of Object.keys(entries)) {
  const file = require.resolve(`${name}${path.slice(1)}`);
  if (!existsSync(file)) throw new Error(`${path} is ${file}, which is not there`);
  if (path === '.' && Object.keys(require(name)).length === 0) throw new Error(`${name} exports nothing`);
}
