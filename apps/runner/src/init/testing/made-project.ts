import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BenchFolder } from '../../testing/bench-folder.js';

const ROOT = join(__dirname, '../../../../..');
const PACKAGES = [
  'backtest',
  'brokers',
  'config',
  'events',
  'indicators',
  'journal',
  'orchestrator',
  'services',
  'trading',
];

export interface Ended {
  readonly status: number | null;
  readonly text: string;
}

/** A folder in which `qbot init` was run, with what `npm install` would put there. */
export class MadeProject {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'qbot-made-')));
  readonly #bench = new BenchFolder();

  /** `qbot` in this process, with the configuration of the project; what it writes goes into the project. */
  async qbot(...line: readonly string[]): Promise<Ended> {
    const config = line[0] === 'init' ? [] : ['--config', this.at('config/services.yaml')];
    const runs = ['outputs.folder=runs', 'logging.log_file=logs/qbot.log'].flatMap((text) => [
      '--set',
      text.replace('=', `=${this.path}/`),
    ]);
    const status = await this.#bench.qbot(...line, ...config, ...(['init', 'new'].includes(line[0] ?? '') ? [] : runs));
    return { status, text: [...this.#bench.out, ...this.#bench.err].join('\n') };
  }

  at(path: string): string {
    return join(this.path, path);
  }

  /** Links what the project depends on from the workspace. */
  install(): void {
    const link = (name: string, target: string): void => {
      mkdirSync(dirname(this.at(`node_modules/${name}`)), { recursive: true });
      symlinkSync(target, this.at(`node_modules/${name}`));
    };
    for (const name of PACKAGES) link(`@q/${name}`, join(ROOT, 'packages', name));
    link('@q/runner', join(ROOT, 'apps/runner'));
    for (const name of ['jiti', '@types/node']) link(name, join(ROOT, 'apps/runner/node_modules', name));
    for (const name of ['oxlint', 'oxlint-tsgolint']) link(name, join(ROOT, 'packages/tooling/node_modules', name));
  }

  /** A command in the project. */
  run(command: string, ...args: readonly string[]): Ended {
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: this.path,
      encoding: 'utf8',
      timeout: 50_000,
      // Flags and settings of the test runner are not the project's.
      env: {
        PATH: `${process.env['PATH'] ?? ''}:${join(ROOT, 'packages/tooling/node_modules/.bin')}`,
        HOME: this.path,
      },
    });
    return { status, text: `${stdout}${stderr}` };
  }

  /** A program of the workspace. */
  node(...args: readonly string[]): Ended {
    return this.run(process.execPath, ...args);
  }

  static file(path: string): string {
    return join(ROOT, path);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
    this.#bench.remove();
  }
}
