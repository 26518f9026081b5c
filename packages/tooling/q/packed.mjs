import { join } from 'node:path';
import { contentProblems } from './content-problems.mjs';
import { mustRun, run } from './run.mjs';
import { root } from './set-up.mjs';

/** Packs a package as it would be published. @returns its problems; none where it may go out */
export async function packedProblems({ folder, manifest }, { env, destination }) {
  const cwd = join(root, folder);
  const packed = JSON.parse(await mustRun('pnpm', ['pack', '--json', '--pack-destination', destination], { cwd, env }));
  const check = (command, ...args) => run('pnpm', ['exec', command, packed.filename, ...args], { cwd: root, env });
  const publint = await check('publint', '--strict');
  const types = await check('attw', '--format', 'ascii');
  return [
    ...contentProblems(
      manifest,
      packed.files.map(({ path }) => path),
    ),
    ...(publint.status === 0 ? [] : [`publint:\n${publint.stdout}${publint.stderr}`]),
    ...(types.status === 0 ? [] : [`are-the-types-wrong:\n${types.stdout}${types.stderr}`]),
  ];
}
