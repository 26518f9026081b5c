import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Block } from './block.js';
import { placeOf } from './block.js';

/** The script that one or several blocks make: those marked `continues` go on with the script of the block before. */
export interface Script {
  readonly blocks: readonly Block[];
  /** Where it was written. */
  readonly file: string;
  readonly cwd: string;
  /** What `// ...` behind its calls of `console.log` says that they print. */
  readonly expected: readonly string[];
}

/** Writes the scripts of a page into its folder. */
export function writeScripts(blocks: readonly Block[], cwd: string): readonly Script[] {
  const groups: Block[][] = [];
  for (const block of blocks) {
    const before = groups.at(-1);
    if (!block.hints.has('continues')) groups.push([block]);
    else if (before === undefined) throw new Error(`${placeOf(block)}: there is nothing that it could go on with`);
    else before.push(block);
  }
  return groups.map((group, index) => {
    const text = group.map((block) => block.text).join('\n');
    const file = join(cwd, `block-${index + 1}.${group[0]?.language === 'js' ? 'mjs' : 'ts'}`);
    // Without an import or export it would be no module.
    writeFileSync(file, `${text}export {};\n`);
    const expected = [...text.matchAll(/console\.log\(.*[;,] \/\/ (.*)$/gm)].map(([, shown = '']) => shown);
    return { blocks: group, file, cwd, expected };
  });
}
