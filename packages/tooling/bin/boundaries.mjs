#!/usr/bin/env node
// Checks the package table: who may import whom, and who may touch time, files, the environment and the terminal.
// Usage: boundaries.mjs [--json] [workspace folder]
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkShape, checkUsage } from '../boundaries/rules.mjs';
import { usagesIn } from '../boundaries/usages.mjs';
import { readWorkspace } from '../boundaries/workspace.mjs';

/** All violations of a workspace: `{ file, line, rule, message }` with the file relative to `rootDir`. */
export function checkBoundaries(rootDir) {
  return readWorkspace(rootDir).flatMap((pack) => [
    ...checkShape(pack),
    ...pack.files.flatMap((file) => usagesIn(join(rootDir, file)).flatMap((usage) => checkUsage(pack, file, usage))),
  ]);
}

function main(args) {
  const folder = args.find((arg) => !arg.startsWith('--'));
  const rootDir = folder === undefined ? fileURLToPath(new URL('../../../', import.meta.url)) : resolve(folder);
  const violations = checkBoundaries(rootDir);
  if (args.includes('--json')) console.log(JSON.stringify(violations));
  else for (const { file, line, rule, message } of violations) console.error(`${file}:${line} ${rule}: ${message}`);
  process.exitCode = violations.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
