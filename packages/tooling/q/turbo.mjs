import { spawnSync } from 'node:child_process';
import { root } from './set-up.mjs';

/** Runs turbo tasks with the caller's terminal; the value is the exit code. */
export function runTurbo(env, args) {
  const result = spawnSync('pnpm', ['exec', 'turbo', 'run', ...args], { cwd: root, env, stdio: 'inherit' });
  return result.status ?? 1;
}

/** Runs turbo tasks and shows their output only if they fail. */
export function runTurboQuietly(env, args) {
  const command = ['exec', 'turbo', 'run', ...args, '--output-logs=errors-only'];
  const result = spawnSync('pnpm', command, { cwd: root, env, encoding: 'utf8', maxBuffer: 2 ** 28 });
  const status = result.status ?? 1;
  if (status !== 0) console.error(result.stdout ?? '', result.stderr ?? '');
  return status;
}
