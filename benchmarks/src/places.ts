import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const benchmarks = fileURLToPath(new URL('../../', import.meta.url));
const runner = dirname(createRequire(import.meta.url).resolve('@q/runner/package.json'));

export const resultsFile = join(benchmarks, 'results', 'latest.json');
export const defaultConfig = join(benchmarks, '..', 'config', 'services.yaml');
/** Recorded candles beside the repository: other people's, never part of it. */
export const recordedCandles = join(benchmarks, '..', '..', 'shared', 'data');
export const pythonScripts = join(benchmarks, 'python');
export const qbot = join(runner, 'bin', 'qbot.mjs');

/** A compiled program of this folder, to be run in a process of its own. */
export function program(name: string): string {
  return fileURLToPath(new URL(`./${name}.js`, import.meta.url));
}
