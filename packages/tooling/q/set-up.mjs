import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));
export const shared = resolve(root, '..', 'shared');

/** Makes the workspace ready to run and returns the environment for its commands. */
export function setUp() {
  const pnpm = fetchPnpm();
  const env = commandEnv(pnpm);
  installPackages(env);
  return env;
}

/** Where the workspace's packages are, relative to the root. */
export function packageFolders() {
  const below = (folder) => readdirSync(join(root, folder)).map((name) => join(folder, name));
  const folders = [...below('packages'), ...below('apps'), 'benchmarks', 'examples'];
  return folders.filter((folder) => existsSync(join(root, folder, 'package.json')));
}

/** pnpm as pinned in the root manifest; returns the folder of its executable. */
function fetchPnpm() {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const prefix = join(root, '.tools', packageManager.replace('@', '-'));
  const bin = join(prefix, 'node_modules', '.bin');
  if (existsSync(join(bin, 'pnpm'))) return bin;
  console.error(`Fetching ${packageManager} ...`);
  const args = ['install', '--prefix', prefix, '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  mustSucceed('npm', [...args, packageManager], withoutNpmSettings(process.env));
  return bin;
}

function commandEnv(pnpmBin) {
  const env = withoutNpmSettings(process.env);
  env.PATH = `${pnpmBin}${delimiter}${env.PATH ?? ''}`;
  env.TURBO_TELEMETRY_DISABLED = '1';
  env.TURBO_NO_UPDATE_NOTIFIER = '1';
  env.DO_NOT_TRACK = '1';
  // Neither is in turbo's own cache key: another Node, or other shared data, must not be served old results.
  env.Q_NODE_VERSION = process.version;
  env.Q_SHARED_HASH = existsSync(shared) ? hashOf(filesBelow(shared)) : 'absent';
  return env;
}

/** What the surrounding `npm run` says about itself would configure the inner npm and pnpm too. */
function withoutNpmSettings(env) {
  const kept = [
    'npm_config_registry',
    'npm_config_userconfig',
    'npm_config_cache',
    'npm_config_cafile',
    'npm_config_@q:registry',
  ];
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('npm_') || kept.includes(name)));
}

/** The stamp remembers what was installed, so that an unchanged workspace starts at once. */
function installPackages(env) {
  const stampFile = join(root, 'node_modules', '.q-stamp');
  const manifests = packageFolders().map((folder) => join(root, folder, 'package.json'));
  const inputs = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'].map((name) => join(root, name));
  const stamp = hashOf([...inputs, ...manifests].sort((a, b) => a.localeCompare(b)));
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  console.error('Installing packages ...');
  mustSucceed('pnpm', ['install', '--frozen-lockfile', '--reporter=silent'], { ...env, CI: 'true' });
  writeFileSync(stampFile, stamp);
}

/** Quiet unless it fails; a failure ends the whole command. */
function mustSucceed(command, args, env) {
  const result = spawnSync(command, args, { cwd: root, env, encoding: 'utf8' });
  if (result.status === 0) return;
  console.error(result.stdout ?? '', result.stderr ?? '', result.error?.message ?? '');
  console.error(`\`${command} ${args.join(' ')}\` failed.`);
  process.exit(1);
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}
