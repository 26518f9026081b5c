import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** Runs a command of a dependency with this Node and the caller's terminal; the value is its exit code. */
export function runBin(packageName, binName, args, env = process.env) {
  const manifest = require.resolve(`${packageName}/package.json`);
  const { bin } = require(manifest);
  const script = join(dirname(manifest), typeof bin === 'string' ? bin : bin[binName]);
  const result = spawnSync(process.execPath, [script, ...args], { stdio: 'inherit', env });
  if (result.error) throw result.error;
  return result.status ?? 1;
}

/** The native compiler, started by path so that it never competes with the `tsc` of the JavaScript one. */
export function runNativeTsc(args) {
  return runBin('@typescript/native', 'tsc', args);
}
