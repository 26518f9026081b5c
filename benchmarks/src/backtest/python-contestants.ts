import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonScripts } from '../places.js';
import type { ContestReport, PythonContestant } from './contest.js';
import { PYTHON_CONTESTANTS } from './contest.js';
import type { Market, MarketName } from './market.js';
import { marketNamed } from './market.js';
import type { Trade } from './plain-job.js';
import { BALANCE, settle } from './plain-job.js';

/** What a script says: CPU ms, and of each pass the prices at which it traded, `null` where it did not close. */
interface ScriptReport {
  readonly modulesMs: number;
  readonly candlesMs: number;
  readonly passes: readonly {
    readonly cpuMs: number;
    readonly trades: readonly (readonly [entry: number, exit: number | null])[];
  }[];
  readonly peakRssMb: number;
}

/** Those that can be imported here; of every other it says that there is nothing to be measured. */
export function presentPythonContestants(): readonly PythonContestant[] {
  const names = Object.keys(PYTHON_CONTESTANTS) as PythonContestant[];
  return names.filter((name) => {
    const { status } = spawnSync('python3', ['-c', `import ${PYTHON_CONTESTANTS[name]}`], { stdio: 'ignore' });
    if (status !== 0) {
      console.log(`${name}: not present on this machine, the published ratio cannot be measured`);
    }
    return status === 0;
  });
}

/** Runs an engine of Python over the same candles in a process of its own; the money of its trades is counted as the floor counts it. */
export function runPython(contestant: PythonContestant, name: MarketName, passes: number): ContestReport {
  const market = marketNamed(name);
  const folder = mkdtempSync(join(tmpdir(), 'python-bench-'));
  try {
    const file = join(folder, 'candles.csv');
    writeFileSync(file, csvOf(market));
    const script = join(pythonScripts, `${PYTHON_CONTESTANTS[contestant]}_job.py`);
    const args = [script, file, String(passes), String(BALANCE)];
    const { status, stdout, stderr } = spawnSync('python3', args, { encoding: 'utf8', maxBuffer: 1 << 28 });
    if (status !== 0) throw new Error(`${script} ended with ${status}: ${stderr}`);
    const report = JSON.parse(stdout) as ScriptReport;
    const passesOf = report.passes.map(({ cpuMs, trades }) => ({ cpuMs, ...settle(market, trades.map(tradeOf)) }));
    return { ...report, candles: market.columns.length, prepareMs: 0, passes: passesOf };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function tradeOf([entry, exit]: readonly [number, number | null]): Trade {
  return [entry, exit ?? undefined];
}

/** Time in whole seconds UTC, prices, volume; no header. */
function csvOf({ columns: { openTime, open, high, low, close, volume, length } }: Market): string {
  const lines = Array.from({ length }, (_, row) =>
    [(openTime[row] ?? NaN) / 1_000, open[row], high[row], low[row], close[row], volume[row]].join(','),
  );
  return `${lines.join('\n')}\n`;
}
