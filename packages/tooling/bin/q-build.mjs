#!/usr/bin/env node
// Builds the package in the current folder: an ESM pass, then a CommonJS pass where the package has one. An argument FROM:TO copies
// the YAML and CSV files of a folder beside what was built; the state of a run that lies between them belongs to nobody else.
import { cpSync, existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { runNativeTsc } from './native.mjs';

rmSync('dist', { recursive: true, force: true });
let status = runNativeTsc(['-p', 'tsconfig.esm.json']);
if (status === 0 && existsSync('tsconfig.cjs.json')) {
  status = runNativeTsc(['-p', 'tsconfig.cjs.json']);
  // Without this the package's own `type: module` would make Node read the CommonJS files as ESM.
  if (status === 0) writeFileSync('dist/cjs/package.json', '{"type":"commonjs"}\n');
}
for (const pair of process.argv.slice(2)) {
  const [from, to] = pair.split(':');
  cpSync(from, to, { recursive: true, filter: (path) => statSync(path).isDirectory() || /\.(yaml|csv)$/.test(path) });
}
process.exitCode = status;
