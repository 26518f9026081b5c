import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runCli } from '../cli.js';

const STRATEGY = `name: dip
timeframes: ['1']
entry:
  long: { conditions: [{ signal: close, operator: '>', value: previous_close, timeframe: '1' }] }
exit:
  long: { conditions: [{ signal: close, operator: '<', value: previous_close, timeframe: '1' }] }
risk:
  position_sizing: { type: fixed, value: 0.01 }
  sl: { type: fixed, value: 20 }
`;

/** Where the charts' script is; as `main.ts` finds it, which is a module of the other kind. */
const CHARTS = new URL(
  'dist/lightweight-charts.standalone.production.js',
  pathToFileURL(require.resolve('lightweight-charts/package.json')),
);

/** A folder of its own with a configuration that can be run, and the command line over it. */
export class BenchFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'qbot-'));
  readonly out: string[] = [];
  readonly err: string[] = [];

  constructor(more = '') {
    this.write('strategies/eurusd/dip.yaml', STRATEGY);
    this.write(
      'services.yaml',
      `trading: { symbols: [EURUSD], timeframes: ['1', '5'] }
feed: { kind: synthetic, start: 2025-01-06, days: 1 }
logging: { console: false, file_output: true, format: json, log_file: ${this.at('logs/run.log')} }
outputs: { folder: ${this.at('runs')} }
${more}
journal: { file: ${this.at('state/journal.db')}, ballast: 0.1 }
control: { socket: ${this.at('c.sock')} }
`,
    );
  }

  at(name: string): string {
    return join(this.path, name);
  }

  write(name: string, text: string): string {
    const path = this.at(name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  /** Runs one command line; what it writes is kept. */
  async qbot(...argv: readonly string[]): Promise<number> {
    this.out.length = 0;
    this.err.length = 0;
    const output = {
      out: (line: string) => void this.out.push(line),
      err: (line: string) => void this.err.push(line),
      isTerminal: false,
      paint: () => undefined,
    };
    return runCli(argv, output, { version: '9.9.9', watchdogWorker: undefined, chartLibrary: CHARTS });
  }

  /** With this folder's configuration. */
  run(verb: string, ...flags: readonly string[]): Promise<number> {
    return this.qbot(...verb.split(' '), '--config', this.at('services.yaml'), ...flags);
  }

  get printed(): string {
    return this.out.join('\n');
  }

  get complained(): string {
    return this.err.join('\n');
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
