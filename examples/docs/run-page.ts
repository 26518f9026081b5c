import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Block } from './block.js';
import { placeOf } from './block.js';
import type { Surroundings } from './project-folder.js';
import type { Ran } from './run-scripts.js';
import { firstMissing } from './same-form.js';
import type { Script } from './script-files.js';
import { Shell } from './shell.js';
import type { Treatment } from './treatment.js';
import { checkYaml } from './yaml-block.js';

/** How many blocks of a page had what done with them. */
export interface Counts {
  readonly run: number;
  readonly checked: number;
  readonly elsewhere: number;
  readonly samples: number;
  readonly untested: number;
}

/** A script of a page with what came of it. */
export interface Outcome {
  readonly script: Script;
  readonly ran: Ran;
  readonly typeProblems: readonly string[];
}

/** Runs and checks the blocks of a page in their order. @throws Error at the first that is not as the page says */
export async function runPage(
  treatments: readonly Treatment[],
  outcomes: readonly Outcome[],
  surroundings: Surroundings,
): Promise<Counts> {
  const shell = new Shell(surroundings);
  const counts = { run: 0, checked: 0, elsewhere: 0, samples: 0, untested: 0 };
  let written: string | undefined;
  try {
    for (const { kind, block } of treatments) {
      putFile(block, surroundings.cwd);
      if (kind === 'script') {
        written = printedBy(block, outcomes);
        counts.run += 1;
      } else if (kind === 'shell') {
        if (block.hints.has('background')) await shell.runBeside(block);
        else written = await shell.run(block);
        counts.run += 1;
      } else if (kind === 'output') {
        demandForm(block, written);
        counts.checked += 1;
      } else if (kind === 'yaml' || kind === 'json') {
        demandValid(block, kind);
        counts.checked += 1;
      } else if (kind === 'sample') counts.samples += 1;
      else counts[kind] += 1;
    }
  } finally {
    await shell.close();
  }
  return counts;
}

/** A block that is a file of the project. */
function putFile({ hints, text }: Block, folder: string): void {
  const path = hints.get('file');
  if (path === undefined) return;
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function printedBy(block: Block, outcomes: readonly Outcome[]): string {
  const outcome = outcomes.find(({ script }) => script.blocks.includes(block));
  if (outcome === undefined) throw new Error(`${placeOf(block)} was not run`);
  const { script, ran, typeProblems } = outcome;
  if (typeProblems.length > 0) throw new Error(`${placeOf(block)}: ${typeProblems.join('\n')}`);
  if (ran.error !== undefined) throw new Error(`${placeOf(block)}: ${ran.error}`);
  const missing = script.expected.find((line) => !ran.printed.includes(line));
  if (missing !== undefined)
    throw new Error(`${placeOf(block)}: "${missing}" was not printed, but\n${ran.printed.join('\n')}`);
  return ran.printed.join('\n');
}

function demandForm(block: Block, written: string | undefined): void {
  if (written === undefined) throw new Error(`${placeOf(block)}: no block before it was run`);
  const missing = firstMissing(block.text, written);
  if (missing !== undefined) throw new Error(`${placeOf(block)}: "${missing}" was not printed, but\n${written}`);
}

function demandValid(block: Block, kind: 'yaml' | 'json'): void {
  try {
    if (kind === 'yaml') checkYaml(block);
    else JSON.parse(block.text);
  } catch (error) {
    throw new Error(`${placeOf(block)}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
