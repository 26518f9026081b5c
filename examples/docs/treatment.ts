import type { Block } from './block.js';
import { placeOf } from './block.js';
import { foreignCommand } from './foreign-command.js';
import type { Page } from './pages.js';
import { commandsOf } from './shell.js';

/** What is done with a block. */
export type Treatment =
  /** `elsewhere`: another test runs it, such as that of the package. */
  | { readonly kind: 'script' | 'shell' | 'yaml' | 'json' | 'output' | 'sample' | 'elsewhere'; readonly block: Block }
  | { readonly kind: 'untested'; readonly block: Block; readonly reason: string };

const KINDS: Readonly<Record<string, 'script' | 'shell' | 'yaml' | 'json' | 'sample'>> = {
  ts: 'script',
  js: 'script',
  sh: 'shell',
  yaml: 'yaml',
  json: 'json',
  text: 'sample',
  mermaid: 'sample',
  '': 'sample',
};
const HINTS = [
  'untested',
  'begin example',
  'continues',
  'file',
  'config',
  'strategy',
  'indicators',
  'search',
  'output',
  'background',
];
/** What a command begins with: one that stands among samples would not be run. */
const COMMAND = /^(?:\$ |(?:sudo |npx )?(?:qbot|npm|npx|pnpm|node|git|docker|systemctl|curl) )/m;

/** What is done with each block of a page. @throws Error naming every block with which nothing can be done */
export function treatmentsOf({ blocks, ownTest }: Page): readonly Treatment[] {
  const problems: string[] = [];
  const treatments = blocks.flatMap((block): readonly Treatment[] => {
    const treatment = treat(block, ownTest !== undefined);
    if (typeof treatment !== 'string') return [treatment];
    problems.push(`${placeOf(block)}: ${treatment}`);
    return [];
  });
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return treatments;
}

/** @returns the treatment, or why there is none */
function treat(block: Block, hasOwnTest: boolean): Treatment | string {
  const { hints, language, text } = block;
  const unknown = [...hints.keys()].find((hint) => !HINTS.includes(hint) && language !== 'mermaid');
  if (unknown !== undefined) return `the hint "${unknown}" is not known: ${HINTS.join(', ')}`;
  const reason = hints.get('untested');
  if (reason === '') return 'a block marked untested says why: <!-- untested: reason -->';
  if (reason !== undefined) return { kind: 'untested', block, reason };
  if (hasOwnTest || hints.has('begin example')) return { kind: 'elsewhere', block };
  const kind = KINDS[language];
  if (kind === undefined) return `nothing is known to do with "${language}": mark it <!-- untested: reason -->`;
  if (kind === 'shell') {
    const foreign = commandsOf(block)
      .map(foreignCommand)
      .find((found) => found !== undefined);
    if (foreign !== undefined) return `"${foreign}" is not run by a test: mark the block <!-- untested: reason -->`;
  }
  if (kind !== 'sample') return { kind, block };
  if (COMMAND.test(text)) return 'commands stand in a block of their own that begins with ```sh';
  return { kind: hints.has('output') ? 'output' : 'sample', block };
}
