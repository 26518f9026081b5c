import type { Arguments } from './arguments.js';
import type { ExitCode } from './exit-codes.js';
import { EXIT } from './exit-codes.js';
import type { Output } from './io.js';
import { figureText, reportedRuns, valueAt } from './reported-run.js';

/** What a list of runs shows of each: heading and place in the report. */
const COLUMNS: readonly (readonly [string, string])[] = [
  ['net profit', 'equity.net_profit'],
  ['net %', 'equity.net_profit_percent'],
  ['drawdown %', 'drawdown.max_percent'],
  ['trades', 'trades.count'],
  ['win rate', 'trades.win_rate'],
  ['profit factor', 'trades.profit_factor'],
];

/** `qbot report`: the backtests that left a report, the newest first. */
export function reportVerb(args: Arguments, output: Output): ExitCode {
  const runs = reportedRuns(args);
  if (args.json) {
    const listed = runs.map(({ id, folder, report }) => ({ id, folder, equity: valueAt(report, 'equity') }));
    output.out(JSON.stringify({ schema_version: 1, runs: listed }, undefined, 2));
    return EXIT.ok;
  }
  if (runs.length === 0) output.err('there is no report yet: "qbot backtest" makes one');
  else tableLines(['run', ...COLUMNS.map(([name]) => name)], runs.map(rowOf)).forEach(output.out);
  return EXIT.ok;
}

function rowOf({ id, report }: ReturnType<typeof reportedRuns>[number]): readonly string[] {
  return [id, ...COLUMNS.map(([, path]) => figureText(valueAt(report, path)))];
}

/** Columns side by side, the first to the left, the others to the right. */
export function tableLines(heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const all = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const padded = (text: string, column: number): string =>
    column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0);
  return all.map((row) => row.map(padded).join('  ').trimEnd());
}
