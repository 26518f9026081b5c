import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import type { Arguments } from '../arguments.js';
import { UsageError } from '../arguments.js';
import type { ExitCode } from '../exit-codes.js';
import { EXIT } from '../exit-codes.js';
import type { Output } from '../io.js';
import type { RunContext } from '../run.js';
import { projectFiles } from './project-files.js';
import { existing, writeNewFiles } from './write-new-files.js';

/** `qbot init [DIR]`: a complete small project. In a folder that is not empty only with `--yes`, and nothing is written over. */
export function initVerb(args: Arguments, output: Output, { packages = {} }: RunContext): ExitCode {
  const folder = resolve(args.verb[1] ?? '.');
  const present = existsSync(folder) ? readdirSync(folder).filter((name) => name !== '.git') : [];
  if (present.length > 0 && !args.yes)
    throw new UsageError(
      `${folder} is not empty: name another folder, or add --yes, which writes what is missing and keeps what is there`,
    );
  const files = projectFiles(packageName(basename(folder)), packages);
  const kept = existing(folder, files);
  const missing = files.filter(({ path }) => !kept.includes(path));
  mkdirSync(folder, { recursive: true });
  writeNewFiles(folder, missing);
  const way = relative(process.cwd(), folder);
  if (args.json) {
    output.out(
      JSON.stringify({ schema_version: 1, folder, written: missing.map(({ path }) => path), kept }, undefined, 2),
    );
    return EXIT.ok;
  }
  missing.forEach(({ path }) => output.out(`written    ${join(way, path)}`));
  kept.forEach((path) => output.out(`kept       ${join(way, path)}`));
  nextSteps(way).forEach((step, index) => output.out(`${(index === 0 ? 'next' : '').padEnd(10)} ${step}`));
  return EXIT.ok;
}

function nextSteps(way: string): readonly string[] {
  return [
    ...(way === '' ? [] : [`cd ${way}`]),
    'npm install           once; from a private registry, see .npmrc.example first',
    'npx qbot check        what would run',
    'npx qbot backtest     run it, with a report',
    'npm test              the tests of its strategies',
  ];
}

/** What npm takes for the name of a package. */
function packageName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return name === '' ? 'my-bot' : name;
}
