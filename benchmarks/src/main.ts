import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname } from 'node:path';
import { backtestBench } from './backtest/backtest.bench.js';
import type { BenchRow } from './bench-row.js';
import { busBench } from './bus/bus.bench.js';
import { indicatorsBench } from './indicators/indicators.bench.js';
import { lineBench } from './line/line.bench.js';
import { loggingBench } from './logging.bench.js';
import { resultsFile } from './places.js';
import { startUpBench } from './start-up/start-up.bench.js';
import { tableOf } from './table.js';

interface BenchOptions {
  /** Also what takes long: ten million candles. */
  readonly long: boolean;
}

const LONG = '--long';
const SECTIONS: Readonly<Record<string, (options: BenchOptions) => Promise<readonly BenchRow[]>>> = {
  bus: busBench,
  'start-up': startUpBench,
  logging: loggingBench,
  indicators: indicatorsBench,
  line: lineBench,
  backtest: backtestBench,
};

const long = process.argv.includes(LONG);
const asked = process.argv.slice(2).filter((argument) => argument !== LONG);
const unknown = asked.filter((name) => !Object.hasOwn(SECTIONS, name));
if (unknown.length > 0)
  throw new Error(`no section ${unknown.join(', ')}: there are ${Object.keys(SECTIONS).join(', ')}`);

const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
console.log(`node ${machine.node}, ${machine.cores} cores, ${machine.cpu}`);
const rows: BenchRow[] = [];
for (const [name, section] of Object.entries(SECTIONS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const measured = await section({ long });
  for (const group of new Set(measured.map((row) => row.group))) {
    console.log(tableOf(measured.filter((row) => row.group === group)));
  }
  rows.push(...measured);
}
const missed = rows.filter(({ target }) => target?.met === false);
console.log(`\n${rows.filter(({ target }) => target?.met === true).length} targets met, ${missed.length} missed`);
for (const { group, name } of missed) console.log(`  missed: ${group}: ${name}`);
mkdirSync(dirname(resultsFile), { recursive: true });
writeFileSync(
  resultsFile,
  `${JSON.stringify({ measuredAt: new Date().toISOString(), machine, rows }, undefined, 2)}\n`,
);
