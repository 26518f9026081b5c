import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, run } from './commands.mjs';
import { demand, demandEqual } from './steps.mjs';

/** `npx @q/runner` in an empty folder: the default job, to its end. */
export async function runDefaultJob(folder, env, flags = []) {
  mkdirSync(folder, { recursive: true });
  demandEqual(readdirSync(folder), [], 'an empty folder');
  const { status, stdout, stderr } = await run('npx', ['--yes', ...flags, '@q/runner'], { cwd: folder, env });
  demand(status === 0, `npx @q/runner ended with ${status}:\n${stdout}\n${stderr}`);
  demand(stderr.includes('notice     there is no config/services.yaml here: running the default job'), stderr);
  demand(/^result +completed/m.test(stdout), `the default job did not complete:\n${stdout}`);
  demand(existsSync(join(folder, 'runs')) && existsSync(join(folder, 'logs')), 'runs and logs are not in the folder');
}

export async function installRunner(folder, env) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  await mustRun('npm', ['install', '--prefer-offline', '@q/runner'], { cwd: folder, env });
}

/** The installed `qbot`, which needs nobody. @returns the summary of the default job */
export async function runInstalled(folder, env) {
  const text = await mustRun('npx', ['--no', '--', 'qbot', '--json'], { cwd: folder, env });
  const { outcome, equity, cycles } = JSON.parse(text);
  demandEqual(outcome, 'completed', 'outcome');
  return { equity, cycles };
}
