#!/usr/bin/env node
// Writes every file that is made from the sources. Usage: generate.mjs [--check] [--out folder]
// With --check nothing is written: it names the files that are not up to date and exits with 1.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const main = fileURLToPath(new URL('../generate/main.mjs', import.meta.url));

// The packages are read from their TypeScript sources, so that nothing has to be built before.
const command = ['--conditions=@q/source', '--import', 'tsx', main, ...process.argv.slice(2)];
const { status, error } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' });
if (error !== undefined) throw error;
process.exitCode = status ?? 1;
