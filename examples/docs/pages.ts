import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Block } from './block.js';
import { blocksOf } from './block.js';

/** Root of the repository. */
export const ROOT = join(__dirname, '../..');

/** A page of documentation that has code blocks. */
export interface Page {
  /** From the root of the repository. */
  readonly path: string;
  readonly blocks: readonly Block[];
  /** The test that runs its blocks already; `undefined` where none does. */
  readonly ownTest: string | undefined;
}

/** Every page with code blocks: the two at the root, those in docs, and the README of each package. Decisions have none. */
export function documentationPages(): readonly Page[] {
  const inDocs = names('docs').filter((name) => name.endsWith('.md'));
  const packages = [...names('packages').map((name) => `packages/${name}`), 'apps/runner'];
  return [
    ...['README.md', 'CONTRIBUTING.md', ...inDocs.map((name) => `docs/${name}`)].map((path) => pageOf(path, undefined)),
    ...packages.map((folder) => pageOf(`${folder}/README.md`, readmeTestOf(folder))),
  ].filter(({ blocks }) => blocks.length > 0);
}

function pageOf(path: string, ownTest: string | undefined): Page {
  const file = join(ROOT, path);
  return { path, blocks: existsSync(file) ? blocksOf(path, readFileSync(file, 'utf8')) : [], ownTest };
}

/** A package runs the example of its README itself: a bot has no place in it. */
function readmeTestOf(folder: string): string | undefined {
  return ['readme.example.test.ts', 'readme.test.ts']
    .map((name) => `${folder}/src/${name}`)
    .find((path) => existsSync(join(ROOT, path)));
}

function names(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder)).sort();
}
