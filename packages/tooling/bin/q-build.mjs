#!/usr/bin/env node
// Builds the package in the current folder: an ESM pass, whose modules are put together into what it exports, then a CommonJS pass where the
// package has one. An argument FROM:TO copies the YAML and CSV files of a folder beside what was built; the state of a run that lies between
// them belongs to nobody else. Any other argument is an entry, for a program that exports nothing.
import { cpSync, existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { bundle, exportedEntries } from './bundle.mjs';
import { runNativeTsc } from './native.mjs';

const given = process.argv.slice(2);
const entries = [...exportedEntries(), ...given.filter((one) => !one.includes(':'))];

rmSync('dist', { recursive: true, force: true });
let status = runNativeTsc(['-p', 'tsconfig.esm.json']);
if (status === 0 && entries.length > 0) await bundle(entries);
if (status === 0 && existsSync('tsconfig.cjs.json')) {
  status = runNativeTsc(['-p', 'tsconfig.cjs.json']);
  // Without this the package's own `type: module` would make Node read the CommonJS files as ESM.
  if (status === 0) writeFileSync('dist/cjs/package.json', '{"type":"commonjs"}\n');
}
for (const pair of given.filter((one) => one.includes(':'))) {
  const [from, to] = pair.split(':');
  cpSync(from, to, { recursive: true, filter: (path) => statSync(path).isDirectory() || /\.(yaml|csv)$/.test(path) });
}
process.exitCode = status;
