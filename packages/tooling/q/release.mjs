import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { packedProblems } from './packed.mjs';
import { hasVersion, isPublic, publishingTo, registryOf } from './registry-of.mjs';
import { forEachOf, mustRun } from './run.mjs';
import { packageFolders, root } from './set-up.mjs';
import { runTurboQuietly } from './turbo.mjs';

const SCOPE = '@q';
const FLAGS = ['--to-public', '--dry-run'];

/**
 * Builds, checks and publishes every package whose version the registry does not have yet. The registry is the one that `.npmrc` files or the
 * environment name. The value is the exit code.
 */
export function release(env, args) {
  return publishMissing(env, args).catch((error) => refuse(error.message, 1));
}

async function publishMissing(env, args) {
  const unknown = args.find((arg) => !FLAGS.includes(arg));
  if (unknown !== undefined) return refuse(`unknown flag ${unknown}: release takes ${FLAGS.join(' and ')}`, 2);
  const registry = await registryOf(SCOPE, env);
  if (isPublic(registry) && !args.includes('--to-public'))
    return refuse(
      `${registry} is public, and nothing was published: name a private registry with ${SCOPE}:registry=URL in .npmrc, or say --to-public`,
      3,
    );
  const all = publicPackages();
  const bound = await publishingTo(SCOPE, registry, env);
  const isThere = await forEachOf(all, 4, ({ manifest }) => hasVersion(manifest, bound));
  const missing = all.filter((_, index) => !isThere[index]);
  if (missing.length === 0) {
    console.log(`nothing to publish: ${registry} has all ${all.length} packages in their versions`);
    return 0;
  }
  const built = runTurboQuietly(env, ['build', ...missing.map(({ manifest }) => `--filter=${manifest.name}`)]);
  if (built !== 0) return built;
  const problems = await check(missing, env);
  if (problems.length > 0) return refuse(`nothing was published:\n${problems.join('\n')}`, 7);
  if (!args.includes('--dry-run')) await mustRun('pnpm', ['exec', 'changeset', 'publish'], { cwd: root, env: bound });
  const verb = args.includes('--dry-run') ? 'would publish' : 'published';
  for (const { manifest } of missing) console.log(`${verb} ${manifest.name} ${manifest.version} to ${registry}`);
  return 0;
}

function publicPackages() {
  return packageFolders()
    .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) }))
    .filter(({ manifest }) => manifest.private !== true && manifest.name.startsWith(`${SCOPE}/`));
}

async function check(packages, env) {
  const destination = mkdtempSync(join(tmpdir(), 'q-release-'));
  try {
    const problems = await forEachOf(packages, availableParallelism(), (one) =>
      packedProblems(one, { env, destination }),
    );
    return packages.flatMap(({ manifest }, index) => problems[index].map((problem) => `${manifest.name} ${problem}`));
  } finally {
    rmSync(destination, { recursive: true, force: true });
  }
}

function refuse(message, code) {
  console.error(message);
  return code;
}
