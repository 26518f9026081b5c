import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { mustRun } from './commands.mjs';
import { root } from '../q/set-up.mjs';

/**
 * Copies what git knows or would take of the working tree, and makes a repository of it: versions are raised and published there, and the
 * tree itself stays as it is. Changes that wait for a release are left out: what is released here is made up.
 */
export async function copyTree(to, env) {
  const listed = await mustRun('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    env,
  });
  for (const path of new Set(listed.split('\0').filter((one) => one !== '' && existsSync(join(root, one))))) {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    copyFileSync(join(root, path), join(to, path));
  }
  const waiting = readdirSync(join(to, '.changeset')).filter((name) => name.endsWith('.md') && name !== 'README.md');
  for (const name of waiting) rmSync(join(to, '.changeset', name));
  shareTools(to);
  const git = (...args) => mustRun('git', args, { cwd: to, env });
  await git('init', '--quiet', '--initial-branch=main');
  await commitAll(to, 'A copy of the tree', env);
}

/** Commits everything of a copy. */
export async function commitAll(folder, message, env) {
  const who = ['-c', 'user.name=test', '-c', 'user.email=test@localhost', '-c', 'commit.gpgsign=false'];
  await mustRun('git', ['add', '--all'], { cwd: folder, env });
  await mustRun('git', [...who, 'commit', '--quiet', '--no-verify', '--message', message], { cwd: folder, env });
}

/** The pinned pnpm is there already. */
function shareTools(to) {
  const tools = join(root, '.tools');
  mkdirSync(join(to, '.tools'), { recursive: true });
  for (const name of readdirSync(tools).filter((one) => one.startsWith('pnpm-')))
    symlinkSync(join(tools, name), join(to, '.tools', name));
}
