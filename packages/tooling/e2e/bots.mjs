import { cpSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mustRun } from './commands.mjs';
import { demand, demandEqual } from './steps.mjs';

const require = createRequire(import.meta.url);
const source = fileURLToPath(new URL('bots/', import.meta.url));

/** What a bot of each kind asks for. */
const WANTED = ['@q/backtest', '@q/events', '@q/indicators', '@q/services', '@q/trading'];
/** Makes a newer Node one that cannot require ES modules, as the oldest that we allow. */
export const NO_REQUIRED_MODULES = ['--no-experimental-require-module'].filter((flag) =>
  process.allowedNodeEnvironmentFlags.has(flag.replace('--no-', '--')),
);
/** Each way of finding a module that a bot in TypeScript may choose, with the kind of modules it goes with. */
const RESOLUTIONS = { node16: 'node16', nodenext: 'nodenext', bundler: 'esnext' };

/** The three bots in folders of their own, with the packages from the registry. @returns their folders by kind */
export async function installBots(folder, env) {
  const kinds = ['esm', 'cjs', 'ts'];
  // One after the other: the first fills npm's cache for the rest.
  for (const kind of kinds) {
    cpSync(join(source, kind), join(folder, kind), { recursive: true });
    await mustRun('npm', ['install', '--prefer-offline', ...WANTED], { cwd: join(folder, kind), env });
  }
  return Object.fromEntries(kinds.map((kind) => [kind, join(folder, kind)]));
}

/** Compiles the bot in TypeScript once for each way of finding a module, the packages' own types checked with it. */
export async function compileBot(cwd, env) {
  const manifest = require.resolve('@typescript/native/package.json');
  const tsc = join(dirname(manifest), require(manifest).bin.tsc);
  for (const [resolution, module] of Object.entries(RESOLUTIONS)) {
    const flags = ['--moduleResolution', resolution, '--module', module, '--outDir', `dist/${resolution}`];
    await mustRun(process.execPath, [tsc, '--project', 'tsconfig.json', ...flags], { cwd, env });
  }
}

/** Every way of running a bot: a name and the arguments of Node. The last CommonJS one is that of a Node that cannot require ES modules. */
export function waysToRun({ esm, cjs, ts }) {
  return [
    ['ES module', [join(esm, 'bot.js')]],
    ['CommonJS', [join(cjs, 'bot.js')]],
    ['CommonJS without require(esm)', [...NO_REQUIRED_MODULES, join(cjs, 'bot.js')]],
    ...Object.keys(RESOLUTIONS).map((one) => [`TypeScript, ${one}`, [join(ts, 'dist', one, 'bot.js')]]),
  ];
}

/** Runs a bot and reads its one line. */
export async function runBot(args, env) {
  const line = JSON.parse(await mustRun(process.execPath, args, { cwd: dirname(args.at(-1)), env }));
  const { trades, balance, won, lost, told } = line;
  demand(trades > 20 && balance !== 10_000, `a bot that trades nothing proves nothing: ${JSON.stringify(line)}`);
  demandEqual([won + lost, told], [trades, Math.floor(lost / 2)], 'what its own service counted');
  return line;
}

/** What npm put into a folder: path below it to its entry in npm's own record. */
export function installed(folder) {
  const record = readFileSync(join(folder, 'node_modules', '.package-lock.json'), 'utf8');
  return Object.entries(JSON.parse(record).packages);
}
