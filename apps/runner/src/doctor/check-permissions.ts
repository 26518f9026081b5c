import { accessSync, constants, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { userInfo } from 'node:os';
import type { SystemConfig } from '@q/config';
import type { Check, ExaminedSystem } from './check.js';
import type { WrittenFolder } from './config-folders.js';
import { nearestExisting, writtenFolders } from './config-folders.js';
import type { Finding } from './finding.js';
import { fail, ok, warn } from './finding.js';

const OTHERS_READ = 0o004;
const OTHERS_WRITE = 0o002;
const ALL_BUT_OWNER = 0o077;

/** Whether a run may write where it has to, and nobody else may read or change what is its own. */
export const checkPermissions: Check = {
  name: 'permissions',
  lookAt(system) {
    const findings = [
      ...writtenFolders(system.config).flatMap((folder) => folderFinding(folder) ?? []),
      ...fileFindings(system),
      ...rootFinding(system.config),
    ];
    return findings.length === 0 ? ok(`all folders can be written by ${userName()}`) : findings;
  },
};

function folderFinding({ key, path }: WrittenFolder): Finding | undefined {
  const folder = nearestExisting(path);
  const what = `${key} needs the folder ${resolve(path)}`;
  if (!statSync(folder).isDirectory()) return fail(`${what}, but ${folder} is a file`, `name another folder in ${key}`);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const user = userName();
    if (code === 'EROFS') return fail(`${what}: the disk is read-only there`, `mount it writable, or change ${key}`);
    return fail(`${what}: ${user} may not write in ${folder}`, `chown ${user} ${folder}, or change ${key}`);
  }
}

/** In a container a user may have a number and no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}

/** Windows has no such rights. */
function fileFindings({ config, file, folder }: ExaminedSystem): readonly Finding[] {
  if (process.platform === 'win32') return [];
  const definitions = [...config.strategies.loaded, ...config.indicators.loaded].map((one) => one.file);
  const code = [...config.strategies.modules, ...config.indicators.modules].map((path) => resolve(folder, path));
  const files = [...new Set([file, ...definitions, ...code])].filter((one) => one !== undefined);
  return [
    ...files.filter((one) => has(one, OTHERS_WRITE)).map(openToAll),
    ...(file !== undefined && Object.keys(config.alerts.sinks).length > 0 && has(file, OTHERS_READ)
      ? [warn(`"${file}" names where secrets are, and everybody may read it`, `chmod o-r ${file}`)]
      : []),
    ...[config.journal.file, `${config.journal.file}-wal`].filter((one) => has(one, ALL_BUT_OWNER)).map(openJournal),
  ];
}

function openToAll(file: string): Finding {
  return fail(`everybody on this machine may change "${file}", and so what is traded`, `chmod o-w ${file}`);
}

function openJournal(file: string): Finding {
  return warn(`others than its owner have rights to "${file}"`, `chmod 600 ${file}`);
}

function has(file: string, rights: number): boolean {
  try {
    return ((statSync(file, { throwIfNoEntry: false })?.mode ?? 0) & rights) !== 0;
  } catch {
    // What this user cannot even see is not open to everybody; its folder is told of.
    return false;
  }
}

/** Whoever is root may do everything: then this look says nothing of the user that the bot will run as. */
function rootFinding({ mode }: SystemConfig): readonly Finding[] {
  if (mode === 'backtest' || process.getuid?.() !== 0) return [];
  return [warn('this is root, who needs no permission', 'ask, and run, as a user of its own (docs/deployment.md)')];
}
