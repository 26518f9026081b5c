import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './pages.js';
import type { Surroundings } from './project-folder.js';
import type { Script } from './script-files.js';

export interface Ran {
  readonly printed: readonly string[];
  /** What it threw. */
  readonly error?: string;
}

/** Runs scripts on the sources of the packages, one after the other in one process. */
export async function runScripts(scripts: readonly Script[], { cwd, env }: Surroundings): Promise<readonly Ran[]> {
  if (scripts.length === 0) return [];
  const list = join(cwd, 'scripts.json');
  writeFileSync(list, JSON.stringify(scripts.map((script) => ({ file: script.file, cwd: script.cwd }))));
  const tsx = pathToFileURL(join(ROOT, 'node_modules/tsx/dist/esm/index.mjs')).href;
  const line = ['--conditions=@q/source', '--import', tsx, join(ROOT, 'examples/docs/import-scripts.ts'), list];
  const child = spawn(process.execPath, line, { cwd, env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (text += part.toString()));
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`the scripts of the pages could not be run: ${text}`);
  return JSON.parse(readFileSync(list, 'utf8')) as readonly Ran[];
}
