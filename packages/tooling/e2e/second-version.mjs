import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from './commands.mjs';
import { commitAll } from './copy-tree.mjs';
import { demand, demandEqual } from './steps.mjs';

/** Raises one package by a changeset. @returns its new version */
export async function raiseByChangeset(tree, name, env) {
  const before = await versions(tree, env);
  writeFileSync(join(tree, '.changeset', 'a-mend.md'), `---\n'${name}': patch\n---\n\nA mend.\n`);
  await mustRun('pnpm', ['exec', 'changeset', 'version'], { cwd: tree, env });
  const after = await versions(tree, env);
  const raised = Object.keys(after).filter((one) => after[one] !== before[one]);
  demandEqual(raised, [name], 'packages that a patch raises');
  const changes = readFileSync(join(tree, 'packages', name.slice('@q/'.length), 'CHANGELOG.md'), 'utf8');
  demand(changes.includes('A mend.'), `the changelog does not tell of the change:\n${changes}`);
  await commitAll(tree, 'Versions', env);
  return after[name];
}

/** Of the packages that are published: name to version. */
export async function versions(tree, env) {
  const listed = JSON.parse(
    await mustRun('pnpm', ['list', '--recursive', '--depth', '-1', '--json'], { cwd: tree, env }),
  );
  const ours = listed.filter((one) => one.private !== true && one.name.startsWith('@q/'));
  return Object.fromEntries(ours.map(({ name, version }) => [name, version]));
}
