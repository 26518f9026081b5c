import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from './pages.js';

const QBOT = join(ROOT, 'apps/runner/bin/qbot.mjs');
const TOOLS = join(ROOT, 'packages/tooling/node_modules');

/** Nothing of the machine reaches a page but where its programs are. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Folders in which the commands of pages run: one for each, each a project as `qbot init` makes it, with its packages installed. */
export class ProjectFolders {
  readonly #path = realpathSync(mkdtempSync(join(tmpdir(), 'q-docs-')));
  readonly #searched: string;
  readonly #programs = join(this.#path, 'bin');

  /** @param path where programs are found, as in the environment */
  constructor(path: string) {
    this.#searched = path;
    this.#program('qbot', `exec "${process.execPath}" "${QBOT}" "$@"`);
    // What a registry would do is done with the packages of this repository; the rest is npm itself.
    this.#program(
      'npx',
      `case "$1" in @q/runner|qbot) shift; exec qbot "$@";; *) exec "${npmProgram('npx')}" "$@";; esac`,
    );
    this.#program(
      'npm',
      `case "$*" in install) exec ln -s "${this.#path}/node_modules" .;; *) exec "${npmProgram('npm')}" "$@";; esac`,
    );
    link(this.#path);
    const { status, stderr } = spawnSync(join(this.#programs, 'qbot'), ['init', join(this.#path, 'made')], {
      encoding: 'utf8',
      ...this.#surroundings(this.#path),
    });
    if (status !== 0) throw new Error(`qbot init has failed, is everything built? ${stderr}`);
    writeFileSync(join(this.#path, 'made/candles.csv'), inventedCandles());
  }

  /** A fresh folder. */
  make(name: string): Surroundings {
    const cwd = join(this.#path, name.replaceAll(/\W+/g, '-'));
    cpSync(join(this.#path, 'made'), cwd, { recursive: true });
    symlinkSync(join(this.#path, 'node_modules'), join(cwd, 'node_modules'));
    return this.#surroundings(cwd);
  }

  /** A fresh folder that looks like the root of this repository. */
  makeRepository(): Surroundings {
    const cwd = join(this.#path, 'repository');
    mkdirSync(cwd);
    for (const name of ['apps', 'packages', 'node_modules']) symlinkSync(join(ROOT, name), join(cwd, name));
    cpSync(join(ROOT, 'config'), join(cwd, 'config'), { recursive: true });
    cpSync(join(this.#path, 'made/candles.csv'), join(cwd, 'candles.csv'));
    return this.#surroundings(cwd);
  }

  remove(): void {
    rmSync(this.#path, { recursive: true, force: true });
  }

  #surroundings(cwd: string): Surroundings {
    const path = [this.#programs, dirname(process.execPath), join(TOOLS, '.bin'), this.#searched].join(':');
    return { cwd, env: { PATH: path, HOME: this.#path, TMPDIR: this.#path, LC_ALL: 'C.UTF-8' } };
  }

  #program(name: string, line: string): void {
    mkdirSync(this.#programs, { recursive: true });
    const file = join(this.#programs, name);
    writeFileSync(file, `#!/bin/sh\n${line}\n`);
    chmodSync(file, 0o755);
  }
}

/** Links what a project depends on. */
function link(folder: string): void {
  const at = (name: string): string => {
    const path = join(folder, 'node_modules', name);
    mkdirSync(dirname(path), { recursive: true });
    return path;
  };
  for (const name of readdirSync(join(ROOT, 'packages'))) symlinkSync(join(ROOT, 'packages', name), at(`@q/${name}`));
  symlinkSync(join(ROOT, 'apps/runner'), at('@q/runner'));
  for (const name of ['jiti', '@types/node']) symlinkSync(join(ROOT, 'apps/runner/node_modules', name), at(name));
}

function npmProgram(name: string): string {
  return join(dirname(process.execPath), name);
}

/** Two days of one-minute candles of EURUSD that go up and down with two periods. */
function inventedCandles(): string {
  const closes = Array.from({ length: 2_880 }, (_, minute) =>
    Number((1.1 + 0.001 * Math.sin(minute * 0.7) + 0.002 * Math.sin(minute * 0.05)).toFixed(5)),
  );
  const rows = closes.map((close, index) => {
    const open = closes[index - 1] ?? close;
    const time = new Date(Date.UTC(2025, 0, 6) + index * 60_000).toISOString().slice(0, 19).replace('T', ' ');
    return [time, open, Math.max(open, close), Math.min(open, close), close].join(',');
  });
  return ['time,open,high,low,close', ...rows, ''].join('\n');
}
