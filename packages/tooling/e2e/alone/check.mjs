// Imports the package that this folder has, and finds every file that its exports name.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const name = process.argv[2];
const { exports = {} } = JSON.parse(
  readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url), 'utf8'),
);
for (const path of Object.keys(exports)) {
  const file = fileURLToPath(import.meta.resolve(`${name}${path.slice(1)}`));
  if (!existsSync(file)) throw new Error(`${path} is ${file}, which is not there`);
  if (path === '.' && Object.keys(await import(name)).length === 0) throw new Error(`${name} exports nothing`);
}
