import { availableParallelism } from 'node:os';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolders, root } from './set-up.mjs';
import { runTurbo } from './turbo.mjs';

/** Runs the tests of all packages and adds up what their reporters left. */
export function runTests(env, args) {
  const packages = testedPackages();
  for (const { results } of packages) rmSync(results, { force: true });
  const status = runTurbo(env, ['test', '--continue=always', `--concurrency=${availableParallelism()}`, ...args]);
  console.log('');
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, results } of packages) {
    const counts = readCounts(results);
    console.log(`${name.padEnd(18)} ${describeCounts(counts)}`);
    // A package that left no counts died before its tests could say anything.
    add(total, counts ?? { passed: 0, failed: 1, skipped: 0 });
  }
  if (status !== 0 && total.failed === 0) total.failed = 1;
  return total;
}

export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** A run in which nothing passed proves nothing. */
export function isGreen({ passed, failed }) {
  return failed === 0 && passed > 0;
}

function testedPackages() {
  return packageFolders()
    .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) }))
    .filter(({ manifest }) => manifest.scripts?.test !== undefined)
    .map(({ folder, manifest }) => ({ name: manifest.name, results: join(root, folder, '.jest', 'results.json') }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

function readCounts(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

function describeCounts(counts) {
  if (counts === undefined) return 'no result (counted as 1 failed)';
  return counts.passed + counts.failed + counts.skipped === 0 ? 'no tests' : closingLine(counts);
}

function add(total, counts) {
  for (const key of Object.keys(total)) total[key] += counts[key];
}
