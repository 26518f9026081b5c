import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { forEachOf } from '../q/run.mjs';
import { mustRun } from './commands.mjs';
import { installed, NO_REQUIRED_MODULES } from './bots.mjs';
import { demand } from './steps.mjs';

const source = fileURLToPath(new URL('alone/', import.meta.url));

/**
 * Installs each package into a folder of its own, with pnpm, which gives a package nothing but what it asks for itself and stops where a script
 * would run. Then it is loaded in every way.
 */
export function loadAlone(names, folder, env) {
  const store = join(folder, 'store');
  return forEachOf(names, availableParallelism(), async (name) => {
    const cwd = join(folder, name.replace('/', '-'));
    mkdirSync(cwd, { recursive: true });
    writeFileSync(join(cwd, 'package.json'), '{ "private": true }\n');
    await mustRun('pnpm', ['add', '--store-dir', store, name], { cwd, env });
    cpSync(source, cwd, { recursive: true });
    const node = (...args) => mustRun(process.execPath, args, { cwd, env });
    await node('check.mjs', name);
    await node('check.cjs', name);
    await node(...NO_REQUIRED_MODULES, 'check.cjs', name);
  });
}

/** @throws Error where something that npm installed would run a script or build anything on its own */
export function demandNoInstallScripts(folders) {
  for (const folder of folders) {
    const entries = installed(folder);
    const scripted = entries.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path);
    const building = entries.map(([path]) => path).filter((path) => existsSync(join(folder, path, 'binding.gyp')));
    const found = [...new Set([...scripted, ...building])];
    demand(found.length === 0, `an installation runs scripts or builds: ${found.join(', ')} in ${folder}`);
  }
}

/** One copy of each package of ours, at the top. @returns name to version */
export function versionsOf(folder) {
  const entries = installed(folder).filter(([path]) => /(^|\/)node_modules\/@q\/[^/]+$/.test(path));
  const below = entries.map(([path]) => path).filter((path) => path.lastIndexOf('node_modules/') > 0);
  demand(below.length === 0, `a second copy of a package: ${below.join(', ')} in ${folder}`);
  return Object.fromEntries(entries.map(([path, { version }]) => [path.slice('node_modules/'.length), version]));
}
