import type { RunFigures } from '@q/orchestrator';
import type { RunFiles } from './run-files.js';
import { tracePrefix } from './start-logging.js';

export interface RunSummary extends RunFigures {
  readonly schema_version: 1;
  readonly run_id: string;
  /** With a correlation id behind it, the `trace_id` in the log. */
  readonly trace_prefix: string;
  readonly outcome: string;
  readonly startBalance: number;
  readonly durationSeconds: number;
  readonly eventsPerSecond: number;
  readonly files: { readonly history: string | null; readonly log: string | null };
}

export interface SummaryParts {
  readonly figures: RunFigures;
  readonly files: RunFiles;
  readonly outcome: string;
  readonly startBalance: number;
  readonly durationMs: number;
}

export function summarize({ figures, files, outcome, startBalance, durationMs }: SummaryParts): RunSummary {
  const durationSeconds = Math.round(durationMs) / 1_000;
  return {
    schema_version: 1,
    run_id: files.runId,
    trace_prefix: tracePrefix(files.runId),
    outcome,
    ...figures,
    startBalance,
    durationSeconds,
    eventsPerSecond: durationMs === 0 ? 0 : Math.round((figures.events / durationMs) * 1_000),
    files: { history: files.history ?? null, log: files.log ?? null },
  };
}

/** The closing summary as a person reads it. */
export function summaryLines(of: RunSummary): readonly string[] {
  const published = of.candles.reduce((sum, candle) => sum + candle.published, 0);
  const candleLines = of.candles.map(
    ({ symbol, timeframe, in: taken, published: out, bad }) =>
      `  ${symbol.padEnd(8)} ${timeframe.padStart(4)}  ${count(taken).padStart(9)} in = ${count(out)} published + ${count(bad)} bad`,
  );
  const equity =
    of.equity === undefined
      ? 'no account'
      : `${money(of.equity)} ${of.currency} (${signed(of.equity - of.startBalance)})`;
  return [
    `result     ${of.outcome}`,
    `cycles     ${count(of.cycles)}`,
    `candles    ${count(published)}`,
    ...candleLines,
    `signals    ${count(of.signals)}`,
    `orders     ${count(of.ordersPlaced)} sent, ${count(of.ordersDenied)} denied, ${count(of.fills)} fills`,
    `positions  ${count(of.positionsOpened)} opened, ${count(of.positionsClosed)} closed`,
    `equity     ${equity}`,
    `errors     ${count(of.errors)}`,
    `duration   ${of.durationSeconds.toFixed(2)} s, ${count(of.eventsPerSecond)} events per second`,
    `history    ${of.files.history ?? 'none'}`,
    `log        ${of.files.log ?? 'none'}`,
  ];
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

function money(value: number): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

function signed(value: number): string {
  return `${value >= 0 ? '+' : '-'}${money(Math.abs(value))}`;
}
