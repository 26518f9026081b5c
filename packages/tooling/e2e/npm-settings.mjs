import { writeFileSync } from 'node:fs';
import { mustRun } from './commands.mjs';

/** What says how the ordinary registry is reached. Its credentials stay where they are. */
const REACH = ['registry', 'cafile', 'proxy', 'https-proxy', 'noproxy', 'strict-ssl'];

/** The user's own settings of these, as npm knows them. */
export async function ordinarySettings(cwd, env) {
  const text = await mustRun('npm', ['config', 'get', ...REACH], { cwd, env });
  const lines = text.split('\n').map((line) => line.trim().split(/ ?= ?(.*)/s));
  return lines.flatMap(([name, value = '']) =>
    REACH.includes(name) && !['', 'null', 'undefined'].includes(value) ? [[name, value]] : [],
  );
}

/**
 * Writes settings of a user of their own, and makes the environment in which they count: nothing that npm or pnpm is told otherwise gets through.
 * @param lines name and value each
 */
export function asUser(file, lines, env) {
  const quiet = [
    ['audit', 'false'],
    ['fund', 'false'],
    ['update-notifier', 'false'],
    ['provenance', 'false'],
  ];
  writeFileSync(file, [...quiet, ...lines].map(([name, value]) => `${name}=${value}\n`).join(''), { mode: 0o600 });
  const kept = Object.entries(env).filter(([name]) => !/^p?npm_config_/i.test(name));
  return { ...Object.fromEntries(kept), NPM_CONFIG_USERCONFIG: file };
}
