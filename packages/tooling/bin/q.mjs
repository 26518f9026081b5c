#!/usr/bin/env node
// The workspace's command runner. It needs Node and npm only and fetches the rest.
import { testPublish } from '../e2e/publish.mjs';
import { runCi } from '../q/ci.mjs';
import { closingLine, isGreen, runTests } from '../q/counts.mjs';
import { release } from '../q/release.mjs';
import { setUp } from '../q/set-up.mjs';
import { startBot } from '../q/start.mjs';
import { runTurbo } from '../q/turbo.mjs';

const turboTasks = ['build', 'typecheck', 'lint', 'bench'];
const commands = ['test', 'test:publish', 'start', 'ci', 'release', ...turboTasks];

const [command, ...rest] = process.argv.slice(2);
const args = rest[0] === '--' ? rest.slice(1) : rest;

if (!commands.includes(command)) {
  console.error(`Unknown command '${command ?? ''}': use one of ${commands.join(', ')}.`);
  process.exitCode = 2;
} else {
  process.exitCode = await run(command);
}

async function run(name) {
  const env = setUp();
  if (name === 'start') return startBot(env, args);
  if (name === 'ci') return runCi(env, args);
  if (name === 'release') return release(env, args);
  if (name === 'test:publish') return report(await testPublish(env, args));
  if (name === 'test') return report(runTests(env, args));
  return runTurbo(env, [name, ...args]);
}

function report(counts) {
  console.log(closingLine(counts));
  return isGreen(counts) ? 0 : 1;
}
