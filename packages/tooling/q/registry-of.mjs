import { mustRun, run } from './run.mjs';
import { root } from './set-up.mjs';

const PUBLIC = ['registry.npmjs.org', 'registry.npmjs.com', 'registry.yarnpkg.com'];

/** The registry of a scope as npm's files and environment name it: the scope's own, else the ordinary one. */
export async function registryOf(scope, env) {
  const setting = async (name) => (await mustRun('npm', ['config', 'get', name], { cwd: root, env })).trim();
  const own = await setting(`${scope}:registry`);
  return own === '' || own === 'undefined' || own === 'null' ? setting('registry') : own;
}

/** Whether everybody can read it. */
export function isPublic(registry) {
  return PUBLIC.includes(new URL(registry).hostname.replace(/\.$/, ''));
}

/**
 * The environment in which changesets asks, and pnpm publishes to, this registry: neither reads npm's variables as npm does, and both take the
 * public one instead.
 * @throws Error where pnpm would still publish to another
 */
export async function publishingTo(scope, registry, env) {
  const bound = { ...env, [`npm_config_${scope}:registry`]: registry, PNPM_CONFIG_REGISTRY: registry };
  for (const name of [`${scope}:registry`, 'registry']) {
    const used = (await mustRun('pnpm', ['config', 'get', name], { cwd: root, env: bound })).trim();
    const isSet = used !== '' && used !== 'undefined';
    if (isSet && new URL(used).href === new URL(registry).href) return bound;
    if (isSet) throw new Error(`pnpm would publish to ${used} and not to ${registry}: name the registry in .npmrc`);
  }
  throw new Error(`pnpm does not know of ${registry}: name it with ${scope}:registry=URL in .npmrc`);
}

/** Whether the registry has this version. @param env as `publishingTo` makes it @throws Error where it cannot be asked */
export async function hasVersion({ name, version }, env) {
  const args = ['view', `${name}@${version}`, 'version', '--json'];
  const { status, stdout, stderr } = await run('pnpm', args, { cwd: root, env });
  if (status === 0) return true;
  if (/ERR_PNPM_(PACKAGE_NOT_FOUND|NO_MATCHING_VERSION|FETCH_404)/.test(stdout)) return false;
  throw new Error(`the registry cannot be asked for ${name}: ${stdout}${stderr}`);
}
