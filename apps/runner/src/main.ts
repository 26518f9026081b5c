import { readFileSync } from 'node:fs';
import { runCli } from './cli.js';
import { processOutput } from './io.js';

interface PackageFile {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const packageAt = (file: URL): PackageFile => JSON.parse(readFileSync(file, 'utf8')) as PackageFile;
const { name: own, version, dependencies = {} } = packageAt(new URL('../../package.json', import.meta.url));
const parts = Object.keys(dependencies)
  .filter((name) => name.startsWith('@q/'))
  .map((name) => packageAt(new URL(import.meta.resolve(`${name}/package.json`))));
const packages = Object.fromEntries([[own, version], ...parts.map((part) => [part.name, part.version])]);
const watchdogWorker = new URL(import.meta.resolve('@q/orchestrator/watchdog-worker'));
const searchWorker = new URL(import.meta.resolve('@q/backtest/search-worker'));
const searchStrategies = new URL('./strategy-modules/search-strategies.js', import.meta.url);
const chartLibrary = new URL(
  'dist/lightweight-charts.standalone.production.js',
  import.meta.resolve('lightweight-charts/package.json'),
);
const defaultConfig = new URL('../default-config/services.yaml', import.meta.url);

// A reader that has seen enough, such as `head`, closes the pipe: that is no error of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const context = { version, defaultConfig, packages, watchdogWorker, searchWorker, searchStrategies, chartLibrary };
process.exitCode = await runCli(process.argv.slice(2), processOutput(), context);
