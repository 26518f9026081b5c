import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '@q/events';
import type { Block } from './block.js';
import { placeOf } from './block.js';
import type { Surroundings } from './project-folder.js';

/** On a machine that does much else, too. */
const PATIENCE_MS = 180_000;
const LOOK_EVERY_MS = 20;

/** The shell of one page: commands run one line after the other, `cd` lasts, and what runs in the background ends with `close`. */
export class Shell {
  readonly #surroundings: Surroundings;
  readonly #background: ChildProcess[] = [];
  readonly #clock = systemClock();
  #cwd: string;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.#cwd = surroundings.cwd;
  }

  /** Runs a block to its end. @returns what it wrote @throws Error where a line ends with another exit code than it says */
  async run(block: Block): Promise<string> {
    const child = this.#start([...commandsOf(block).map(checked), 'pwd >&3'].join('\n'));
    const cancel = this.#clock.setTimer(PATIENCE_MS, () => end(child, 'SIGKILL'));
    let text = '';
    let cwd = '';
    child.stdout?.on('data', (part: Buffer) => (text += part.toString()));
    child.stderr?.on('data', (part: Buffer) => (text += part.toString()));
    child.stdio[3]?.on('data', (part: Buffer) => (cwd += part.toString()));
    const code = await new Promise((resolve) => child.on('close', resolve));
    cancel();
    if (code !== 0) throw new Error(`${placeOf(block)}: ${text}`);
    this.#cwd = cwd.trim();
    return text;
  }

  /** Starts the one command of a block and waits until the file that its hint names is there. */
  async runBeside(block: Block): Promise<void> {
    const [command = '', ...more] = commandsOf(block);
    if (more.length > 0) throw new Error(`${placeOf(block)}: one command at a time runs in the background`);
    const child = this.#start(`exec ${command}`);
    this.#background.push(child);
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => (text += part.toString()));
    const file = join(this.#cwd, block.hints.get('background') ?? '');
    for (let waited = 0; !existsSync(file); waited += LOOK_EVERY_MS) {
      if (child.exitCode !== null || waited > PATIENCE_MS)
        throw new Error(`${placeOf(block)}: ${file} does not come: ${text}`);
      await new Promise<void>((resolve) => void this.#clock.setTimer(LOOK_EVERY_MS, resolve));
    }
  }

  async close(): Promise<void> {
    for (const child of this.#background.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = new Promise((resolve) => child.on('exit', resolve));
      end(child, 'SIGTERM');
      const cancel = this.#clock.setTimer(PATIENCE_MS, () => end(child, 'SIGKILL'));
      await ended;
      cancel();
    }
  }

  #start(script: string): ChildProcess {
    return spawn('bash', ['-c', script], {
      cwd: this.#cwd,
      env: { ...this.#surroundings.env },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      detached: true,
    });
  }
}

/** To a command and all that it has started. */
function end({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid !== undefined) process.kill(-pid, signal);
}

/** The commands of a block, one a line; a line that ends with a backslash goes on with the next. */
export function commandsOf({ text }: Block): readonly string[] {
  return text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('#'));
}

/** A command that has to end with 0, or with the code that its comment names: `qbot rnu # exit code 2`. */
function checked(line: string): string {
  const expected = / # .*\bexit code (\d+)/.exec(line)?.[1] ?? '0';
  const quoted = `'${line.replaceAll("'", `'\\''`)}'`;
  return `${line}\ncode=$?; if [ $code -ne ${expected} ]; then printf '%s: exit code %s\\n' ${quoted} $code; exit 1; fi`;
}
