#!/usr/bin/env node
// Builds the package in the current folder: an ESM pass, then a CommonJS pass where the package has one.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { runNativeTsc } from './native.mjs';

rmSync('dist', { recursive: true, force: true });
let status = runNativeTsc(['-p', 'tsconfig.esm.json']);
if (status === 0 && existsSync('tsconfig.cjs.json')) {
  status = runNativeTsc(['-p', 'tsconfig.cjs.json']);
  // Without this the package's own `type: module` would make Node read the CommonJS files as ESM.
  if (status === 0) writeFileSync('dist/cjs/package.json', '{"type":"commonjs"}\n');
}
process.exitCode = status;
