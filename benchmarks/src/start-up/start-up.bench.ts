import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchRow } from '../bench-row.js';
import { below } from '../bench-row.js';
import { reportOf } from '../child.js';
import { median } from '../measure.js';
import { defaultConfig, program, qbot } from '../places.js';
import type { StartUp } from './start-up-child.js';

const ROUNDS = 9;

/** How long starting takes: with every module loaded, and cold, as the time a fresh process needs beyond an empty one. */
export async function startUpBench(): Promise<BenchRow[]> {
  return [...(await loaded()), ...cold()];
}

async function loaded(): Promise<BenchRow[]> {
  const reports: StartUp[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    reports.push(await reportOf<StartUp>(program('start-up/start-up-child'), []));
  }
  const group = `start-up: modules loaded, first call in a fresh process (wall ms, median of ${ROUNDS})`;
  const row = (name: string, value: (report: StartUp) => number, note?: string): BenchRow => {
    return { group, name, value: median(reports.map(value)), unit: 'ms', ...(note === undefined ? {} : { note }) };
  };
  return [
    below(
      row('config load', ({ configLoad }) => configLoad, 'config/services.yaml, its strategies and indicators'),
      50,
    ),
    row('config load, second time', ({ configLoadAgain }) => configLoadAgain),
    below(
      row('orchestrator made and started', (of) => of.orchestratorMade + of.orchestratorStarted, 'backtest'),
      100,
    ),
    below(
      row('all services made', ({ orchestratorMade }) => orchestratorMade, 'with bus, supervisor and wiring check'),
      200,
    ),
    below(
      row('slowest service started', ({ slowestService }) => slowestService),
      200,
    ),
    below(
      row('health check', ({ healthCheck }) => healthCheck, 'all services'),
      10,
    ),
    row('health check, second time', ({ healthCheckAgain }) => healthCheckAgain),
    row('run to first candle', ({ firstCandle }) => firstCandle, 'with a day of the synthetic market made'),
    row('made and started in real time', ({ paperStarted }) => paperStarted, 'paper: with the warm-up cycle'),
  ];
}

function cold(): readonly BenchRow[] {
  const folder = mkdtempSync(join(tmpdir(), 'start-up-bench-'));
  const programs: readonly (readonly [string, readonly string[]])[] = [
    ['empty process', ['--eval', '0']],
    ['config ready', [program('start-up/config-ready')]],
    ['qbot --version', [qbot, '--version']],
    ['qbot check', [qbot, 'check', '--config', defaultConfig]],
    ['qbot run, 1 cycle', [qbot, 'run', '--quiet', '--max-cycles', '1', '--config', defaultConfig]],
  ];
  const times = new Map<string, number[]>(programs.map(([name]) => [name, []]));
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, args] of programs) times.get(name)?.push(processMs(args, folder));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const empty = median(times.get('empty process') ?? []);
  const group = `start-up: cold, a fresh process to its end over an empty one (wall ms, median of ${ROUNDS} interleaved)`;
  return programs.map(([name]): BenchRow => {
    const took = median(times.get(name) ?? []);
    if (name === 'empty process')
      return { group, name, value: took, unit: 'ms', note: 'in all; the rows below are over it' };
    const row = { group, name, value: took - empty, unit: 'ms' };
    return name === 'config ready' ? below(row, 110) : row;
  });
}

function processMs(args: readonly string[], cwd: string): number {
  const before = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - before;
}
