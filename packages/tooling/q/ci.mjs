import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { testKills } from '../e2e/kills.mjs';
import { testPublish } from '../e2e/publish.mjs';
import { closingLine, isGreen, runTests } from './counts.mjs';
import { root, shared } from './set-up.mjs';
import { runTurbo } from './turbo.mjs';

/** How often a paper run is killed. */
const KILLS = 200;

/** All checks, each run even if another failed; the closing line counts a failed one as one failed test. */
export async function runCi(env, args) {
  const node = (...command) => spawnSync(process.execPath, command, { cwd: root, env, stdio: 'inherit' }).status ?? 1;
  const checks = {
    build: () => runTurbo(env, ['build', '--continue=always', '--output-logs=errors-only']),
    typecheck: () => runTurbo(env, ['typecheck', '--continue=always', '--output-logs=errors-only']),
    lint: () => runTurbo(env, ['lint', '--continue=always', '--output-logs=errors-only']),
    format: () => node(join('node_modules', 'prettier', 'bin', 'prettier.cjs'), '--check', '.'),
    boundaries: () => node(join('packages', 'tooling', 'bin', 'boundaries.mjs')),
    'generated files': () => node(join('packages', 'tooling', 'bin', 'generate.mjs'), '--check'),
  };
  const failedChecks = Object.entries(checks).filter(([, check]) => check() !== 0);
  const counts = runTests(env, args);
  const further = { publish: await testPublish(env, []), kills: await testKills(KILLS) };
  for (const { passed, failed } of Object.values(further)) {
    counts.passed += passed;
    counts.failed += failed;
  }
  for (const [name] of failedChecks) console.log(`check failed: ${name}`);
  for (const [name, { failed }] of Object.entries(further)) if (failed > 0) console.log(`check failed: ${name}`);
  counts.failed += failedChecks.length;
  if (counts.skipped > 0 && existsSync(shared)) {
    console.log('check failed: tests were skipped although the shared folder is here');
    counts.failed += 1;
  }
  console.log(closingLine(counts));
  return isGreen(counts) ? 0 : 1;
}
