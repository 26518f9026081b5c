import { readFileSync } from 'node:fs';
import { runCli } from './cli.js';
import { processOutput } from './io.js';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const watchdogWorker = new URL(import.meta.resolve('@q/orchestrator/watchdog-worker'));
const chartLibrary = new URL(
  'dist/lightweight-charts.standalone.production.js',
  import.meta.resolve('lightweight-charts/package.json'),
);

// A reader that has seen enough, such as `head`, closes the pipe: that is no error of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await runCli(process.argv.slice(2), processOutput(), { version, watchdogWorker, chartLibrary });
